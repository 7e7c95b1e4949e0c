/** The queue of events: a binary heap by time, then by the order in which they were added. */
import type { EpochMs } from '../../shared/domain/time.ts';

interface Entry<T> {
  readonly at: EpochMs;
  readonly order: number;
  readonly value: T;
}

export class EventQueue<T> {
  readonly #entries: Entry<T>[] = [];
  #order = 0;

  /** The time of the next entry; undefined when empty. */
  get nextAt(): EpochMs | undefined {
    return this.#entries[0]?.at;
  }

  push(at: EpochMs, value: T): void {
    const entry = { at, order: this.#order, value };
    this.#order += 1;
    let index = this.#entries.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#entries[parent];
      if (above === undefined || before(above, entry)) break;
      this.#entries[index] = above;
      index = parent;
    }
    this.#entries[index] = entry;
  }

  pop(): T | undefined {
    const first = this.#entries[0];
    const last = this.#entries.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#entries.length > 0) this.#sink(last);
    return first.value;
  }

  #sink(entry: Entry<T>): void {
    let index = 0;
    for (;;) {
      const child = this.#lesserChild(index);
      const below = this.#entries[child];
      if (below === undefined || before(entry, below)) break;
      this.#entries[index] = below;
      index = child;
    }
    this.#entries[index] = entry;
  }

  #lesserChild(index: number): number {
    const left = this.#entries[2 * index + 1];
    const right = this.#entries[2 * index + 2];
    return left !== undefined && right !== undefined && before(right, left) ? 2 * index + 2 : 2 * index + 1;
  }
}

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
