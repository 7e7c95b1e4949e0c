import { sampleCount, waitBuckets, type WaitCounts, type WaitRange } from '../../domain/estimate/wait-counts.ts';

/** The bucket that contains this share of the waits. Null if no seeker has waited yet. */
export function waitPercentile(waits: WaitCounts, share: number): WaitRange | null {
  const wanted = sampleCount(waits) * share;
  if (wanted === 0) return null;
  let sum = 0;
  const at = waits.findIndex((held) => (sum += held) >= wanted);
  const bucket = waitBuckets[at];
  return bucket === undefined ? null : { fromSeconds: bucket.fromSeconds, toSeconds: bucket.toSeconds };
}
