/** Reads by key, strongly consistent. */
import { BatchGetCommand, GetCommand, type BatchGetCommandInput } from '@aws-sdk/lib-dynamodb';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Item, Key, TableName, Unavailable } from '../../ports.ts';
import { batchGetRoundsMax } from '../limits.ts';
import { checkKey, checkKeys, keyText } from '../store-rules.ts';
import { returnConsumed } from './capacity.ts';
import { itemOf, keyAttributesOf } from './item-codec.ts';
import { readFailure, reportCapacity, type Io } from './io.ts';
import { settled } from './attempts.ts';

type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;

const tableNames = ['live', 'home', 'links'] as const satisfies readonly TableName[];

/** `Store.get`. */
export async function get(io: Io, key: Key): Promise<Result<Item | undefined, Unavailable>> {
  checkKey(key);
  const answer = await settled(
    io.client.send(
      new GetCommand({
        TableName: io.tables[key.table],
        Key: keyAttributesOf(key),
        ConsistentRead: true,
        ...returnConsumed,
      }),
    ),
  );
  if (!answer.ok) return readFailure('GetItem', answer.error);
  reportCapacity(io, 'GetItem', [answer.value.ConsumedCapacity]);
  return ok(answer.value.Item === undefined ? undefined : itemOf(key.table, answer.value.Item));
}

/** `Store.getMany`: as many rounds as DynamoDB leaves keys unprocessed, within a bound. */
export async function getMany(io: Io, keys: readonly Key[]): Promise<Result<readonly (Item | undefined)[], Unavailable>> {
  checkKeys(keys);
  const found = new Map<string, Item>();
  let rest: Requests = requestsFor(io, keys);
  for (let round = 1; Object.keys(rest).length > 0; round += 1) {
    if (round > batchGetRoundsMax) return err({ code: 'unavailable' });
    if (round > 1) await io.backoff.pause(round - 1);
    const answer = await settled(io.client.send(new BatchGetCommand({ RequestItems: rest, ...returnConsumed })));
    if (!answer.ok) return readFailure('BatchGetItem', answer.error);
    reportCapacity(io, 'BatchGetItem', answer.value.ConsumedCapacity ?? []);
    for (const table of tableNames) {
      for (const attributes of answer.value.Responses?.[io.tables[table]] ?? []) {
        const item = itemOf(table, attributes);
        found.set(keyText(item.key), item);
      }
    }
    rest = answer.value.UnprocessedKeys ?? {};
  }
  return ok(keys.map((key) => found.get(keyText(key))));
}

/** One request per table. A key that is asked for twice is sent once, because BatchGetItem refuses duplicates. */
function requestsFor(io: Io, keys: readonly Key[]): Requests {
  const once = new Map(keys.map((key) => [keyText(key), key]));
  const entries = tableNames.flatMap((table) => {
    const wanted = [...once.values()].filter((key) => key.table === table).map(keyAttributesOf);
    return wanted.length === 0 ? [] : [[io.tables[table], { Keys: wanted, ConsistentRead: true }] as const];
  });
  return Object.fromEntries(entries);
}
