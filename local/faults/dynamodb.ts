import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { FaultChoice } from './fault-choice.ts';
import { jsonReply, type Intercept, type Reply } from './proxy.ts';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
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
    if (choice.occurs('dynamoDb', 'throttle', { ...call, wish: wishes.throttle })) return throttled(isFirstForm('throttle'));
    if (choice.occurs('dynamoDb', 'conflict', { ...call, wish: wishes.conflict, usual: conflicting }))
      return conflict(operation, body);
    if (choice.occurs('dynamoDb', 'cut', { ...call, wish: wishes.cut })) return 'cut';
    if (choice.occurs('dynamoDb', 'unknownOutcome', { ...call, wish: wishes.unknownOutcome, usual: writes })) {
      await forward();
      return isFirstForm('unknownOutcome') ? 'cut' : failure(500, 'InternalServerError', { message: 'Internal server error' });
    }
    return await forward();
  };
}

function throttled(asException: boolean): Reply {
  return asException
    ? failure(400, 'ProvisionedThroughputExceededException', {
        message: 'The level of configured provisioned throughput was exceeded.',
      })
    : failure(400, 'ThrottlingException', { message: 'Throughput exceeds the current capacity of your table or index.' });
}

const transaction = z.object({ TransactItems: z.array(z.unknown()) });
const none = { Code: 'None' };

/** A transaction is cancelled because of one of its items. A single write has an exception of its own. */
function conflict(operation: string, body: Buffer): Reply {
  const message = 'Transaction is ongoing for the item';
  if (!operation.startsWith('Transact')) return failure(400, 'TransactionConflictException', { message });
  const items = transaction.safeParse(JSON.parse(body.toString())).data?.TransactItems ?? [];
  const reasons = items.map((_, at) => (at === 0 ? { Code: 'TransactionConflict', Message: message } : none));
  return failure(400, 'TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  });
}

function failure(status: number, name: string, rest: object): Reply {
  return jsonReply(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...rest });
}
