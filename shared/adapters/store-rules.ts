/** The rules for callers of a store. Breaking a rule is a bug and throws, in the same way in every adapter. */
import assert from 'node:assert/strict';
import { liveIndexes, type LiveIndexName } from '../names.ts';
import type { Expected, Item, Key, Query, Write } from '../ports.ts';
import { compareBytes } from './byte-order.ts';
import { commitWritesMax, getManyKeysMax, partitionKeyBytesMax, queryItemsMax, sortKeyBytesMax } from './limits.ts';

/** The indexes of `live`, by name. */
export const liveIndexNames: readonly LiveIndexName[] = Object.keys(liveIndexes).filter(isLiveIndexName);

/** One text per key. Two different keys never have the same text. */
export function keyText(key: Key): string {
  return JSON.stringify([key.table, key.pk, key.sk]);
}

/** The key of a write. */
export function keyOf(write: Write): Key {
  return write.kind === 'put' ? write.item.key : write.key;
}

/** Whether the stored item is as the write expects. */
export function isAsExpected(found: Pick<Item, 'rev'> | undefined, expected: Expected): boolean {
  if (expected.kind === 'any') return true;
  return expected.kind === 'absent' ? found === undefined : found?.rev === expected.rev;
}

/** Throws unless the commit has 1 to 100 writes, no key twice, and no check with the expectation `any`. */
export function checkWrites(writes: readonly Write[]): void {
  assert(writes.length >= 1 && writes.length <= commitWritesMax, `a commit must have 1 to ${commitWritesMax} writes`);
  assert(new Set(writes.map((write) => keyText(keyOf(write)))).size === writes.length, 'a commit must have no key twice');
  for (const write of writes) {
    checkKey(keyOf(write));
    if (write.kind === 'put') checkItem(write.item);
    assert(write.kind !== 'check' || write.expected.kind !== 'any', 'a check must expect something');
  }
}

/** Throws unless there are 1 to 100 keys, which is what one `getMany` takes. */
export function checkKeys(keys: readonly Key[]): void {
  assert(keys.length >= 1 && keys.length <= getManyKeysMax, `getMany takes 1 to ${getManyKeysMax} keys`);
  keys.forEach(checkKey);
}

/** Throws unless both parts of the key, or of a position in an index, are within DynamoDB's bounds in bytes and not empty. */
export function checkKey(key: { readonly pk: string; readonly sk: string }): void {
  checkKeyPart(key.pk, partitionKeyBytesMax);
  checkKeyPart(key.sk, sortKeyBytesMax);
}

/** Throws unless the query has a limit of 1 to 1,000, at most one of prefix and range, and an index only of `live`. */
export function checkQuery(query: Query): void {
  const { limit, prefix, between } = query;
  assert(Number.isInteger(limit) && limit >= 1 && limit <= queryItemsMax, `the limit of a query must be 1 to ${queryItemsMax}`);
  assert(prefix === undefined || between === undefined, 'a query may have a prefix or a range, not both');
  assert(between === undefined || compareBytes(between[0], between[1]) <= 0, 'the range of a query must go up');
  assert(query.index === undefined || query.table === 'live', 'only the live table has indexes');
}

function checkItem(item: Item): void {
  const places = Object.values(item.indexes ?? {});
  assert(places.length === 0 || item.key.table === 'live', 'only the live table has indexes');
  places.forEach(checkKey);
}

function checkKeyPart(part: string, bytesMax: number): void {
  const bytes = Buffer.byteLength(part);
  assert(bytes >= 1 && bytes <= bytesMax, `a key part must have 1 to ${bytesMax} bytes`);
}

function isLiveIndexName(name: string): name is LiveIndexName {
  return Object.hasOwn(liveIndexes, name);
}
