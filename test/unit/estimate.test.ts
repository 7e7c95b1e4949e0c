import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateFrom, waitEstimate } from '../../shared/domain/estimate/estimate.ts';
import { estimateCoverage, estimateSamplesMax, estimateSamplesMin } from '../../shared/domain/limits.ts';
import { addSample, bucketOf, noWaits, sampleCount, waitBuckets, waitCounts } from '../../shared/domain/estimate/wait-counts.ts';

const seed = Number(process.env['SEED'] ?? 20_261_120);
console.log(`estimate: seed ${seed}`);

const someCounts = fc.array(fc.integer({ min: 0, max: estimateSamplesMax }), {
  minLength: waitBuckets.length,
  maxLength: waitBuckets.length,
});

describe('counting waits', () => {
  it.each([
    [0, 0],
    [60, 0],
    [60.5, 1],
    [180, 1],
    [181, 2],
    [600, 2],
    [601, 3],
    [86_400, 3],
  ])('a wait of %d s is in bucket %d', (seconds, bucket) => {
    expect(bucketOf(seconds)).toBe(bucket);
  });

  it('adds one to the bucket of the wait and does not change its input', () => {
    const before = addSample(noWaits, 10);
    expect(addSample(before, 200)).toEqual([1, 0, 1, 0]);
    expect(before).toEqual([1, 0, 0, 0]);
    expect(noWaits).toEqual([0, 0, 0, 0]);
  });

  it('halves all counts when it has as many as it keeps', () => {
    expect(addSample([estimateSamplesMax - 51, 50, 0, 0], 10)).toEqual([estimateSamplesMax / 2 - 25, 25, 0, 0]);
  });

  it('forgets: after waits become longer, the estimate follows the new waits', () => {
    let counts = noWaits;
    for (let talk = 0; talk < 1000; talk += 1) counts = addSample(counts, 20);
    expect(estimateFrom(counts)).toEqual({ fromSeconds: 0, toSeconds: 60 });
    for (let talk = 0; talk < 1000; talk += 1) counts = addSample(counts, 400);
    expect(estimateFrom(counts)).toEqual({ fromSeconds: 180, toSeconds: 600 });
    expect(sampleCount(counts)).toBeLessThan(estimateSamplesMax);
  });

  it('stores only whole, non-negative counts of every bucket', () => {
    expect(waitCounts.safeParse(addSample(noWaits, 61)).success).toBe(true);
    expect(
      [[1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 3, -1], [1, 2, 3, 0.5], { 0: 1 }].filter(
        (stored) => waitCounts.safeParse(stored).success,
      ),
    ).toEqual([]);
  });
});

describe('the announced range', () => {
  it('is null with fewer than 30 samples', () => {
    expect(estimateSamplesMin).toBe(30);
    expect(estimateFrom([29, 0, 0, 0])).toBeNull();
    expect(estimateFrom([30, 0, 0, 0])).toEqual({ fromSeconds: 0, toSeconds: 60 });
  });

  it.each([
    ['one bucket if it contains nearly all waits', [2, 98, 0, 0], { fromSeconds: 60, toSeconds: 180 }],
    ['two buckets if one is not enough', [60, 38, 2, 0], { fromSeconds: 0, toSeconds: 180 }],
    ['no longer than nearly all waits were', [5, 90, 5, 0], { fromSeconds: 60, toSeconds: 180 }],
    ['without an upper bound if many waits have none', [0, 0, 40, 60], { fromSeconds: 180, toSeconds: null }],
    ['the full range if the waits are spread over all buckets', [25, 25, 25, 25], { fromSeconds: 0, toSeconds: null }],
    ['up to the value that 85 % of the waits did not exceed', [84, 16, 0, 0], { fromSeconds: 0, toSeconds: 180 }],
    ['not longer than needed for 85 %', [85, 15, 0, 0], { fromSeconds: 0, toSeconds: 60 }],
    ['from the value that leaves 80 % in the range', [15, 5, 80, 0], { fromSeconds: 180, toSeconds: 600 }],
  ])('is %s', (_, counts, told) => {
    expect(estimateFrom(counts)).toEqual(told);
  });

  it('always covers at least the promised share of the samples, and has no empty bucket at an end', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const told = estimateFrom(counts);
        if (sampleCount(counts) < estimateSamplesMin) return told === null;
        const { fromSeconds, toSeconds } = waitEstimate.parse(told);
        const first = waitBuckets.findIndex((bucket) => bucket.fromSeconds === fromSeconds);
        const last = waitBuckets.findIndex((bucket) => bucket.toSeconds === toSeconds);
        const inside = counts.slice(first, last + 1);
        const ends = first === last ? [1] : [inside[0], inside.at(-1)];
        return sampleCount(inside) >= estimateCoverage * sampleCount(counts) && !ends.includes(0);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('never gets shorter when one more long wait is added', () => {
    const upper = (counts: readonly number[]) => estimateFrom(counts)?.toSeconds ?? Infinity;
    fc.assert(
      fc.property(someCounts, (counts) => {
        fc.pre(sampleCount(counts) >= estimateSamplesMin);
        return upper(counts.with(3, (counts[3] ?? 0) + 1)) >= upper(counts);
      }),
      { seed, numRuns: 500 },
    );
  });
});
