import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../shared/adapters/memory/store.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Query } from '../../shared/ports.ts';
import { any, deleteOf, freshKey, itemAt, stored, unique, valueOf } from './store-samples.ts';
import { storeContract } from './store.contract.ts';

storeContract('memory, with indexes that lag until updated', () => {
  const store = memoryStore({ indexLag: { now: () => 0, lagMs: () => Infinity } });
  return { store, settle: store.settle };
});

storeContract('memory, without a lag', () => ({ store: memoryStore(), settle: () => undefined }));

describe('the memory store', () => {
  const placed = (room: string) => itemAt(freshKey(), { indexes: { room: { pk: room, sk: '1' } } });
  const queryOf = (room: string): Query => ({ table: 'live', index: 'room', pk: room, limit: 10 });

  it('the memory store shows an old state of an index until the lag is over, and the new state of the table at once', async () => {
    let now = 0;
    const store = memoryStore({ indexLag: { now: () => now, lagMs: () => 100 } });
    const room = unique('room');
    const item = await stored(store, placed(room));
    now = 99;
    expect(valueOf(await store.query(queryOf(room))).items).toEqual([]);
    expect(await store.get(item.key)).toEqual(ok(item));
    now = 100;
    expect(valueOf(await store.query(queryOf(room))).items).toEqual([item]);
    await store.commit([deleteOf(item.key, any)]);
    expect(await store.get(item.key)).toEqual(ok(undefined));
    expect(valueOf(await store.query(queryOf(room))).items).toEqual([item]);
    now = 200;
    expect(valueOf(await store.query(queryOf(room))).items).toEqual([]);
  });

  it('the lagging index gets changes of different items in any order, and those of one item in their order', async () => {
    const lags = [300, 100, 0];
    let now = 0;
    const store = memoryStore({ indexLag: { now: () => now, lagMs: () => lags.shift() ?? 0 } });
    const room = unique('room');
    const first = await stored(store, placed(room));
    const other = await stored(store, placed(room));
    const second = await stored(store, { ...first, rev: unique('rev') });
    const seen = async () => valueOf(await store.query(queryOf(room))).items.map(({ rev }) => rev);
    expect(await seen()).toEqual([]);
    now = 100;
    expect(await seen()).toEqual([other.rev]);
    now = 300;
    expect((await seen()).toSorted()).toEqual([other.rev, second.rev].toSorted());
  });

  it('objects that the memory store returns cannot be changed', async () => {
    const store = memoryStore();
    const item = await stored(
      store,
      itemAt(freshKey(), { body: { list: [{ deep: true }] }, indexes: { room: { pk: 'r', sk: 's' } } }),
    );
    const read = valueOf(await store.get(item.key));
    const list = read?.body['list'];
    for (const part of [read, read?.key, read?.body, list, Object(list)[0], read?.indexes?.room]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('the memory store can dump everything that it holds, for checkers', async () => {
    const store = memoryStore();
    const items = [await stored(store, itemAt(freshKey('home'))), await stored(store, itemAt(freshKey('live')))];
    expect(store.dump()).toEqual(items);
  });
});
