/** Distributions. Each takes its randomness from a given stream. Times in seconds unless stated. */
import type { Random } from './random.ts';

/** Exponential with this mean. */
export function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random.next()) * mean;
}

/** Standard normal (Box and Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** A lognormal with a mean and the standard deviation of its logarithm, kept within bounds. */
export interface Lognormal {
  readonly mean: number;
  readonly sigma: number;
  readonly min: number;
  readonly max: number;
}

/** Draws a lognormal within its bounds, if any. */
export function lognormal(
  random: Random,
  { mean, sigma, min = 0, max = Infinity }: Pick<Lognormal, 'mean' | 'sigma'> & Partial<Lognormal>,
): number {
  return Math.min(max, Math.max(min, mean * Math.exp(sigma * normal(random) - sigma ** 2 / 2)));
}

/** The mean of such a lognormal, with its bounds. */
export function lognormalMean({ mean, sigma, min, max }: Lognormal): number {
  const mu = Math.log(mean) - sigma ** 2 / 2;
  const z = (x: number) => (Math.log(x) - mu) / sigma;
  const inside = sigma === 0 ? mean : mean * (normalCdf(z(max) - sigma) - normalCdf(z(min) - sigma));
  return sigma === 0 ? mean : inside + min * normalCdf(z(min)) + max * (1 - normalCdf(z(max)));
}

/** Share of such lognormals that exceed `x`. */
export function lognormalSurvival({ mean, sigma, min, max }: Lognormal, x: number): number {
  if (x < min) return 1;
  if (x >= max) return 0;
  if (sigma === 0) return x < mean ? 1 : 0;
  return 1 - normalCdf((Math.log(x) - Math.log(mean) + sigma ** 2 / 2) / sigma);
}

/** Standard normal distribution function (Abramowitz and Stegun 1964, 7.1.26; error below 1.5e-7). */
export function normalCdf(z: number): number {
  if (!Number.isFinite(z)) return z > 0 ? 1 : 0;
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - series * Math.exp(-x * x);
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/** Gamma with scale 1 (Marsaglia and Tsang 2000; below shape 1 with their boost). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Gamma with mean 1 and this coefficient of variation; 0 always gives 1. */
export function gammaFactor(random: Random, cv: number): number {
  return cv === 0 ? 1 : gamma(random, 1 / cv ** 2) * cv ** 2;
}

/** Beta, as a share of two gammas. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}
