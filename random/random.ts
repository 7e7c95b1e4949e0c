/**
 * Random numbers from a seed, for tests, simulations, the demo and injected faults; never for secrets. Every stream has a name, so
 * what one seeker draws does not depend on what another one drew before.
 */
export type Name = string | number;

/** A value with a weight; weights need not add up to 1. */
export interface Weighted<T> {
  readonly value: T;
  readonly weight: number;
}

/** One stream of numbers. Everything else is drawn from `next`, in the order of the calls. */
export abstract class Random {
  /** From 0 up to and without 1. */
  abstract next(): number;

  /** True with this probability. 0 draws nothing. */
  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A number from `from` up to `to`, not rounded. */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor((to - from + 1) * this.next());
  }

  /** One entry of the list, each as likely. The list must not be empty. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  /** Each entry of the list with one half, in the order of the list. */
  some<T>(list: readonly T[]): T[] {
    return list.filter(() => this.next() < 0.5);
  }

  /** The value of one entry, each as likely as its weight says. The list must not be empty. */
  weighted<T>(list: readonly Weighted<T>[]): T {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0);
    for (const { value, weight } of list) {
      left -= weight;
      if (left < 0) return value;
    }
    // Rounding may leave a rest that is not below zero.
    const last = list.at(-1);
    if (last === undefined) throw new Error('nothing to pick from');
    return last.value;
  }

  /** The list in random order (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[] {
    const left = [...list];
    const order: T[] = [];
    while (left.length > 0) order.push(...left.splice(Math.floor(this.next() * left.length), 1));
    return order;
  }

  /** So many bytes, each as likely. */
  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => Math.floor(this.next() * 256)));
  }
}
