/** An item as the stream of a table shows it: DynamoDB's typed JSON. This service stores only the types that plain JSON has. */
import * as z from 'zod';
import type { Item, Json, TableName } from '../../ports.ts';
import { itemOf } from './item-codec.ts';

const attribute: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }).transform(({ S }) => S),
    z.strictObject({ N: z.coerce.number() }).transform(({ N }) => N),
    z.strictObject({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
    z.strictObject({ NULL: z.literal(true) }).transform(() => null),
    z.strictObject({ L: z.array(attribute) }).transform(({ L }) => L),
    z.strictObject({ M: z.record(z.string(), attribute) }).transform(({ M }) => M),
  ]),
);

const image = z.record(z.string(), attribute);

/** The stored item in a stream record's new image. Throws if it is not an item of this service. */
export function itemOfImage(table: TableName, newImage: unknown): Item {
  return itemOf(table, image.parse(newImage));
}
