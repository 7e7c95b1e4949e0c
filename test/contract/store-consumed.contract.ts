import { describe, expect, it } from 'vitest';
import type { Consumed } from '../../shared/adapters/dynamodb/capacity.ts';
import { storeAt } from './dynamodb-store.ts';
import { absent, any, checkOf, deleteOf, freshKey, itemAt, putOf } from './store-samples.ts';

/**
 * The consumed capacity that the cost report gets. The figures are AWS's (its documentation of read and write units). Engines
 * that report other figures are not tested.
 */
export function capacityContract(url: () => string): void {
  describe('the consumed capacity', () => {
    it('the consumed capacity is reported for every operation, by table, with the part of the indexes', async () => {
      const reported: Consumed[] = [];
      const store = storeAt(url(), {}, { onCapacity: (consumed) => reported.push(consumed) });
      const [plain, placed] = [itemAt(freshKey('home')), itemAt(freshKey(), { indexes: { room: { pk: 'r', sk: 's' } } })];
      await store.commit([putOf(plain)]);
      await store.commit([putOf(placed)]);
      await store.get(plain.key);
      await store.getMany([plain.key, placed.key]);
      await store.query({ table: 'live', index: 'room', pk: 'r', limit: 10 });
      await store.count({ table: 'home', pk: plain.key.pk, limit: 10 });
      await store.commit([checkOf(freshKey(), absent)]);
      await store.commit([putOf(itemAt(plain.key), any), deleteOf(freshKey('home'))]);
      await store.commit([deleteOf(placed.key)]);
      const report = reported.map(
        ({ operation, table, readUnits, writeUnits }) => `${operation} ${table}: ${readUnits} read, ${writeUnits} written`,
      );
      // DynamoDB does not promise the order of tables within one answer.
      expect(report.toSorted()).toEqual([
        'BatchGetItem home: 1 read, 0 written',
        'BatchGetItem live: 1 read, 0 written',
        'DeleteItem live: 0 read, 2 written',
        'GetItem home: 1 read, 0 written',
        'GetItem live: 1 read, 0 written',
        'PutItem home: 0 read, 1 written',
        'PutItem live: 0 read, 2 written',
        'Query home: 1 read, 0 written',
        'Query live: 0.5 read, 0 written',
        'TransactWriteItems home: 0 read, 4 written',
      ]);
    });
  });
}
