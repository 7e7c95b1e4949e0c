/**
 * The random numbers of tests, the simulation, the demo and injected faults. A stream is its seed and its names: the same ones give
 * the same numbers, whatever other streams have drawn. So a seeker who is left out, or a fault that is switched off while a failure
 * is shrunk, changes nothing of what the others draw.
 *
 * Names are hashed with FNV-1a; the mixing is that of MurmurHash3's 32-bit finalizer (A. Appleby, public domain description). A stream
 * counts in steps of the golden ratio and mixes each count (a Weyl sequence, after Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014). The seeds in test/simulation/regressions.ts hang on these numbers.
 */
import { type Name, Random } from './random.ts';

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;
const goldenRatio = 0x9e3779b9;

function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function withName(state: number, name: Name): number {
  let hash = state ^ fnvOffset;
  if (typeof name === 'number') hash = Math.imul(hash ^ name, fnvPrime);
  else for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), fnvPrime);
  return mixed(hash + goldenRatio);
}

export class SeededRandom extends Random {
  readonly #own: number;
  #count: number;

  /** The stream of a whole seed; only the lower 32 bits count. */
  constructor(seed: number) {
    super();
    this.#own = seed >>> 0;
    this.#count = this.#own;
  }

  /** The stream of these names within this one. It does not depend on what was drawn from this one. */
  of(...names: readonly Name[]): SeededRandom {
    let state = mixed(this.#own);
    for (const name of names) state = withName(state, name);
    return new SeededRandom(state);
  }

  next(): number {
    const drawn = mixed(this.#count);
    this.#count = (this.#count + goldenRatio) >>> 0;
    return drawn / 2 ** 32;
  }

  override bytes(count: number): Buffer {
    const bytes = Buffer.alloc(Math.ceil(count / 4) * 4);
    for (let at = 0; at < count; at += 4) bytes.writeUInt32LE(withName(this.#count, at), at);
    this.#count = (this.#count + goldenRatio) >>> 0;
    return bytes.subarray(0, count);
  }
}
