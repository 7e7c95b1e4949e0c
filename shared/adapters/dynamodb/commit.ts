/**
 * Commits. One write is a plain conditional request, several are one transaction. A single check is a consistent read: it answers
 * the same question at half the price, and its outcome is always known.
 */
import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { itemAttributes, keyAttributes } from '../../names.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CommitError, Expected, Write } from '../../ports.ts';
import { checkWrites, isAsExpected } from '../store-rules.ts';
import { throttledRoundsMax } from '../limits.ts';
import { isThrottledTransaction, putFailure, transactionFailure, writeFailure } from './commit-failures.ts';
import { returnConsumed } from './capacity.ts';
import { attributesOf, keyAttributesOf } from './item-codec.ts';
import { reportCapacity, sending, type Io } from './io.ts';
import { get } from './read.ts';
import { settled } from './attempts.ts';

type WriteOf<Kind extends Write['kind']> = Extract<Write, { readonly kind: Kind }>;
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** `Store.commit`. */
export async function commit(io: Io, writes: readonly Write[]): Promise<Result<void, CommitError>> {
  checkWrites(writes);
  if (io.deadline?.aborted === true) return err({ code: 'unavailable' });
  const [only, ...others] = writes;
  if (only === undefined || others.length > 0) return transact(io, writes);
  if (only.kind === 'put') return put(io, only);
  return only.kind === 'delete' ? remove(io, only) : check(io, only);
}

async function put(io: Io, { item, expected }: WriteOf<'put'>): Promise<Result<void, CommitError>> {
  const answer = await settled(
    io.client.send(
      new PutCommand({
        TableName: io.tables[item.key.table],
        Item: attributesOf(item),
        ...conditionOf(expected),
        // Tells our own write, whose answer was lost, from the write of another writer.
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...returnConsumed,
      }),
      sending(io),
    ),
  );
  if (!answer.ok) return putFailure(item.rev, answer.error);
  reportCapacity(io, 'PutItem', [answer.value.ConsumedCapacity]);
  return ok();
}

async function remove(io: Io, { key, expected }: WriteOf<'delete'>): Promise<Result<void, CommitError>> {
  const answer = await settled(
    io.client.send(
      new DeleteCommand({
        TableName: io.tables[key.table],
        Key: keyAttributesOf(key),
        ...conditionOf(expected),
        ...returnConsumed,
      }),
      sending(io),
    ),
  );
  if (!answer.ok) return writeFailure('DeleteItem', answer.error);
  reportCapacity(io, 'DeleteItem', [answer.value.ConsumedCapacity]);
  return ok();
}

async function check(io: Io, { key, expected }: WriteOf<'check'>): Promise<Result<void, CommitError>> {
  const found = await get(io, key);
  if (!found.ok) return found;
  return isAsExpected(found.value, expected) ? ok() : err({ code: 'lost', failed: [0] });
}

/**
 * The token makes every repetition safe, the SDK's own and those here. It is new for each call, because a later call may mean something else.
 * A transaction with throttled items is repeated here, with pauses.
 */
async function transact(io: Io, writes: readonly Write[]): Promise<Result<void, CommitError>> {
  const request = { TransactItems: writes.map((write) => transactItem(io, write)), ClientRequestToken: randomUUID() };
  for (let round = 1; ; round += 1) {
    const answer = await settled(io.client.send(new TransactWriteCommand({ ...request, ...returnConsumed }), sending(io)));
    if (answer.ok) {
      reportCapacity(io, 'TransactWriteItems', answer.value.ConsumedCapacity ?? []);
      return ok();
    }
    if (round === throttledRoundsMax || !isThrottledTransaction(answer.error)) return transactionFailure(answer.error);
    await io.backoff.pause(round);
    // A cancelled transaction had no effect.
    if (io.deadline?.aborted === true) return err({ code: 'unavailable' });
  }
}

function transactItem(io: Io, write: Write): TransactItem {
  const condition = conditionOf(write.expected);
  if (write.kind === 'put') {
    return { Put: { TableName: io.tables[write.item.key.table], Item: attributesOf(write.item), ...condition } };
  }
  const target = { TableName: io.tables[write.key.table], Key: keyAttributesOf(write.key) };
  if (write.kind === 'delete') return { Delete: { ...target, ...condition } };
  return { ConditionCheck: { ...target, ...condition } };
}

function conditionOf(expected: Expected) {
  if (expected.kind === 'any') return { ConditionExpression: undefined };
  if (expected.kind === 'absent') {
    return {
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': keyAttributes.partition },
    };
  }
  return {
    ConditionExpression: '#rev = :rev',
    ExpressionAttributeNames: { '#rev': itemAttributes.rev },
    ExpressionAttributeValues: { ':rev': expected.rev },
  };
}
