/**
 * Call-outs to volunteers who are off. Both sides note a call-out, so that the waiting times between call-outs hold for each. A
 * call-out is no offer, and takes no place.
 */
import { dutyViolations } from '../eligibility.ts';
import { shareLanguage } from '../language.ts';
import { calloutRepeatSeconds } from '../limits.ts';
import { dayCount, availableAt, type Seat, type SeatFacts } from '../seat.ts';
import type { Talk } from '../talk.ts';
import { plusSeconds, type EpochMs } from '../time.ts';

/**
 * Whether a volunteer may be called out at all: off, in no talk, rested, with talks left for the day, and not on probation while
 * no coordinator is on duty. Their profile says whether they may serve. `date` is the day in the space's time zone.
 */
export function mayBeCalledOut(
  seat: Seat,
  { date, onDuty }: { readonly date: string; readonly onDuty: boolean },
  now: EpochMs,
): boolean {
  if (seat.on !== 'off' || seat.talks.length > 0 || availableAt(seat) > now) return false;
  return dayCount(seat, date) < seat.facts.talksPerDay && dutyViolations(seat, onDuty).length === 0;
}

/**
 * The seat of a volunteer who is called out. It says in coarse words what for: the languages they share, the role, the channel.
 * `facts` are the present ones; the facts of an off seat are old.
 */
export function calledOutSeat(
  { seat, facts, talk }: { readonly seat: Seat; readonly facts: SeatFacts; readonly talk: Talk },
  now: EpochMs,
): Seat {
  const { languages: spoken, role, channel } = talk.criteria;
  const languages = spoken.filter((one) => shareLanguage([one], facts.languages, facts.scriptsApart));
  return {
    ...seat,
    seq: seat.seq + 1,
    event: 'called-out',
    calledOutAt: now,
    callout: { languages, channel, ...(role === undefined ? {} : { role }) },
  };
}

/** The request for which volunteers who are off were searched. No caller is told, so `seq` stays. */
export function calledOutTalk(talk: Talk, now: EpochMs): Talk {
  return { ...talk, event: 'called-out', calledOutAt: now };
}

export type OpenCallout = NonNullable<Seat['callout']> & { readonly since: EpochMs; readonly until: EpochMs };

/**
 * The call-out that a volunteer is shown: until they go on, which deletes it, and no longer than until other volunteers are
 * called.
 */
export function openCallout({ callout: page, calledOutAt, on }: Seat, now: EpochMs): OpenCallout | undefined {
  if (page === undefined || calledOutAt === undefined || on !== 'off') return undefined;
  const until = plusSeconds(calledOutAt, calloutRepeatSeconds);
  return until > now ? { ...page, since: calledOutAt, until } : undefined;
}
