/**
 * Off-shift paging, sparse as Manshadi and Rodilitz (arXiv 2002.08474) advise, since every page costs some of a volunteer's
 * goodwill: only for a request that nobody who is on could serve, a few volunteers who could, a few more after some minutes, and
 * whoever was paged is left in peace for hours. What somebody did with a page is not known here, and counts for nothing.
 */
import { misfits, pairFits } from '../eligibility.ts';
import type { RequestId, VolunteerId } from '../ids.ts';
import { pageAgainSeconds, pagePeaceSeconds } from '../limits.ts';
import type { SeatFacts } from '../seat.ts';
import type { Talk } from '../talk.ts';
import { plusSeconds } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { needsKey, remembered } from './ask-keys.ts';
import { compareIds, queueOf } from './order.ts';
import type { Snapshot } from './plan.ts';
import { placeOf } from './places.ts';
import type { Policy } from './policy.ts';

/** A volunteer who is off, may serve, and has nothing against being paged. */
export interface OffShift {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
  readonly idleSince: EpochMs;
  /** Absent: never. */
  readonly pagedAt?: EpochMs | undefined;
}

/** Who is asked to come for a request; nobody, where nobody who could is to be had. */
export interface Paging {
  readonly request: RequestId;
  readonly volunteers: readonly VolunteerId[];
}

/**
 * Requests that nobody who is on could serve, now or once a talk or a rest is over, and for which nobody was looked for lately: the
 * first in the queue first. Pure, and independent of the order of what it is given; costs nothing where nobody waits.
 */
export function strandedIn(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Talk[] {
  const isDue = ({ pagedAt }: Talk) => pagedAt === undefined || plusSeconds(pagedAt, pageAgainSeconds) <= now;
  const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
  const waiting = queueOf(snapshot.talks, times, now)
    .filter(({ talk, heard }) => heard && talk.offers.length === 0 && isDue(talk))
    .map(({ talk }) => talk);
  if (waiting.length === 0) return [];
  const anybodyFits = (talk: Talk) =>
    snapshot.seats.some((seat) => pairFits(talk, seat, now) && placeOf(seat, snapshot, now)?.stays === true);
  const known = new Map<string, boolean>();
  return waiting.filter((talk) => {
    const lasting = { ...talk, avoid: talk.avoid.filter(({ until }) => until === null) };
    if (lasting.avoid.length > 0) return !anybodyFits(lasting);
    return remembered(known, needsKey(talk.ask), () => !anybodyFits(lasting));
  });
}

/** Whether this volunteer, were they on, could serve the request. */
export function couldCome(talk: Talk, { volunteer, facts }: Pick<OffShift, 'volunteer' | 'facts'>): boolean {
  const apart = talk.avoid.some((entry) => entry.volunteer === volunteer && entry.until === null);
  return !apart && misfits(talk.ask, facts).length === 0;
}

/**
 * For each request, in the order given, whom to page: who was not paged for the longest time comes first, then who has been idle
 * for the longest, then by id. Nobody is paged for two requests, and nobody who was paged within `pagePeaceSeconds`. Pure, and
 * independent of the order of `off`.
 */
export function pagesFor(stranded: readonly Talk[], off: readonly OffShift[], atOnce: number, now: EpochMs): readonly Paging[] {
  const inPeace = ({ pagedAt }: OffShift) => pagedAt !== undefined && plusSeconds(pagedAt, pagePeaceSeconds) > now;
  const left = new Set(off.filter((one) => !inPeace(one)).toSorted(longestLeftAloneFirst));
  return stranded.map((talk) => {
    const chosen = [...left].filter((one) => couldCome(talk, one)).slice(0, atOnce);
    for (const one of chosen) left.delete(one);
    return { request: talk.id, volunteers: chosen.map(({ volunteer }) => volunteer) };
  });
}

function longestLeftAloneFirst(a: OffShift, b: OffShift): number {
  const paged = (a.pagedAt ?? 0) - (b.pagedAt ?? 0);
  return paged || a.idleSince - b.idleSince || compareIds(a.volunteer, b.volunteer);
}
