/**
 * A store that fails sometimes, as DynamoDB does and the embedded engines never do. The faults come from a seed and are counted.
 */
import { err, type Result } from '../../domain/result.ts';
import type { CommitError, Store, Unavailable, Write } from '../../ports.ts';

/** The chance from 0 to 1 of each fault per operation. The last three happen only to commits. Their sum is at most 1. */
export interface FaultRates {
  /** `unavailable`, nothing done. */
  readonly throttled?: number;
  /** `conflict`, nothing done. */
  readonly conflict?: number;
  /** `unknown`, and the writes were not made. */
  readonly unknownUndone?: number;
  /** `unknown`, and the writes were made, if their conditions held. */
  readonly unknownDone?: number;
}

export type FaultName = keyof FaultRates;

export interface FaultyStore extends Store {
  /** How often each fault has occurred. */
  readonly occurred: Readonly<Record<FaultName, number>>;
}

/** Wraps a store. `random` returns one number in [0, 1) per operation, which decides whether and how it fails. */
export function withFaults(store: Store, options: { readonly rates: FaultRates; readonly random: () => number }): FaultyStore {
  const occurred = { throttled: 0, conflict: 0, unknownUndone: 0, unknownDone: 0 };
  const { rates, random } = options;

  const draw = (names: readonly FaultName[]): FaultName | undefined => {
    let rest = random();
    for (const name of names) {
      rest -= rates[name] ?? 0;
      if (rest < 0) {
        occurred[name] += 1;
        return name;
      }
    }
    return undefined;
  };
  const read = async <T>(answer: () => Promise<Result<T, Unavailable>>): Promise<Result<T, Unavailable>> =>
    draw(['throttled']) === undefined ? answer() : err({ code: 'unavailable' });
  const commit = async (writes: readonly Write[], deadline?: AbortSignal): Promise<Result<void, CommitError>> => {
    const fault = draw(['throttled', 'conflict', 'unknownUndone', 'unknownDone']);
    if (fault === undefined) return store.commit(writes, deadline);
    if (fault === 'throttled') return err({ code: 'unavailable' });
    if (fault === 'conflict') return err({ code: 'conflict' });
    if (fault === 'unknownDone') await store.commit(writes, deadline);
    return err({ code: 'unknown' });
  };

  return {
    occurred,
    get: (key) => read(() => store.get(key)),
    getMany: (keys) => read(() => store.getMany(keys)),
    query: (query) => read(() => store.query(query)),
    count: (query) => read(() => store.count(query)),
    commit,
  };
}
