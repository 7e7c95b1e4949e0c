/** Items as DynamoDB stores them: the attributes that shared/names.ts names, and no others. */
import * as z from 'zod';
import { itemAttributes, keyAttributes, liveIndexes } from '../../names.ts';
import { epochMs } from '../../domain/time.ts';
import type { Item, JsonObject, Key, TableName } from '../../ports.ts';
import { isJsonObject } from '../json-body.ts';
import { liveIndexNames } from '../store-rules.ts';
import { storedItem } from '../stored-item.ts';

export type Attributes = Readonly<Record<string, unknown>>;

const record = z.looseObject({
  [keyAttributes.partition]: z.string(),
  [keyAttributes.sort]: z.string(),
  // A damaged attribute must not hide the items that were read with it. No schema reads an empty body, so the item is set aside.
  [itemAttributes.rev]: z.string().catch(''),
  [itemAttributes.body]: z.custom<JsonObject>(isJsonObject).catch({}),
  [itemAttributes.timeToLive]: z.number().int().nonnegative().optional().catch(undefined),
});

/** The position of an item in an index: partition and sort key. */
const placeParts = z.tuple([z.string(), z.string()]);

/** The key attributes of a key. */
export function keyAttributesOf(key: { readonly pk: string; readonly sk: string }): Record<string, string> {
  return { [keyAttributes.partition]: key.pk, [keyAttributes.sort]: key.sk };
}

/** The attributes of an item. Throws if its body is not JSON. */
export function attributesOf(item: Item): Record<string, unknown> {
  const { key, rev, body, indexes, timeToLive } = storedItem(item);
  const places = liveIndexNames.flatMap((name) => {
    const place = indexes?.[name];
    const { partition, sort } = liveIndexes[name];
    return place === undefined ? [] : [[partition, place.pk] as const, [sort, place.sk] as const];
  });
  return {
    ...keyAttributesOf(key),
    [itemAttributes.rev]: rev,
    [itemAttributes.body]: body,
    ...(timeToLive !== undefined && { [itemAttributes.timeToLive]: timeToLive / 1_000 }),
    ...Object.fromEntries(places),
  };
}

/**
 * The item that the attributes represent. Without a revision and with an empty body if they are not what `attributesOf` writes: then another
 * program wrote them, or they are damaged.
 */
export function itemOf(table: TableName, attributes: Attributes): Item {
  const { pk, sk, rev, body, ttl } = record.parse(attributes);
  const places = liveIndexNames.flatMap((name) => {
    const place = placeParts.safeParse([attributes[liveIndexes[name].partition], attributes[liveIndexes[name].sort]]);
    return place.success ? [[name, { pk: place.data[0], sk: place.data[1] }] as const] : [];
  });
  return {
    key: { table, pk, sk },
    rev,
    body,
    ...(places.length > 0 && { indexes: Object.fromEntries(places) }),
    ...(ttl !== undefined && { timeToLive: epochMs.parse(ttl * 1_000) }),
  };
}

/** The key in some attributes, to match answers with questions. */
export function keyIn(table: TableName, attributes: Attributes): Key {
  const { pk, sk } = record.pick({ pk: true, sk: true }).parse(attributes);
  return { table, pk, sk };
}
