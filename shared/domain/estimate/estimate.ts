/** Honest waits: a range that covered most of the recent waits, or "we do not know". */
import * as z from 'zod';
import { estimateCoverage, estimateSamplesMin, estimateWithin } from '../limits.ts';
import { sampleCount, waitBuckets, type WaitCounts, type WaitRange } from './wait-counts.ts';

/** How long the wait may be, in seconds, as the API gives it. */
export const waitEstimate = z.strictObject({
  fromSeconds: z.number().int().nonnegative(),
  toSeconds: z.number().int().positive().nullable(),
});
export type WaitEstimate = z.infer<typeof waitEstimate>;

/**
 * The range ends at the first bucket that `estimateWithin` of the waits did not exceed. It begins at the last bucket that still
 * leaves `estimateCoverage` of the waits in the range. So a seeker who is told a range seldom waits longer. Null under
 * `estimateSamplesMin` samples. Pure.
 */
export function estimateFrom(counts: WaitCounts): WaitEstimate | null {
  const samples = sampleCount(counts);
  if (samples < estimateSamplesMin) return null;
  let last = 0;
  let inside = counts[0] ?? 0;
  while (inside < estimateWithin * samples && last < counts.length - 1) {
    last += 1;
    inside += counts[last] ?? 0;
  }
  let first = 0;
  while (first < last && inside - (counts[first] ?? 0) >= estimateCoverage * samples) {
    inside -= counts[first] ?? 0;
    first += 1;
  }
  return spanOf(first, last);
}

function spanOf(first: number, last: number): WaitRange | null {
  const from = waitBuckets[first];
  const to = waitBuckets[last];
  return from === undefined || to === undefined ? null : { fromSeconds: from.fromSeconds, toSeconds: to.toSeconds };
}
