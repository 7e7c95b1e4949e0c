/**
 * Waits are kept as counts per coarse bucket, for one bucket of queue positions and one kind of request. The wait of a single
 * person is never kept.
 */
import * as z from 'zod';
import { estimateSamplesMax } from '../limits.ts';

export interface WaitRange {
  /** Seconds. Exclusive, except for 0. */
  readonly fromSeconds: number;
  /** Seconds. Inclusive. Null means longer than `fromSeconds`, without a bound. */
  readonly toSeconds: number | null;
}

/**
 * The buckets are coarse on purpose. A single figure is off by as much as the mean itself (Ibrahim & Whitt 2009); a bucket is a
 * promise that can be kept.
 */
export const waitBuckets = [
  { fromSeconds: 0, toSeconds: 60 },
  { fromSeconds: 60, toSeconds: 180 },
  { fromSeconds: 180, toSeconds: 600 },
  { fromSeconds: 600, toSeconds: null },
] as const satisfies readonly WaitRange[];

/** The stored counters of one position bucket and one kind of request: how many waits fell into each of `waitBuckets`. */
export const waitCounts = z.array(z.number().int().nonnegative()).length(waitBuckets.length).readonly();
export type WaitCounts = z.infer<typeof waitCounts>;

export const noWaits: WaitCounts = waitBuckets.map(() => 0);

/** The index into `waitBuckets` of a wait in seconds. "Up to 60" includes 60. */
export function bucketOf(waitSeconds: number): number {
  return waitBuckets.findIndex(({ toSeconds }) => toSeconds === null || waitSeconds <= toSeconds);
}

/**
 * The counts with one more wait, in seconds. When they reach `estimateSamplesMax`, all are halved (rounded down): old waits lose
 * weight and the figures stay small. Pure: concurrent callers must write under a condition on what they read.
 */
export function addSample(counts: WaitCounts, waitSeconds: number): WaitCounts {
  const bucket = bucketOf(waitSeconds);
  const more = counts.map((count, index) => (index === bucket ? count + 1 : count));
  return sampleCount(more) >= estimateSamplesMax ? more.map((count) => Math.floor(count / 2)) : more;
}

/** The number of waits in the counts. */
export function sampleCount(counts: WaitCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
