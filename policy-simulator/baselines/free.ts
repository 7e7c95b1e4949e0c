/** What every baseline needs: waiting requests without an offer, idle volunteers, and which volunteer may serve which request. */
import { pairFits, roomViolations } from '../../shared/domain/eligibility.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { compareIds } from '../../shared/domain/policy/order.ts';
import { taken, type Seat } from '../../shared/domain/seat.ts';
import { type Talk, needClass } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';

/** Requests without an open offer whose seekers are still there. The most urgent come first, then the oldest. */
export function waitingIn({ talks, stillThereSeconds }: Snapshot, now: EpochMs): Talk[] {
  return talks
    .filter((talk) => talk.state === 'waiting' && talk.lastSeenAt + stillThereSeconds * 1000 > now)
    .sort((a, b) => needClass(a.need) - needClass(b.need) || olderFirst(a, b));
}

/** Order by age, the oldest first. */
export function olderFirst(a: Talk, b: Talk): number {
  return a.askedAt - b.askedAt || compareIds(a.id, b.id);
}

/** Volunteers who could get an offer now and have none, the longest idle first. */
export function idleIn(snapshot: Snapshot, now: EpochMs): Seat[] {
  return freeIn(snapshot, now).sort(longestIdleFirst);
}

/** The same volunteers in no order. */
export function freeIn({ seats, date }: Snapshot, now: EpochMs): Seat[] {
  return seats.filter(
    (seat) => seat.offers.length === 0 && taken(seat) < seat.capacity && roomViolations(seat, { date }, now).length === 0,
  );
}

/**
 * Volunteers without a talk come before volunteers with a free place beside a talk. Within each group, by the end of the last
 * talk and its rest.
 */
export function longestIdleFirst(a: Seat, b: Seat): number {
  return a.talks.length - b.talks.length || idleFrom(a) - idleFrom(b) || compareIds(a.volunteer, b.volunteer);
}

/** The first element in this order, and the earlier one of equals; undefined when there is none. */
export function firstOf<T>(all: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  let first: T | undefined;
  for (const one of all) if (first === undefined || compare(one, first) < 0) first = one;
  return first;
}

function idleFrom(seat: Seat): number {
  return Math.max(seat.idleSince, seat.restUntil);
}

/** Whether the hard constraints let this volunteer serve the request. */
export function mayServe(talk: Talk, seat: Seat, now: EpochMs): boolean {
  return pairFits(talk, seat, now);
}
