import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Unavailable, WakeQueue } from '../../ports.ts';
import { awsErrorName, awsFailureOf } from '../aws-failures.ts';
import { sqsDelaySecondsMax } from '../limits.ts';

export interface SqsWakesOptions {
  readonly client: SQSClient;
  /** A FIFO queue: one message group per room. */
  readonly wakeQueueUrl: string;
  /** A standard queue: FIFO queues have no delay per message. */
  readonly timerQueueUrl: string;
}

/**
 * Wakes over SQS. The body is `{ "room": … }`. `unavailable` after the client's retries. A refusal (no such queue, no permission)
 * is a bug and throws. Fractions of a delay are rounded up. Safe to call concurrently.
 */
export function sqsWakeQueue({ client, wakeQueueUrl, timerQueueUrl }: SqsWakesOptions): WakeQueue {
  return {
    wake: (room) =>
      send(client, {
        QueueUrl: wakeQueueUrl,
        MessageBody: JSON.stringify({ room }),
        MessageGroupId: room,
        // New for every call: two wakes of a room are two messages, however close together. Only the SDK's own retries are one
        // message.
        MessageDeduplicationId: randomUUID(),
      }),
    wakeLater: async (room, delaySeconds) => {
      assert(delaySeconds >= 0 && delaySeconds <= sqsDelaySecondsMax, `a wake must be delayed by 0 to ${sqsDelaySecondsMax} s`);
      return send(client, {
        QueueUrl: timerQueueUrl,
        MessageBody: JSON.stringify({ room }),
        DelaySeconds: Math.ceil(delaySeconds),
      });
    },
  };
}

async function send(client: SQSClient, message: SendMessageCommandInput): Promise<Result<void, Unavailable>> {
  return client.send(new SendMessageCommand(message)).then(() => ok(), failedSend);
}

/** Unavailable, or a bug. A refusal contains only the name of the error, because SQS's own messages may repeat what was sent. */
function failedSend(error: unknown): Result<never, Unavailable> {
  const failure = awsFailureOf(error);
  if (failure === undefined) throw error;
  if (failure === 'refused') throw new Error(`SQS refused a message: ${awsErrorName(error)}`);
  return err({ code: 'unavailable' });
}
