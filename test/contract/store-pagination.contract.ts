import { describe, expect, it } from 'vitest';
import { BadCursor, cursorOf } from '../../shared/adapters/cursor.ts';
import type { Query } from '../../shared/ports.ts';
import type { Subject } from './store.contract.ts';
import { allPages, any, deleteOf, itemAt, partitionOf, sortKeys, stored, valueOf } from './store-samples.ts';

/** Pages and the cursors between them. */
export function pagingContract(subject: Subject): void {
  pages(subject);
  guardsCursors(subject);
}

function pages(subject: Subject): void {
  describe('pages', () => {
    it.each([
      { limit: 1, descending: false },
      { limit: 3, descending: false },
      { limit: 3, descending: true },
      { limit: 4, descending: true },
      { limit: 7, descending: false },
      { limit: 12, descending: false },
      { limit: 13, descending: true },
    ])(
      'pages of 12 items with limit $limit, descending $descending, give each item exactly once',
      async ({ limit, descending }) => {
        const { store } = subject();
        const expected = Array.from({ length: 12 }, (_, n) => `s${String(n).padStart(2, '0')}`);
        const pk = await partitionOf(store, expected);
        const { items, sizes } = await allPages(store, { table: 'live', pk, limit, descending });
        const found = items.map(({ key }) => key.sk);
        expect(found).toEqual(descending ? expected.toReversed() : expected);
        expect(sizes.slice(0, Math.floor(12 / limit)).every((size) => size === limit)).toBe(true);
      },
    );

    it('pages stay within a prefix and a range, and continue where they stopped although items come and go', async () => {
      const { store } = subject();
      const pk = await partitionOf(store, ['a1', 'a2', 'a3', 'a4', 'b1']);
      const within = { table: 'live', pk, limit: 2 } as const;
      for (const range of [{ prefix: 'a' }, { between: ['a1', 'a4'] as const }]) {
        const { items } = await allPages(store, { ...within, ...range });
        expect(items.map(({ key }) => key.sk)).toEqual(['a1', 'a2', 'a3', 'a4']);
      }
      const { next } = valueOf(await store.query({ ...within, prefix: 'a' }));
      await store.commit([deleteOf({ table: 'live', pk, sk: 'a2' }, any)]);
      await stored(store, itemAt({ table: 'live', pk, sk: 'a0' }));
      await stored(store, itemAt({ table: 'live', pk, sk: 'a2b' }));
      if (next === undefined) throw new Error('no cursor');
      expect(await sortKeys(store, { ...within, limit: 10, prefix: 'a', after: next })).toEqual(['a2b', 'a3', 'a4']);
      expect(valueOf(await store.count({ ...within, limit: 10, prefix: 'a', after: next }))).toBe(3);
    });
  });
}

function guardsCursors(subject: Subject): void {
  describe('takes a cursor', () => {
    it('a cursor that is malformed, of another range or of another kind of list throws BadCursor', async () => {
      const { store } = subject();
      const query: Query = { table: 'live', pk: await partitionOf(store, ['a', 'b']), prefix: 'a', limit: 1 };
      const nonsense = ['', 'nonsense', '🙂', cursorOf({ sort: 'b' }), cursorOf({ sort: 'a', item: { pk: 'p', sk: 's' } })];
      for (const after of [...nonsense, Buffer.from('{"sort":"a"}').toString('base64url')]) {
        await expect(store.query({ ...query, after })).rejects.toBeInstanceOf(BadCursor);
        await expect(store.count({ ...query, after })).rejects.toBeInstanceOf(BadCursor);
      }
      await expect(store.query({ ...query, index: 'room', after: cursorOf({ sort: 'a' }) })).rejects.toBeInstanceOf(BadCursor);
    });

    it('no cursor reads outside the partition of the query, whichever list it came from', async () => {
      const { store } = subject();
      const mine = await partitionOf(store, ['a', 'b', 'c']);
      const theirs = await partitionOf(store, ['a', 'b', 'c']);
      const { next } = valueOf(await store.query({ table: 'live', pk: theirs, limit: 1 }));
      if (next === undefined) throw new Error('no cursor');
      const { items } = valueOf(await store.query({ table: 'live', pk: mine, limit: 10, after: next }));
      expect(items.map(({ key }) => [key.pk, key.sk])).toEqual([
        [mine, 'b'],
        [mine, 'c'],
      ]);
    });
  });
}
