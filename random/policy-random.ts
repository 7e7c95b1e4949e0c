/**
 * The random numbers of the policy simulator: a generator of its own, since the figures in docs/policy.md were measured with it. What
 * happens to a request, a volunteer or a pair of them depends on the seed and on who they are, and on nothing else, so two policies
 * that are compared meet exactly the same people (common random numbers).
 */
import { type Name, Random } from './random.ts';

/** The stream of this seed and these names. */
export function stream(seed: number, ...names: readonly Name[]): Random {
  return new Xoshiro(hashOf(seed, names));
}

/** One number, uniform in [0, 1), for this seed and these names. */
export function draw(seed: number, ...names: readonly Name[]): number {
  const { high, low } = hashOf(seed, names);
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

interface Hash {
  readonly high: number;
  readonly low: number;
}

/** Two multiplicative hashes over the characters, each mixed at the end so that names that differ little land far apart. */
function hashOf(seed: number, names: readonly Name[]): Hash {
  let high = mixed(seed ^ 0x9e3779b9);
  let low = mixed(seed ^ 0x7f4a7c15);
  for (const name of names) {
    const text = String(name);
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ code, 0x5bd1e995) + 1;
    }
    high = Math.imul(high ^ 0x1f, 0x01000193);
    low = Math.imul(low ^ 0x1f, 0x5bd1e995) + 1;
  }
  return { high: mixed(high ^ (low >>> 13)), low: mixed(low + high) };
}

/** The finalizer of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(of: number): number {
  let value = of | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** xoshiro128+ of Blackman and Vigna (https://prng.di.unimi.it): its upper bits are as good as its sister's. */
class Xoshiro extends Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor({ high, low }: Hash) {
    super();
    this.#a = mixed(high + 0x6d2b79f5);
    this.#b = mixed(low + 0x1b873593);
    this.#c = mixed(high ^ this.#b);
    this.#d = mixed(low ^ this.#a) | 1;
  }

  next(): number {
    return ((this.#word() >>> 5) * 2 ** 26 + (this.#word() >>> 6)) / 2 ** 53;
  }

  #word(): number {
    const result = (this.#a + this.#d) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }
}
