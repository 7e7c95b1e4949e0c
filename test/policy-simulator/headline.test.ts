/**
 * The main results of the service's policy on sixteen simulated days: paired intervals on fixed seeds, so that a change that
 * makes them worse is seen.
 */
import { describe, expect, it } from 'vitest';
import { compare } from '../../policy-simulator/measure/compare.ts';
import type { Interval } from '../../policy-simulator/measure/student.ts';
import { work } from '../../policy-simulator/runs/job.ts';

const policies = ['fcfs-alis', 'best-quality', 'priced'];
const runs = 16;
const [low, high] = [({ mean, half = Infinity }: Interval) => mean - half, ({ mean, half = Infinity }: Interval) => mean + half];

describe('where skills are scarce, 30 requests an hour, load .7', () => {
  const days = Array.from({ length: runs }, (_, n) =>
    work({ workload: 'helpline-30-0.7-strong', policies, seed: 1 + n, days: 1 }),
  );
  const outcomes = days.flat();

  it.each(['fcfs-alis', 'best-quality'])(
    'the policy loses fewer seekers and matches more within a minute than %s',
    (reference) => {
      const found = compare(outcomes, reference).find(({ policy }) => policy === 'priced')?.differences;
      expect(found === undefined ? 0 : high(found.abandoned)).toBeLessThan(0);
      expect(found === undefined ? 0 : low(found.within60)).toBeGreaterThan(0);
    },
  );

  it('the policy is worse neither for the worst kind, nor for volunteers, nor for the fit', () => {
    const priced = compare(outcomes, 'fcfs-alis').find(({ policy }) => policy === 'priced');
    expect(priced?.figures.lostRaces).toBeLessThanOrEqual(0.1);
    expect(priced?.differences === undefined ? 1 : low(priced.differences.worstKind)).toBeLessThan(0);
    expect(priced?.differences?.gini.mean).toBeLessThanOrEqual(0.03);
    expect(priced?.differences === undefined ? 0 : low(priced.differences.quality)).toBeGreaterThan(0);
  });
});
