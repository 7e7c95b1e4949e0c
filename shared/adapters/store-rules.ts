/** What a caller of a store must keep to. Breaking a rule is a bug and throws, alike in every adapter. */
import assert from 'node:assert/strict';
import { liveIndexes } from '../names.ts';
import type { LiveIndexName } from '../names.ts';
import type { Expected, Item, Key, Query, Write } from '../ports.ts';
import { compareBytes } from './byte-order.ts';
import { commitWritesMax, getManyKeysMax, partitionKeyBytesMax, queryItemsMax, sortKeyBytesMax } from './limits.ts';

/** The indexes of `live`, by name. */
export const liveIndexNames: readonly LiveIndexName[] = Object.keys(liveIndexes).filter(isLiveIndexName);

/** One text per key, the same for the same key only. */
export function keyText(key: Key): string {
  return JSON.stringify([key.table, key.pk, key.sk]);
}

/** The key a write is about. */
export function keyOf(write: Write): Key {
  return write.kind === 'put' ? write.item.key : write.key;
}

/** Whether what is there is what was expected. */
export function isAsExpected(found: Pick<Item, 'rev'> | undefined, expected: Expected): boolean {
  if (expected.kind === 'any') return true;
  return expected.kind === 'absent' ? found === undefined : found?.rev === expected.rev;
}

/** A commit: 1 to 100 writes, no key twice, no check that expects anything. */
/** Throws on a commit no store takes: empty, too long, or with a key twice. A bug of the caller. */
export function checkWrites(writes: readonly Write[]): void {
  assert(writes.length >= 1 && writes.length <= commitWritesMax, `a commit is of 1 to ${commitWritesMax} writes`);
  assert(new Set(writes.map((write) => keyText(keyOf(write)))).size === writes.length, 'a commit has no key twice');
  for (const write of writes) {
    checkKey(keyOf(write));
    if (write.kind === 'put') checkItem(write.item);
    assert(write.kind !== 'check' || write.expected.kind !== 'any', 'a check expects something');
  }
}

/** The keys of a `getMany`: 1 to 100. */
/** Throws on more keys than one read takes, or none. */
export function checkKeys(keys: readonly Key[]): void {
  assert(keys.length >= 1 && keys.length <= getManyKeysMax, `getMany takes 1 to ${getManyKeysMax} keys`);
  keys.forEach(checkKey);
}

/** A key, or a place in an index: both parts within DynamoDB's bounds, in bytes. */
/** Throws on a key no store takes: empty, or longer than DynamoDB allows. */
export function checkKey(key: { readonly pk: string; readonly sk: string }): void {
  checkKeyPart(key.pk, partitionKeyBytesMax);
  checkKeyPart(key.sk, sortKeyBytesMax);
}

/** A query: a limit of 1 to 1,000, at most one of prefix and range, an index only of `live`. */
/** Throws on a query no store takes. */
export function checkQuery(query: Query): void {
  const { limit, prefix, between } = query;
  assert(Number.isInteger(limit) && limit >= 1 && limit <= queryItemsMax, `a query's limit is 1 to ${queryItemsMax}`);
  assert(prefix === undefined || between === undefined, 'a query has a prefix or a range, not both');
  assert(between === undefined || compareBytes(between[0], between[1]) <= 0, 'a range goes up');
  assert(query.index === undefined || query.table === 'live', 'only the live table has indexes');
}

function checkItem(item: Item): void {
  const places = Object.values(item.indexes ?? {});
  assert(places.length === 0 || item.key.table === 'live', 'only the live table has indexes');
  places.forEach(checkKey);
}

function checkKeyPart(part: string, bytesMax: number): void {
  const bytes = Buffer.byteLength(part);
  assert(bytes >= 1 && bytes <= bytesMax, `a key part has 1 to ${bytesMax} bytes`);
}

function isLiveIndexName(name: string): name is LiveIndexName {
  return Object.hasOwn(liveIndexes, name);
}
