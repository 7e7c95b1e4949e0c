import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../random/seeded-random.ts';
import { withFaults, type FaultRates } from '../../shared/adapters/memory/faults.ts';
import { memoryStore } from '../../shared/adapters/memory/store.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Store } from '../../shared/ports.ts';
import { atRev, freshKey, itemAt, putOf, stored } from './store-samples.ts';

const seed = 20_240_601;

function drawsOf(of: number): () => number {
  const random = new SeededRandom(of);
  return () => random.next();
}

describe('a store with injected faults', () => {
  const always = (rates: FaultRates) => {
    const inner = memoryStore();
    return { inner, store: withFaults(inner, { rates, random: drawsOf(seed) }) };
  };

  it.each<[FaultRates, object, boolean]>([
    [{ throttled: 1 }, err({ code: 'unavailable' }), false],
    [{ conflict: 1 }, err({ code: 'conflict' }), false],
    [{ unknownUndone: 1 }, err({ code: 'unknown' }), false],
    [{ unknownDone: 1 }, err({ code: 'unknown' }), true],
    [{}, ok(), true],
  ])('with rates %o a commit answers %o, and its write is made: %s', async (rates, answer, isMade) => {
    const { inner, store } = always(rates);
    const item = itemAt(freshKey());
    expect(await store.commit([putOf(item)])).toEqual(answer);
    expect(await inner.get(item.key)).toEqual(ok(isMade ? item : undefined));
  });

  it('a store keeps its conditions when the outcome is unknown', async () => {
    const { inner, store } = always({ unknownDone: 1 });
    const item = await stored(inner, itemAt(freshKey()));
    expect(await store.commit([putOf(itemAt(item.key), atRev('another-rev'))])).toEqual(err({ code: 'unknown' }));
    expect(await inner.get(item.key)).toEqual(ok(item));
  });

  it('only throttling affects reads', async () => {
    const unavailable = err({ code: 'unavailable' });
    const reads = (store: Store) =>
      Promise.all([
        store.get(freshKey()),
        store.getMany([freshKey()]),
        store.query({ table: 'live', pk: 'p', limit: 1 }),
        store.count({ table: 'live', pk: 'p', limit: 1 }),
      ]);
    expect(await reads(always({ throttled: 1 }).store)).toEqual([unavailable, unavailable, unavailable, unavailable]);
    const others = await reads(always({ conflict: 0.4, unknownUndone: 0.3, unknownDone: 0.3 }).store);
    expect(others.every(({ ok: isOk }) => isOk)).toBe(true);
  });

  it(`each fault occurs as often as planned, is counted, and repeats with its seed (${seed})`, async () => {
    const run = async () => {
      const rates = { throttled: 0.1, conflict: 0.2, unknownUndone: 0.05, unknownDone: 0.15 };
      const { store } = always(rates);
      const codes: string[] = [];
      for (let n = 0; n < 2000; n += 1) {
        const answer = await store.commit([putOf(itemAt(freshKey()))]);
        codes.push(answer.ok ? 'ok' : answer.error.code);
      }
      return { codes, occurred: { ...store.occurred } };
    };
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    const { throttled, conflict, unknownUndone, unknownDone } = first.occurred;
    expect(first.codes.filter((code) => code === 'conflict')).toHaveLength(conflict);
    expect(first.codes.filter((code) => code === 'unknown')).toHaveLength(unknownUndone + unknownDone);
    // Four standard deviations of 2,000 draws at these rates are at most 72.
    expect(Math.abs(throttled - 200)).toBeLessThan(72);
    expect(Math.abs(conflict - 400)).toBeLessThan(72);
    expect(Math.abs(unknownUndone - 100)).toBeLessThan(72);
    expect(Math.abs(unknownDone - 300)).toBeLessThan(72);
  });
});
