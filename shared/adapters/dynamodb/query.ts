/** Queries: pages of at most 1 MB, combined until the limit is reached. Strongly consistent, except on an index. */
import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { keyAttributes, liveIndexes } from '../../names.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Item, Page, Query, Unavailable } from '../../ports.ts';
import { cursorOf, positionAfter, type Position } from '../cursor.ts';
import { checkQuery } from '../store-rules.ts';
import { returnConsumed } from './capacity.ts';
import { itemOf, keyAttributesOf, keyIn, type Attributes } from './item-codec.ts';
import { readFailure, reportCapacity, type Io } from './io.ts';
import { settled } from './attempts.ts';

/** One answer of DynamoDB: the items that fitted, and where the next answer starts. */
interface Slice {
  readonly items: readonly Item[];
  readonly count: number;
  readonly end: Position | undefined;
}

/** `Store.query`. Throws BadCursor. */
export async function query(io: Io, wanted: Query): Promise<Result<Page, Unavailable>> {
  const items: Item[] = [];
  let end: Position | undefined;
  for await (const slice of slices(io, wanted)) {
    if (!slice.ok) return slice;
    items.push(...slice.value.items);
    end = slice.value.end;
  }
  return ok({ items, ...(end !== undefined && { next: cursorOf(end) }) });
}

/** `Store.count`: reads as much as the query would and transfers no items. Throws BadCursor. */
export async function count(io: Io, wanted: Query): Promise<Result<number, Unavailable>> {
  let total = 0;
  for await (const slice of slices(io, wanted, 'COUNT')) {
    if (!slice.ok) return slice;
    total += slice.value.count;
  }
  return ok(total);
}

/** Slices until the limit or the end is reached. A failed slice is the last. */
async function* slices(io: Io, wanted: Query, select?: 'COUNT'): AsyncGenerator<Result<Slice, Unavailable>> {
  checkQuery(wanted);
  let start = positionAfter(wanted);
  let left = wanted.limit;
  do {
    const request = requestFor(io, wanted, start);
    const answer = await settled(io.client.send(new QueryCommand({ ...request, Limit: left, Select: select })));
    if (!answer.ok) {
      yield readFailure('Query', answer.error);
      return;
    }
    reportCapacity(io, 'Query', [answer.value.ConsumedCapacity]);
    const slice = sliceOf(wanted, answer.value);
    yield ok(slice);
    left -= slice.count;
    start = slice.end;
  } while (start !== undefined && left > 0);
}

function requestFor(io: Io, wanted: Query, start: Position | undefined): QueryCommandInput {
  return {
    TableName: io.tables[wanted.table],
    ...(wanted.index === undefined ? { ConsistentRead: true } : { IndexName: wanted.index }),
    ...keyCondition(wanted),
    ScanIndexForward: wanted.descending !== true,
    ...(start !== undefined && { ExclusiveStartKey: startKey(wanted, start) }),
    ...returnConsumed,
  };
}

function sliceOf(wanted: Query, { Items, Count, LastEvaluatedKey }: QueryCommandOutput): Slice {
  return {
    items: (Items ?? []).map((attributes) => itemOf(wanted.table, attributes)),
    count: Count ?? 0,
    end: LastEvaluatedKey === undefined ? undefined : endOf(wanted, LastEvaluatedKey),
  };
}

function attributesFor(wanted: Query): { readonly partition: string; readonly sort: string } {
  return wanted.index === undefined ? keyAttributes : liveIndexes[wanted.index];
}

function keyCondition(wanted: Query) {
  const { partition, sort } = attributesFor(wanted);
  const { pk, prefix, between } = wanted;
  if (between !== undefined) {
    return {
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#pk': partition, '#sk': sort },
      ExpressionAttributeValues: { ':pk': pk, ':from': between[0], ':to': between[1] },
    };
  }
  if (prefix !== undefined && prefix !== '') {
    return {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
      ExpressionAttributeNames: { '#pk': partition, '#sk': sort },
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    };
  }
  return {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': partition },
    ExpressionAttributeValues: { ':pk': pk },
  };
}

function startKey(wanted: Query, position: Position): Record<string, string> {
  const { partition, sort } = attributesFor(wanted);
  const place = { [partition]: wanted.pk, [sort]: position.sort };
  return position.item === undefined ? place : { ...place, ...keyAttributesOf(position.item) };
}

function endOf(wanted: Query, attributes: Attributes): Position {
  const { pk, sk } = keyIn(wanted.table, attributes);
  if (wanted.index === undefined) return { sort: sk };
  return { sort: String(attributes[attributesFor(wanted).sort]), item: { pk, sk } };
}
