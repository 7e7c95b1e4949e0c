import { describe, expect, it } from 'vitest';
import type { Subject } from './store.contract.ts';
import { allPages, any, deleteOf, freshKey, itemAt, putOf, stored, unique, valueOf } from './store-samples.ts';

/** Queries of the sparse indexes. */
export function indexContract(subject: Subject): void {
  followsPlaces(subject);
  pagesOverIndexes(subject);
}

function followsPlaces(subject: Subject): void {
  describe('queries indexes', () => {
    it('a query of an index finds the whole items that have a key in it, in its order', async () => {
      const { store, settle } = subject();
      const room = unique('room');
      const [late, early, elsewhere] = ['2', '1', undefined].map((sk) =>
        itemAt(freshKey(), sk === undefined ? {} : { indexes: { room: { pk: room, sk } } }),
      );
      for (const item of [late, early, elsewhere]) if (item !== undefined) await stored(store, item);
      settle();
      expect(valueOf(await store.query({ table: 'live', index: 'room', pk: room, limit: 10 })).items).toEqual([early, late]);
      expect(valueOf(await store.count({ table: 'live', index: 'room', pk: room, limit: 10 }))).toBe(2);
      expect(valueOf(await store.query({ table: 'live', index: 'sweep', pk: room, limit: 10 })).items).toEqual([]);
    });

    it('an item moves with its index key: within an index, to another index, out of it, and when it is deleted', async () => {
      const { store, settle } = subject();
      const [key, room, sweep] = [freshKey(), unique('room'), unique('sweep')];
      const seen = async () => {
        settle();
        const inRoom = valueOf(await store.query({ table: 'live', index: 'room', pk: room, limit: 10 })).items;
        const inSweep = valueOf(await store.query({ table: 'live', index: 'sweep', pk: sweep, limit: 10 })).items;
        return [inRoom.map(({ indexes }) => indexes?.room?.sk), inSweep.map(({ indexes }) => indexes?.sweep?.sk)];
      };
      await store.commit([putOf(itemAt(key, { indexes: { room: { pk: room, sk: '1' } } }), any)]);
      expect(await seen()).toEqual([['1'], []]);
      await store.commit([putOf(itemAt(key, { indexes: { room: { pk: room, sk: '2' } } }), any)]);
      expect(await seen()).toEqual([['2'], []]);
      await store.commit([
        putOf(itemAt(key, { indexes: { room: { pk: room, sk: '3' }, sweep: { pk: sweep, sk: '9' } } }), any),
        putOf(itemAt(freshKey()), any),
      ]);
      expect(await seen()).toEqual([['3'], ['9']]);
      await store.commit([putOf(itemAt(key, { indexes: { sweep: { pk: sweep, sk: '9' } } }), any)]);
      expect(await seen()).toEqual([[], ['9']]);
      await store.commit([deleteOf(key, any)]);
      expect(await seen()).toEqual([[], []]);
    });
  });
}

function pagesOverIndexes(subject: Subject): void {
  describe('pages over indexes', () => {
    it.each([false, true])(
      'pages of an index give items with equal sort keys exactly once, descending %s',
      async (descending) => {
        const { store, settle } = subject();
        const room = unique('room');
        const items = ['1', '1', '1', '2', '2', '3', '3'].map((sk) =>
          itemAt(freshKey(), { indexes: { room: { pk: room, sk } } }),
        );
        await Promise.all(items.map((item) => stored(store, item)));
        settle();
        for (const limit of [1, 2, 3, 10]) {
          const found = await allPages(store, { table: 'live', index: 'room', pk: room, limit, descending });
          const order = found.items.map(({ indexes }) => String(indexes?.room?.sk));
          expect(order).toEqual(descending ? order.toSorted().toReversed() : order.toSorted());
          expect(new Set(found.items.map(({ rev }) => rev)).size).toBe(items.length);
          expect(found.items).toHaveLength(items.length);
        }
      },
    );

    it('pages of an index stay within a prefix', async () => {
      const { store, settle } = subject();
      const room = unique('room');
      const places = ['WAIT#1', 'WAIT#2', 'WAIT#3', 'FREE#1', 'TALK#1'];
      await Promise.all(places.map((sk) => stored(store, itemAt(freshKey(), { indexes: { room: { pk: room, sk } } }))));
      settle();
      const { items } = await allPages(store, { table: 'live', index: 'room', pk: room, prefix: 'WAIT#', limit: 2 });
      expect(items.map(({ indexes }) => indexes?.room?.sk)).toEqual(['WAIT#1', 'WAIT#2', 'WAIT#3']);
    });
  });
}
