import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { FaultChoice } from './fault-choice.ts';
import { jsonReply, type Intercept, type Reply } from './proxy.ts';
import { partlyProcessed } from './partly-processed.ts';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const batches = new Set(['BatchGetItem', 'BatchWriteItem']);
/** A batch is not a transaction and does not conflict with one. Its answer says for each item whether it was written. */
const conflicting = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'TransactGetItems']);

/** Faults between functions and DynamoDB, in the form that its API reference describes ("Errors" of each operation). */
export function dynamoDbFaults(choice: FaultChoice): Intercept {
  return async ({ operation, body, forward }) => {
    const { dynamoDb: wishes, seed } = choice.plan;
    const number = choice.number('dynamoDb', operation);
    const call = { operation, number };
    if (choice.occurs('dynamoDb', 'latency', { ...call, wish: wishes.latency })) await sleep(wishes.latency?.ms ?? 0);
    // The seed also decides which of two forms a fault takes.
    const isFirstForm = (fault: string): boolean => new SeededRandom(seed).of('form', fault, operation, number).chance(0.5);
    if (choice.occurs('dynamoDb', 'throttle', { ...call, wish: wishes.throttle }))
      return throttled(operation, { body, isFirstForm: isFirstForm('throttle') });
    if (choice.occurs('dynamoDb', 'conflict', { ...call, wish: wishes.conflict, usual: conflicting }))
      return conflict(operation, body);
    if (choice.occurs('dynamoDb', 'cut', { ...call, wish: wishes.cut })) return 'cut';
    if (choice.occurs('dynamoDb', 'unknownOutcome', { ...call, wish: wishes.unknownOutcome, usual: writes })) {
      await forward();
      return isFirstForm('unknownOutcome') ? 'cut' : failure(500, 'InternalServerError', { message: 'Internal server error' });
    }
    if (choice.occurs('dynamoDb', 'unprocessed', { ...call, wish: wishes.unprocessed, usual: batches }))
      return await partlyProcessed(body, forward);
    return await forward();
  };
}

const exceeded = 'The level of configured provisioned throughput was exceeded.';
const tooFast = 'Throughput exceeds the current capacity of your table or index.';

/**
 * A request is throttled as a whole, with an exception that the SDK repeats. A transaction may also be cancelled because one of its items is
 * throttled. The SDK does not repeat that.
 */
function throttled(operation: string, { body, isFirstForm }: { readonly body: Buffer; readonly isFirstForm: boolean }): Reply {
  if (operation.startsWith('Transact'))
    return isFirstForm
      ? cancelled(body, { Code: 'ThrottlingError', Message: tooFast })
      : failure(400, 'ThrottlingException', { message: tooFast });
  return isFirstForm
    ? failure(400, 'ProvisionedThroughputExceededException', { message: exceeded })
    : failure(400, 'ThrottlingException', { message: tooFast });
}

const transaction = z.object({ TransactItems: z.array(z.unknown()) });
const none = { Code: 'None' };

/** A transaction is cancelled because of one of its items. A single write has an exception of its own. */
function conflict(operation: string, body: Buffer): Reply {
  const message = 'Transaction is ongoing for the item';
  if (!operation.startsWith('Transact')) return failure(400, 'TransactionConflictException', { message });
  return cancelled(body, { Code: 'TransactionConflict', Message: message });
}

/** A transaction that was cancelled because of its first item. */
function cancelled(body: Buffer, first: { readonly Code: string; readonly Message: string }): Reply {
  const items = transaction.safeParse(JSON.parse(body.toString())).data?.TransactItems ?? [];
  const reasons = items.map((_, at) => (at === 0 ? first : none));
  return failure(400, 'TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  });
}

function failure(status: number, name: string, rest: object): Reply {
  return jsonReply(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...rest });
}
