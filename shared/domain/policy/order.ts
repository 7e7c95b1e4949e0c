/** The total order of requests: who is looked after first. Ends in an id, so it never depends on how a query answered. */
import { isWaiting, promotedClass } from '../talk.ts';
import type { Talk } from '../talk.ts';
import type { EpochMs } from '../time.ts';

/** A request in its place of the queue. */
export interface Queued {
  readonly talk: Talk;
  /** The need class with promotion: 0 is `notSafeNow`. */
  readonly needClass: number;
  /** Heard of lately; otherwise nobody is asked for it, and it holds nobody back. */
  readonly heard: boolean;
}

export interface QueueTimes {
  readonly promotionSeconds: number;
  readonly stillThereSeconds: number;
}

/**
 * Waiting and offered requests in the order of invariant 7: promoted need class, then queue time, then id.
 * The same for every policy; pure.
 */
export function queueOf(talks: readonly Talk[], times: QueueTimes, now: EpochMs): readonly Queued[] {
  return talks
    .filter(isWaiting)
    .map((talk) => ({
      talk,
      needClass: promotedClass(talk, times.promotionSeconds, now),
      heard: talk.heardAt + times.stillThereSeconds * 1000 > now,
    }))
    .sort(compareQueued);
}

function compareQueued(a: Queued, b: Queued): number {
  return a.needClass - b.needClass || a.talk.askedAt - b.talk.askedAt || compareIds(a.talk.id, b.talk.id);
}

/** By code units: the same on every machine and in every locale. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
