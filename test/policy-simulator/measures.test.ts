/** The figures, each compared with a case calculated by hand. */
import { describe, expect, it } from 'vitest';
import { gini } from '../../policy-simulator/measure/gini.ts';
import { virtualWaitQuantile } from '../../policy-simulator/measure/kaplan-meier.ts';
import { fitQuality } from '../../policy-simulator/workload/fit.ts';
import { intervalOf, studentQuantile } from '../../policy-simulator/measure/student.ts';
import { compare } from '../../policy-simulator/measure/compare.ts';
import { occupancyByHour, waitByHour } from '../../policy-simulator/measure/hours.ts';
import { at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';
import type { Outcome, RequestOutcome } from '../../policy-simulator/engine/outcome.ts';

const served = (seconds: number) => ({ seconds, served: true });
const left = (seconds: number) => ({ seconds, served: false });

describe('the virtual wait', () => {
  // Five at risk at 10: 4/5 left. Left at 20. Three at risk at 30: 4/5 · 2/3. Left at 40. One at risk at 50: 0.
  const waits = [served(30), left(20), served(10), served(50), left(40)];

  it('a seeker who gave up counts as still waiting, by Kaplan and Meier', () => {
    expect(virtualWaitQuantile(waits, 0.2)).toBe(10);
    expect(virtualWaitQuantile(waits, 0.21)).toBe(30);
    expect(virtualWaitQuantile(waits, 0.46)).toBe(30);
    expect(virtualWaitQuantile(waits, 0.47)).toBe(50);
  });

  it('the virtual wait is unknown where too many gave up, even if the served waited a short time', () => {
    expect(virtualWaitQuantile([served(1), served(1), left(5), left(5)], 0.5)).toBe(1);
    expect(virtualWaitQuantile([served(1), served(1), left(5), left(5)], 0.95)).toBeUndefined();
  });

  it('a seeker who leaves at the moment of a match still counts as waiting then', () => {
    expect(virtualWaitQuantile([left(10), served(10)], 0.5)).toBe(10);
    expect(virtualWaitQuantile([left(10), served(10)], 0.51)).toBeUndefined();
  });
});

describe('the Gini coefficient', () => {
  it('the Gini coefficient is 0 when all are equal, and (n − 1)/n when one has everything', () => {
    expect(gini([3, 3, 3, 3])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBe(0.75);
    expect(gini([1, 3])).toBe(0.25);
    expect(gini([])).toBe(0);
  });
});

describe('quality', () => {
  const woman = { attribute: 'gender', value: 'woman', strength: 'prefer' } as const;
  const ask = { languages: ['en'], channel: 'chat', topics: ['grief'], preferences: [woman], groundRulesVersion: 1 } as const;
  const asked = { ...ask, languages: [...ask.languages], topics: [...ask.topics], preferences: [...ask.preferences] };

  it('the fit is .6 for the topic and .4 for the preferences', () => {
    const both = { volunteer: 'v', topics: ['grief'], attributes: { gender: ['woman'] } };
    expect(fitQuality(asked, both)).toBeCloseTo(1);
    expect(fitQuality(asked, { ...both, attributes: {} })).toBeCloseTo(0.6);
    expect(fitQuality(asked, { ...both, topics: [] })).toBeCloseTo(0.4);
  });

  it('the fit is 1 where nothing was asked, and only the parts asked for count', () => {
    const withoutSkills = { volunteer: 'v', topics: [], attributes: {} };
    expect(fitQuality({ ...asked, topics: [], preferences: [] }, withoutSkills)).toBe(1);
    expect(fitQuality({ ...asked, preferences: [] }, { ...withoutSkills, topics: ['grief'] })).toBe(1);
  });
});

describe('intervals', () => {
  it('intervals use the quantiles of Student', () => {
    // Tables of the distribution, two-sided 95 %.
    for (const [freedom, value] of [
      [1, 12.7062],
      [2, 4.3027],
      [5, 2.5706],
      [10, 2.2281],
      [30, 2.0423],
    ] as const)
      expect(studentQuantile(freedom, 0.95)).toBeCloseTo(value, 3);
    expect(studentQuantile(7, 0.99)).toBeCloseTo(3.4995, 3);
  });

  it('an interval has the mean and half width of few values, and no width for one value', () => {
    // Standard deviation 1, so 4.3027 · 1/√3.
    expect(intervalOf([1, 2, 3]).half).toBeCloseTo(4.3027 / Math.sqrt(3), 3);
    expect(intervalOf([5])).toEqual({ mean: 5 });
  });
});

const request = (n: number, seconds: number, end: RequestOutcome['end'], kind = 'plain'): RequestOutcome => ({
  id: requestNo(n),
  kind,
  at: noon,
  end,
  waitSeconds: seconds,
  offers: 1,
});

const outcome = (policy: string, seed: number, requests: readonly RequestOutcome[]): Outcome => ({
  policy,
  workload: 'by hand',
  seed,
  from: noon,
  requests,
  sessions: [{ volunteer: volunteerNo(1), capacity: 1, from: noon, to: at(7200), talks: [{ from: at(1800), to: at(5400) }] }],
  counts: { offers: 4, declined: 1, lapsed: 0, lostRaces: 1, missingSeekers: 0, refused: 0, callouts: 0, decisions: 9 },
});

describe('a comparison', () => {
  it('figures count all requests, and differences are taken run by run', () => {
    const base = [1, 2].map((seed) =>
      outcome('base', seed, [
        request(1, 10, 'served'),
        request(2, 90, 'served'),
        request(3, 5, 'left'),
        request(4, 9, 'expired'),
      ]),
    );
    const better = [1, 2].map((seed) =>
      outcome('better', seed, [
        request(1, 10, 'served'),
        request(2, 60, 'served'),
        request(3, 5, 'served'),
        request(4, 9, seed === 1 ? 'left' : 'served'),
      ]),
    );
    const [first, second] = compare([...base, ...better]);
    expect(first?.figures.abandoned).toBe(0.5);
    expect(first?.figures.within60).toBe(0.25);
    expect(first?.figures.lostRaces).toBe(0.5);
    expect(first?.differences).toBeUndefined();
    expect(second?.differences?.abandoned.mean).toBeCloseTo(-0.375);
    // −.25 and −.5: standard deviation .1768, over √2, times 12.706.
    expect(second?.differences?.abandoned.half).toBeCloseTo(12.7062 * 0.125, 3);
  });

  it('the worst kind is the one with the highest abandonment', () => {
    const rare = Array.from({ length: 20 }, (_, n) => request(n, 5, n < 15 ? 'left' : 'served', 'rare'));
    const plain = Array.from({ length: 80 }, (_, n) => request(100 + n, 5, n < 8 ? 'left' : 'served'));
    expect(compare([outcome('base', 1, [...rare, ...plain])])[0]?.figures.worstKind).toBe(0.75);
  });
});

describe('a day by the hour', () => {
  it('talking time is divided over the hours that it overlaps', () => {
    const hours = occupancyByHour([outcome('base', 1, [])]);
    expect(hours[12]).toBe(0.5);
    expect(hours[13]).toBe(0.5);
    expect(hours[14]).toBeUndefined();
  });

  it('an hour with too few requests shows no wait', () => {
    const few = Array.from({ length: 9 }, (_, n) => request(n, 30, 'served'));
    expect(waitByHour(few)[12]).toBeUndefined();
    expect(waitByHour([...few, request(10, 50, 'served')])[12]).toBe(30);
  });
});
