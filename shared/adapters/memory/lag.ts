/** How far the indexes of the memory store lag, as those of DynamoDB do: every change arrives late, in order per item. */
import type { Item, Key } from '../../ports.ts';
import { keyText } from '../store-rules.ts';

export interface IndexLag {
  /** Milliseconds on any clock. Only differences count. */
  readonly now: () => number;
  /** Milliseconds until a change is seen in the indexes, asked once per change. Infinity: not before `settle`. */
  readonly lagMs: () => number;
}

interface Change {
  readonly dueAt: number;
  readonly key: Key;
  readonly item: Item | undefined;
}

export interface Lag {
  /** Notes a change. */
  add(key: Key, item: Item | undefined): void;
  /** Removes and returns what is due, or everything, in order. */
  take(everything?: 'everything'): readonly Change[];
}

/** Without a lag, every change is due at once. */
export function lagOf(lag: IndexLag | undefined): Lag {
  let waiting: Change[] = [];
  const lastDue = new Map<string, number>();
  return {
    add(key, item) {
      const due = lag === undefined ? 0 : lag.now() + lag.lagMs();
      const dueAt = Math.max(due, lastDue.get(keyText(key)) ?? 0);
      lastDue.set(keyText(key), dueAt);
      waiting.push({ dueAt, key, item });
    },
    take(everything) {
      const now = everything === undefined ? (lag?.now() ?? 0) : Infinity;
      const due = waiting.filter((change) => change.dueAt <= now);
      waiting = waiting.filter((change) => change.dueAt > now);
      for (const { key, dueAt } of due) if (lastDue.get(keyText(key)) === dueAt) lastDue.delete(keyText(key));
      return due;
    },
  };
}
