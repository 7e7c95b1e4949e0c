/** All random numbers of an evening, from its seed. Each person has a sequence of their own: no draw depends on the speed of the machine. */
import { draw } from '../local/faults/dice.ts';
import { seededRandom } from '../shared/adapters/memory/random.ts';

export interface Random {
  /** From 0 up to and without 1. */
  next(): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A number from `low` up to `high`. */
  between(low: number, high: number): number;
  /** One of the entries, each as likely as its weight. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
  /** Lognormal with this mean; `sigma` is that of its logarithm. */
  lognormal(of: { readonly mean: number; readonly sigma: number }): number;
  /** Beta(a, b) for whole a and b: the a-th smallest of a + b - 1 numbers. */
  beta(a: number, b: number): number;
  /** Gamma with mean 1 and this coefficient of variation, rounded to a whole number of exponentials (Erlang). */
  gamma(variation: number): number;
}

/** The sequence of one person or one purpose. The same seed and name, the same numbers. */
export function randomOf(seed: number, name: string): Random {
  const next = seededRandom(Math.floor(draw(seed, name) * 2 ** 32));
  /** Never 0, so that it has a logarithm. */
  const positive = () => 1 - next();
  return {
    next,
    chance: (p) => next() < p,
    between: (low, high) => low + next() * (high - low),
    weighted: (entries) => {
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [entry, weight] of entries) {
        left -= weight;
        if (left < 0) return entry;
      }
      throw new Error('nothing to choose from');
    },
    // Box and Muller 1958, the cosine half.
    lognormal: ({ mean, sigma }) =>
      mean * Math.exp(sigma * Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * next()) - sigma ** 2 / 2),
    beta: (a, b) => Array.from({ length: a + b - 1 }, next).toSorted((x, y) => x - y)[a - 1] ?? 0,
    gamma: (variation) => {
      const profiles = Math.max(1, Math.round(1 / variation ** 2));
      return Array.from({ length: profiles }, () => -Math.log(positive())).reduce((sum, one) => sum + one, 0) / profiles;
    },
  };
}
