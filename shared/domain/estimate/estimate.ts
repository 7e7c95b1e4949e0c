/** Honest waits: a range that held most of the recent ones, or "we do not know". */
import * as z from 'zod';
import { estimateConfidenceZ, estimateCoverage, estimateDriftMargin, estimateSamplesMin } from '../limits.ts';
import { sampleCount, waitBuckets, type WaitCounts, type WaitRange } from './wait-counts.ts';

/** How long it may take, in seconds, as the API says it. */
export const waitEstimate = z.strictObject({
  fromSeconds: z.number().int().nonnegative(),
  toSeconds: z.number().int().positive().nullable(),
});
export type WaitEstimate = z.infer<typeof waitEstimate>;

/** Runs of neighbouring buckets, the narrowest first; of two equally narrow ones the longer wait first: better to be early. */
const ranges = waitBuckets
  .flatMap((_, extra) => waitBuckets.slice(extra).map((_bucket, first) => ({ first, last: first + extra })))
  .toSorted((a, b) => a.last - a.first - (b.last - b.first) || b.last - a.last);

/**
 * The narrowest run of buckets believed to hold at least `estimateCoverage` of the waits to come; null under
 * `estimateSamplesMin` samples. Believed: the lower end of the 95 % confidence interval of its share (Wilson 1927,
 * https://doi.org/10.1080/01621459.1927.10502953) reaches the promise plus the margin for drift. Pure.
 */
export function estimateFrom(counts: WaitCounts): WaitEstimate | null {
  const samples = sampleCount(counts);
  if (samples < estimateSamplesMin) return null;
  const held = ranges.find(({ first, last }) => {
    const inside = sampleCount(counts.slice(first, last + 1));
    return wilsonLowerBound(inside, samples) >= estimateCoverage + estimateDriftMargin;
  });
  return held === undefined ? null : spanOf(held.first, held.last);
}

function spanOf(first: number, last: number): WaitRange | null {
  const from = waitBuckets[first];
  const to = waitBuckets[last];
  return from === undefined || to === undefined ? null : { fromSeconds: from.fromSeconds, toSeconds: to.toSeconds };
}

/** Lower end of the Wilson score interval of a share, at `estimateConfidenceZ`. */
function wilsonLowerBound(hits: number, samples: number): number {
  const share = hits / samples;
  const z2 = estimateConfidenceZ ** 2;
  const spread = Math.sqrt((share * (1 - share)) / samples + z2 / (4 * samples ** 2));
  return (share + z2 / (2 * samples) - estimateConfidenceZ * spread) / (1 + z2 / samples);
}
