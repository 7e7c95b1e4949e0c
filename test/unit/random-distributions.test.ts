/** Distributions that draw from random numbers, and the patience of seekers. */
import { describe, expect, it } from 'vitest';
import { bankPatience } from '../../random/bank-patience.ts';
import {
  beta,
  exponential,
  gammaFactor,
  lognormal,
  lognormalMean,
  lognormalSurvival,
  normalCdf,
} from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import { drawSurvival, stretched, survival } from '../../random/survival-curve.ts';
import { shiftLength, talkLength } from '../../policy-simulator/workload/figures.ts';

const many = 40_000;
const sample = (of: (random: Random) => number, seed = 1) => {
  const random = stream(seed, 'test');
  return Array.from({ length: many }, () => of(random));
};
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((one) => (one - middle) ** 2));
};
const share = (values: readonly number[], of: (one: number) => boolean) => values.filter(of).length / values.length;

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

  it('the survival curve continues after its last point with the hazard between its last two points', () => {
    expect(survival(bankPatience, 1800)).toBeCloseTo(0.255 * (0.255 / 0.372) ** 3, 6);
  });

  it('a time that is drawn with `beyond` is longer than that, with the conditional distribution', () => {
    const drawn = sample((random) => drawSurvival(random, bankPatience, 400));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(400);
    for (const seconds of [600, 900])
      expect(share(drawn, (one) => one > seconds)).toBeCloseTo(survival(bankPatience, seconds) / survival(bankPatience, 400), 2);
  });

  it('a survival curve can be scaled', () => {
    expect(survival(stretched(bankPatience, 2), 60)).toBeCloseTo(survival(bankPatience, 30), 10);
    expect(survival(stretched(bankPatience, 2), 4000)).toBeCloseTo(survival(bankPatience, 2000), 10);
  });
});
