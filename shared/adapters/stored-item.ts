/** Items as every adapter stores them. */
import assert from 'node:assert/strict';
import { epochMs, type EpochMs } from '../domain/time.ts';
import type { Item } from '../ports.ts';
import { frozenCopy } from './json-body.ts';
import { itemBytesMax } from './limits.ts';

/**
 * A frozen copy of an item. Its time to live is rounded up to the whole seconds that DynamoDB keeps, so it is never earlier than
 * asked. Throws if the body is not JSON, or if the item is too large.
 */
export function storedItem(item: Item): Item {
  const { key, rev, body, indexes, timeToLive } = item;
  // As JSON an item is longer than DynamoDB counts it, so an item that passes here is never too large there.
  assert(Buffer.byteLength(JSON.stringify(item)) <= itemBytesMax, `an item must have at most ${itemBytesMax} bytes`);
  return Object.freeze({
    key: Object.freeze({ ...key }),
    rev,
    body: frozenCopy(body),
    ...(indexes !== undefined && Object.keys(indexes).length > 0 && { indexes: frozenPlaces(indexes) }),
    ...(timeToLive !== undefined && { timeToLive: wholeSeconds(timeToLive) }),
  });
}

function frozenPlaces(places: NonNullable<Item['indexes']>): NonNullable<Item['indexes']> {
  const copies = Object.entries(places).map(([name, { pk, sk }]) => [name, Object.freeze({ pk, sk })] as const);
  return Object.freeze(Object.fromEntries(copies));
}

function wholeSeconds(at: EpochMs): EpochMs {
  return epochMs.parse(Math.ceil(at / 1_000) * 1_000);
}
