/**
 * A seeded source of numbers in [0, 1), for tests and simulations, never for secrets. It counts in steps of the golden ratio and
 * mixes each count (a Weyl sequence and a finalizer, after Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014; the 32-bit multipliers were found by C. Wellons' hash-prospector). The same seed gives the same numbers.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
