/** Everything random of an evening, from its seed: each player has dice of their own, so nobody's luck depends on the machine's speed. */
import { draw } from '../local/faults/dice.ts';
import { seededRandom } from '../shared/adapters/memory/random.ts';

export interface Dice {
  /** From 0 up to and without 1. */
  roll(): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A number from `low` up to `high`. */
  between(low: number, high: number): number;
  /** One of the entries, each as likely as its weight. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
  /** Lognormal with this median; `sigma` is that of its logarithm. */
  lognormal(median: number, sigma: number): number;
  /** Beta(a, b) for whole a and b: the a-th smallest of a + b - 1 rolls. */
  beta(a: number, b: number): number;
  /** Gamma with mean 1 and this coefficient of variation, rounded to a whole number of exponentials (Erlang). */
  gamma(variation: number): number;
}

/** The dice of one player or one matter. The same seed and name, the same rolls. */
export function diceOf(seed: number, name: string): Dice {
  const roll = seededRandom(Math.floor(draw(seed, name) * 2 ** 32));
  /** Never 0, so that it has a logarithm. */
  const positive = () => 1 - roll();
  return {
    roll,
    chance: (p) => roll() < p,
    between: (low, high) => low + roll() * (high - low),
    weighted: (entries) => {
      let left = roll() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [entry, weight] of entries) {
        left -= weight;
        if (left < 0) return entry;
      }
      throw new Error('nothing to choose from');
    },
    // Box and Muller 1958, the cosine half.
    lognormal: (median, sigma) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * roll())),
    beta: (a, b) => Array.from({ length: a + b - 1 }, roll).toSorted((x, y) => x - y)[a - 1] ?? 0,
    gamma: (variation) => {
      const parts = Math.max(1, Math.round(1 / variation ** 2));
      return Array.from({ length: parts }, () => -Math.log(positive())).reduce((sum, one) => sum + one, 0) / parts;
    },
  };
}

/** The median of a lognormal with this mean. */
export function medianOf(mean: number, sigma: number): number {
  return mean / Math.exp(sigma ** 2 / 2);
}
