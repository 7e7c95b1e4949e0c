/** Seeded chance for players: everything they choose follows from the seed, only the interleaving does not. */
import { createHash } from 'node:crypto';
import { seededRandom } from '../../shared/adapters/memory/random.ts';

export interface Dice {
  /** From 0 up to and without 1. */
  next(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of those given, each as likely. */
  one<const T>(...from: readonly [T, ...T[]]): T;
  /** Each of those given with one half. */
  some<const T>(...from: readonly T[]): T[];
  /** Milliseconds between two bounds. */
  between(from: number, to: number): number;
  /** Text of at least 128 random bits, for a key: from the seed too. */
  key(): string;
}

/** The dice of one player, by the seed of the storm and the player's name. */
export function diceOf(seed: number, name: string): Dice {
  const next = seededRandom(createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE());
  let keys = 0;
  return {
    next,
    chance: (probability) => next() < probability,
    one: (...from) => from[Math.floor(next() * from.length)] ?? from[0],
    some: (...from) => from.filter(() => next() < 0.5),
    between: (from, to) => from + next() * (to - from),
    key: () => {
      keys += 1;
      return createHash('sha256').update(`${seed} ${name} key ${keys}`).digest('base64url');
    },
  };
}
