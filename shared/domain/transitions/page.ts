/** Volunteers who are off are asked to come: both sides note it, so that the pace holds for each. No offer, and no place taken. */
import { dutyMisfits } from '../eligibility.ts';
import { pageAgainSeconds } from '../limits.ts';
import { dayCount, freeAt } from '../seat.ts';
import type { Seat, SeatFacts } from '../seat.ts';
import type { Talk } from '../talk.ts';
import { plusSeconds } from '../time.ts';
import type { EpochMs } from '../time.ts';

/**
 * Whether somebody may be asked to come at all: off, in no talk, rested, with talks left for the day, and not new while nobody
 * is on duty. Whether they may serve is for their profile to say. `date`: the day in the space's time zone.
 */
export function mayBePaged(
  seat: Seat,
  { date, onDuty }: { readonly date: string; readonly onDuty: boolean },
  now: EpochMs,
): boolean {
  if (seat.on !== 'off' || seat.talks.length > 0 || freeAt(seat) > now) return false;
  return dayCount(seat, date) < seat.facts.talksPerDay && dutyMisfits(seat, onDuty).length === 0;
}

/**
 * The seat of somebody who is asked to come, with what for in coarse words: the languages they share, the role, the channel.
 * `facts`: as they are now; those of an off seat are old.
 */
export function pagedSeat(
  { seat, facts, talk }: { readonly seat: Seat; readonly facts: SeatFacts; readonly talk: Talk },
  now: EpochMs,
): Seat {
  const { languages: spoken, role, channel } = talk.ask;
  const languages = spoken.filter((one) => facts.languages.includes(one));
  return { ...seat, seq: seat.seq + 1, pagedAt: now, page: { languages, channel, ...(role === undefined ? {} : { role }) } };
}

/** The request for which volunteers who are off were looked through. Nobody's news: `seq` stays. */
export function pagedTalk(talk: Talk, now: EpochMs): Talk {
  return { ...talk, event: 'paged', pagedAt: now };
}

export type OpenPage = NonNullable<Seat['page']> & { readonly since: EpochMs; readonly until: EpochMs };

/** The page a volunteer is shown: until they go on, which forgets it, and no longer than until others are asked. */
export function openPage({ page, pagedAt, on }: Seat, now: EpochMs): OpenPage | undefined {
  if (page === undefined || pagedAt === undefined || on !== 'off') return undefined;
  const until = plusSeconds(pagedAt, pageAgainSeconds);
  return until > now ? { ...page, since: pagedAt, until } : undefined;
}
