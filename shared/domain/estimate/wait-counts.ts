/** Waits are kept as counts per coarse bucket, for one class of places in the queue and one kind of request: never one person's wait. */
import * as z from 'zod';
import { estimateSamplesMax } from '../limits.ts';

export interface WaitRange {
  /** Seconds, exclusive but for 0. */
  readonly fromSeconds: number;
  /** Seconds, inclusive; null means longer than `fromSeconds`, without a bound. */
  readonly toSeconds: number | null;
}

/** Coarse on purpose: a single figure is off by as much as the mean itself (Ibrahim & Whitt 2009), a bucket can be kept. */
export const waitBuckets = [
  { fromSeconds: 0, toSeconds: 60 },
  { fromSeconds: 60, toSeconds: 180 },
  { fromSeconds: 180, toSeconds: 600 },
  { fromSeconds: 600, toSeconds: null },
] as const satisfies readonly WaitRange[];

/** The stored counters of one class of places and kind: how many waits fell into each of `waitBuckets`. */
export const waitCounts = z.array(z.number().int().nonnegative()).length(waitBuckets.length).readonly();
export type WaitCounts = z.infer<typeof waitCounts>;

export const noWaits: WaitCounts = waitBuckets.map(() => 0);

/** Index into `waitBuckets` of a wait in seconds; "up to 60" includes 60. */
export function bucketOf(waitSeconds: number): number {
  return waitBuckets.findIndex(({ toSeconds }) => toSeconds === null || waitSeconds <= toSeconds);
}

/**
 * The counts with one more wait, in seconds. Once they hold `estimateSamplesMax` all are halved (rounded down), so the old
 * fades and the figures stay small. Pure: concurrent callers must write under a condition on what they read.
 */
export function addSample(counts: WaitCounts, waitSeconds: number): WaitCounts {
  const bucket = bucketOf(waitSeconds);
  const more = counts.map((count, index) => (index === bucket ? count + 1 : count));
  return sampleCount(more) >= estimateSamplesMax ? more.map((count) => Math.floor(count / 2)) : more;
}

/** How many waits the counts stand for. */
export function sampleCount(counts: WaitCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
