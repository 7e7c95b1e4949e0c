/** Random numbers, and the distributions made of them. */
import { describe, expect, it } from 'vitest';
import {
  beta,
  choose,
  exponential,
  gammaFactor,
  lognormal,
  lognormalMean,
  lognormalSurvival,
  normalCdf,
} from '../../sim/random/distributions.ts';
import { draw, stream } from '../../sim/random.ts';
import { drawSurvival, stretched, survival } from '../../sim/random/survival-curve.ts';
import { bankPatience, shiftLength, talkLength } from '../../sim/workload/figures.ts';

const many = 40_000;
const sample = (of: (random: () => number) => number, seed = 1) => {
  const random = stream(seed, 'test');
  return Array.from({ length: many }, () => of(random));
};
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((one) => (one - middle) ** 2));
};
const share = (values: readonly number[], of: (one: number) => boolean) => values.filter(of).length / values.length;

describe('random numbers', () => {
  it('random numbers depend on the seed and on every name, and on nothing else', () => {
    expect(draw(1, 'a', 2)).toBe(draw(1, 'a', 2));
    const different = [draw(1, 'a', 2), draw(2, 'a', 2), draw(1, 'b', 2), draw(1, 'a', 3), draw(1, 'a2'), draw(1, 'a', '2', '')];
    expect(new Set(different).size).toBe(different.length);
  });

  it('random numbers are uniform, over names and within a sequence', () => {
    const named = Array.from({ length: many }, (_, n) => draw(1, 'pair', n));
    for (const values of [named, sample((random) => random())]) {
      expect(mean(values)).toBeCloseTo(0.5, 2);
      expect(variance(values)).toBeCloseTo(1 / 12, 2);
      const next = mean(values.slice(1).map((one, n) => (one - 0.5) * ((values[n] ?? 0) - 0.5)));
      expect(Math.abs(next)).toBeLessThan(0.002);
    }
  });
});

describe('distributions', () => {
  it('distributions have the mean and spread of their parameters', () => {
    expect(mean(sample((random) => exponential(random, 400)))).toBeCloseTo(400, -1);
    const day = sample((random) => gammaFactor(random, 0.2));
    expect(mean(day)).toBeCloseTo(1, 2);
    expect(Math.sqrt(variance(day))).toBeCloseTo(0.2, 2);
    const accepts = sample((random) => beta(random, 6, 2));
    expect(mean(accepts)).toBeCloseTo(0.75, 2);
    expect(variance(accepts)).toBeCloseTo((6 * 2) / (8 * 8 * 9), 3);
  });

  it.each([talkLength, shiftLength])('mean and survival of lognormals agree with their formulas, with bounds', (of) => {
    const drawn = sample((random) => lognormal(random, of));
    expect(mean(drawn) / lognormalMean(of)).toBeCloseTo(1, 1);
    for (const seconds of [of.min * 1.5, of.mean, of.mean * 2])
      expect(share(drawn, (one) => one > seconds)).toBeCloseTo(lognormalSurvival(of, seconds), 2);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(of.min);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(of.max);
  });

  it('the normal distribution function agrees with known values', () => {
    expect(normalCdf(1.96)).toBeCloseTo(0.975, 4);
    expect(normalCdf(-1)).toBeCloseTo(0.1587, 4);
  });

  it('values are chosen as often as their weights say', () => {
    const picked = sample((random) =>
      choose(random, [
        { value: 1, weight: 3 },
        { value: 0, weight: 1 },
      ]),
    );
    expect(mean(picked)).toBeCloseTo(0.75, 2);
  });
});

describe('patience', () => {
  it('a time is drawn from the given survival curve', () => {
    const drawn = sample((random) => drawSurvival(random, bankPatience));
    for (const [seconds, left] of [
      [30, 0.905],
      [365, 0.5],
      [900, 0.255],
    ] as const) {
      expect(survival(bankPatience, seconds)).toBeCloseTo(left, 2);
      expect(share(drawn, (one) => one > seconds)).toBeCloseTo(left, 2);
    }
  });

  it('a survival curve can be scaled', () => {
    expect(survival(stretched(bankPatience, 2), 60)).toBeCloseTo(survival(bankPatience, 30), 10);
    expect(survival(stretched(bankPatience, 2), 4000)).toBeCloseTo(survival(bankPatience, 2000), 10);
  });
});
