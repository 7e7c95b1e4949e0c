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

/**
 * Those of `talks` whom nobody unread can come before. `edges` are the last that were read of each need class that goes on:
 * the unread come after the edge of their class, so whoever comes before every edge stands where the queue says; the rest
 * could pass somebody who was not seen.
 */
export function readToTheEdge(talks: readonly Talk[], edges: readonly Talk[], times: QueueTimes, now: EpochMs): readonly Talk[] {
  if (edges.length === 0) return talks;
  const queue = queueOf([...edges, ...talks.filter((talk) => edges.every((edge) => edge.id !== talk.id))], times, now);
  const end = queue.findIndex(({ talk }) => edges.includes(talk));
  const certain = new Set(queue.slice(0, end + 1).map(({ talk }) => talk.id));
  return talks.filter((talk) => certain.has(talk.id));
}

function compareQueued(a: Queued, b: Queued): number {
  return a.needClass - b.needClass || a.talk.askedAt - b.talk.askedAt || compareIds(a.talk.id, b.talk.id);
}

/** By code units: the same on every machine and in every locale. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
