import { describe, expect, it } from 'vitest';
import type { Query } from '../../shared/ports.ts';
import type { Subject } from './store.contract.ts';
import { allPages, itemAt, partitionOf, sortKeys, stored, unique, valueOf } from './store-samples.ts';

type Wanted = Omit<Query, 'table' | 'pk' | 'limit'> & { readonly limit?: number };

/** Queries of tables. */
export function queryContract(subject: Subject): void {
  findsRanges(subject);
  countsAndPutsTogether(subject);
}

function findsRanges(subject: Subject): void {
  describe('queries', () => {
    const keys = ['a', 'a#1', 'a#2', 'b', 'ba', 'c', 'é', '\u{ffff}', '🙂'];

    it.each<[string, Wanted, readonly string[]]>([
      ['everything, in the order of the UTF-8 bytes', {}, keys],
      ['everything, descending', { descending: true }, keys.toReversed()],
      ['a prefix', { prefix: 'a#' }, ['a#1', 'a#2']],
      ['a prefix that is a whole key', { prefix: 'a' }, ['a', 'a#1', 'a#2']],
      ['a prefix, descending', { prefix: 'b', descending: true }, ['ba', 'b']],
      ['a prefix without items', { prefix: 'z' }, []],
      ['the empty prefix', { prefix: '' }, keys],
      ['a closed range, both ends included', { between: ['a#2', 'ba'] }, ['a#2', 'b', 'ba']],
      ['a range between keys', { between: ['a!', 'a~'] }, ['a#1', 'a#2']],
      ['a range of one key', { between: ['b', 'b'] }, ['b']],
      ['a range, descending', { between: ['a#2', 'c'], descending: true }, ['c', 'ba', 'b', 'a#2']],
      ['a range without items', { between: ['d', 'e'] }, []],
      ['the first two', { limit: 2 }, ['a', 'a#1']],
      ['the last two', { limit: 2, descending: true }, ['🙂', '\u{ffff}']],
    ])('finds %s', async (_, wanted, expected) => {
      const { store } = subject();
      const pk = await partitionOf(store, keys);
      await partitionOf(store, ['a', 'other']);
      const query: Query = { table: 'live', pk, limit: 100, ...wanted };
      expect(await sortKeys(store, query)).toEqual(expected);
      expect(valueOf(await store.count(query))).toBe(expected.length);
    });

    it('a query of a missing partition finds nothing', async () => {
      const query: Query = { table: 'home', pk: unique('nowhere'), limit: 10 };
      expect(valueOf(await subject().store.query(query))).toEqual({ items: [] });
      expect(valueOf(await subject().store.count(query))).toBe(0);
    });

    it('a query sees the store’s own acknowledged write at once', async () => {
      const { store } = subject();
      const pk = unique('partition');
      for (let n = 0; n < 20; n += 1) {
        await stored(store, itemAt({ table: 'live', pk, sk: `s${n}` }));
        expect(valueOf(await store.count({ table: 'live', pk, limit: 1000 }))).toBe(n + 1);
      }
    });
  });
}

function countsAndPutsTogether(subject: Subject): void {
  describe('queries and counts', () => {
    it('a count stops at its limit', async () => {
      const pk = await partitionOf(subject().store, ['a', 'b', 'c']);
      for (const [limit, expected] of [
        [1, 1],
        [2, 2],
        [3, 3],
        [1000, 3],
      ] as const) {
        expect(valueOf(await subject().store.count({ table: 'live', pk, limit }))).toBe(expected);
      }
    });

    it('a query joins pages of 1 MB: 32 items of 100 KB at once, and fewer with a limit', async () => {
      const { store } = subject();
      const expected = Array.from({ length: 32 }, (_, n) => `s${String(n).padStart(2, '0')}`);
      const pk = await partitionOf(store, expected, { text: 'x'.repeat(100 * 1024) });
      expect(await sortKeys(store, { table: 'live', pk, limit: 1000 })).toEqual(expected);
      expect(await sortKeys(store, { table: 'live', pk, limit: 25, descending: true })).toEqual(
        expected.toReversed().slice(0, 25),
      );
      expect(valueOf(await store.count({ table: 'live', pk, limit: 1000 }))).toBe(32);
      expect(valueOf(await store.count({ table: 'live', pk, limit: 31 }))).toBe(31);
      const { items } = await allPages(store, { table: 'live', pk, limit: 15 });
      expect(items.map(({ key }) => key.sk)).toEqual(expected);
    });

    it('an impossible limit, range or index is refused as a bug', async () => {
      const { store } = subject();
      const query: Query = { table: 'live', pk: 'p', limit: 1 };
      for (const limit of [0, -1, 1.5, 1001]) await expect(store.query({ ...query, limit })).rejects.toThrow('limit');
      await expect(store.query({ ...query, between: ['b', 'a'] })).rejects.toThrow('range');
      await expect(store.query({ ...query, between: ['a', 'b'], prefix: 'a' })).rejects.toThrow('not both');
      await expect(store.count({ ...query, table: 'home', index: 'room' })).rejects.toThrow('indexes');
    });
  });
}
