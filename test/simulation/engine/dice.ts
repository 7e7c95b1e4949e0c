/**
 * Randomness by name: the same seed and the same name give the same number, whoever else rolled before. So a person who is
 * left out, or a fault that is switched off while a failure is shrunk, changes nothing of what the others draw.
 * The mixing is that of MurmurHash3's 32-bit finalizer (A. Appleby, public domain description), over FNV-1a for texts.
 */
export type Name = string | number;

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

function finalized(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function withName(state: number, name: Name): number {
  let hash = state ^ fnvOffset;
  if (typeof name === 'number') hash = Math.imul(hash ^ name, fnvPrime);
  else for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), fnvPrime);
  return finalized(hash + 0x9e3779b9);
}

export class Dice {
  readonly #state: number;

  constructor(seed: number) {
    this.#state = finalized(seed >>> 0);
  }

  /** The dice of somebody or something. */
  of(...names: readonly Name[]): Dice {
    return new Dice(names.reduce<number>(withName, this.#state));
  }

  /** From 0 up to and without 1. */
  roll(...names: readonly Name[]): number {
    return finalized(names.reduce<number>(withName, this.#state)) / 2 ** 32;
  }

  chance(share: number, ...names: readonly Name[]): boolean {
    return share > 0 && this.roll(...names) < share;
  }

  /** A number from `from` up to `to`, not rounded. */
  between(from: number, to: number, ...names: readonly Name[]): number {
    return from + (to - from) * this.roll(...names);
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number, ...names: readonly Name[]): number {
    return from + Math.floor((to - from + 1) * this.roll(...names));
  }

  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[], ...names: readonly Name[]): T {
    const found = list[Math.floor(this.roll(...names) * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  /** Bytes from the seed, for ids; `count` is a multiple of four. */
  bytes(count: number, ...names: readonly Name[]): Buffer {
    const own = names.reduce<number>(withName, this.#state);
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at += 4) bytes.writeUInt32LE(withName(own, at), at);
    return bytes;
  }
}
