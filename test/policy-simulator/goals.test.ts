/** Goals, judged on outcomes made by hand. */
import { describe, expect, it } from 'vitest';
import type { Outcome, RequestOutcome } from '../../policy-simulator/engine/outcome.ts';
import { judge } from '../../policy-simulator/measure/goals.ts';
import { goalsTable } from '../../policy-simulator/report/goals.ts';
import { at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';

interface Day {
  readonly served: number;
  readonly races?: number;
  readonly quality?: number;
  readonly rareServed?: number;
}

/**
 * A hundred requests of one day. So many of them are served, at once. Twenty more are of a rare kind, and half of them are
 * served.
 */
function day(
  policy: string,
  workload: string,
  seed: number,
  { served, races = 0, quality = 0.5, rareServed = 10 }: Day,
): Outcome {
  const request = (n: number, kind: string, isServed: boolean): RequestOutcome => ({
    id: requestNo(n),
    kind,
    at: noon,
    end: isServed ? 'served' : 'left',
    waitSeconds: 10,
    offers: 1,
    ...(isServed ? { quality } : {}),
  });
  return {
    policy,
    workload,
    seed,
    from: noon,
    requests: [
      ...Array.from({ length: 100 }, (_, n) => request(n, 'plain', n < served)),
      ...Array.from({ length: 20 }, (_, n) => request(200 + n, 'rare', n < rareServed)),
    ],
    sessions: [1, 2].map((n) => ({
      volunteer: volunteerNo(n),
      capacity: 1,
      from: noon,
      to: at(7200),
      talks: [{ from: noon, to: at(3600) }],
    })),
    counts: { offers: 100, declined: 0, lapsed: 0, lostRaces: races, missingSeekers: 0, refused: 0, callouts: 0, decisions: 1 },
  };
}

/** Four days; every second one is a little better. */
const days = (policy: string, workload: string, served: number, parts: Partial<Day> = {}) =>
  [1, 2, 3, 4].map((seed) => day(policy, workload, seed, { served: served + (seed % 2), ...parts }));

const strong = 'helpline-30-0.9-strong';

describe('goals', () => {
  it('a policy reaches its goals when it is better than the nearest baseline, which is named', () => {
    const judged = judge([...days('fcfs-alis', strong, 60), ...days('other', strong, 70), ...days('mine', strong, 80)], 'mine');
    expect(judged.missed).toEqual([]);
    expect(judged.abandonedNearest.baseline).toBe('other');
    expect(judged.abandonedNearest.difference.mean).toBeCloseTo(-10 / 120);
    expect(judged.within60Nearest.difference.mean).toBeCloseTo(10 / 120);
    expect(judged.toFcfs.abandoned.mean).toBeCloseTo(-20 / 120);
    expect(goalsTable([judged])).toContain('other');
  });

  it('a goal is missed where one baseline is as good', () => {
    const judged = judge([...days('fcfs-alis', strong, 60), ...days('other', strong, 80), ...days('mine', strong, 80)], 'mine');
    expect(judged.missed).toEqual(['abandoned', 'in 60 s']);
  });

  it('a goal is missed by too many lost races, and where the worst kind is worse', () => {
    const fcfs = days('fcfs-alis', strong, 60);
    expect(judge([...fcfs, ...days('mine', strong, 80, { races: 9 })], 'mine').missed).toEqual([]);
    expect(judge([...fcfs, ...days('mine', strong, 80, { races: 10 })], 'mine').missed).toEqual(['lost races']);
    expect(judge([...fcfs, ...days('mine', strong, 80, { rareServed: 8 })], 'mine').missed).toEqual(['worst kind']);
  });

  it('without scarcity the goal is that abandonment is as low and served pairs fit better', () => {
    const plain = 'helpline-30-0.9-none';
    const fcfs = days('fcfs-alis', plain, 60);
    expect(judge([...fcfs, ...days('mine', plain, 60, { quality: 0.7 })], 'mine').missed).toEqual([]);
    expect(judge([...fcfs, ...days('mine', plain, 60)], 'mine').missed).toEqual(['quality']);
    expect(judge([...fcfs, ...days('mine', plain, 59, { quality: 0.7 })], 'mine').missed).toEqual(['abandoned']);
  });

  it('on the bank’s calls the goal is 2.5 points', () => {
    const fcfs = days('fcfs-alis', 'bank-aug-1', 60);
    expect(judge([...fcfs, ...days('mine', 'bank-aug-1', 64)], 'mine').missed).toEqual([]);
    expect(judge([...fcfs, ...days('mine', 'bank-aug-1', 62)], 'mine').missed).toEqual(['abandoned']);
  });

  it('goals cannot be judged without first come first served', () => {
    expect(() => judge(days('mine', strong, 60), 'mine')).toThrow('fcfs-alis');
  });
});
