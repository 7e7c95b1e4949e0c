/** Rate counters on DynamoDB: one item per key, deleted by its time to live. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { err, ok } from '../../domain/result.ts';
import { itemAttributes } from '../../names.ts';
import type { RateCounters } from '../../ports.ts';
import { awsErrorName } from '../aws-failures.ts';
import { returnConsumed } from './capacity.ts';
import { reportCapacity, type Io } from './io.ts';
import { keyAttributesOf } from './item-codec.ts';
import { refusal, settled } from './attempts.ts';

const counted = z.object({ hits: z.number().int() });

/**
 * Counters that many processes add to at once. A hit whose answer was lost may count twice. That only makes a limit apply
 * earlier.
 */
export function dynamoDbRateCounters(io: Io): RateCounters {
  return {
    hit: async (key, until) => {
      const answer = await settled(
        io.client.send(
          new UpdateCommand({
            TableName: io.tables[key.table],
            Key: keyAttributesOf(key),
            UpdateExpression: 'ADD hits :one SET #ttl = :until',
            ExpressionAttributeNames: { '#ttl': itemAttributes.timeToLive },
            ExpressionAttributeValues: { ':one': 1, ':until': Math.ceil(until / 1000) },
            ReturnValues: 'UPDATED_NEW',
            ...returnConsumed,
          }),
        ),
      );
      if (!answer.ok) {
        const conflicting = awsErrorName(answer.error.error) === 'TransactionConflictException';
        if (answer.error.attempts.at(-1) === 'refused' && !conflicting) throw refusal('UpdateItem', answer.error);
        return err({ code: 'unavailable' });
      }
      reportCapacity(io, 'UpdateItem', [answer.value.ConsumedCapacity]);
      return ok(counted.parse(answer.value.Attributes).hits);
    },
  };
}
