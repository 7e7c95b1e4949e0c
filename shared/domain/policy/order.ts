/**
 * The total order of requests: which is served first. The last key is the id, so the order never depends on the order of a
 * query's answer.
 */
import { isWaiting, promotedClass, type Talk } from '../talk.ts';
import type { EpochMs } from '../time.ts';

/** A request with its position in the queue. */
export interface Queued {
  readonly talk: Talk;
  /** The need class with promotion. 0 is `notSafeNow`. */
  readonly needClass: number;
  /** Whether the seeker was seen lately. If not, no volunteer is asked for the request, and it holds no other request back. */
  readonly isPresent: boolean;
}

export interface QueueTimes {
  readonly promotionSeconds: number;
  readonly stillThereSeconds: number;
}

/**
 * The waiting and offered requests in the order of invariant 7: promoted need class, then queue time, then id. The same for every
 * policy. Pure.
 */
export function queueOf(talks: readonly Talk[], times: QueueTimes, now: EpochMs): readonly Queued[] {
  return talks
    .filter(isWaiting)
    .map((talk) => ({
      talk,
      needClass: promotedClass(talk, times.promotionSeconds, now),
      isPresent: talk.lastSeenAt + times.stillThereSeconds * 1000 > now,
    }))
    .sort(compareQueued);
}

/**
 * The requests of `talks` that no unread request can come before. `edges` are the last requests read of each need class that has
 * more. The unread requests come after the edge of their class. So a request that comes before every edge is at its true position
 * in the queue. The others could overtake a request that was not read.
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

/** Compares by code units: the same on every machine and in every locale. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
