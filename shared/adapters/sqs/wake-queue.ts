import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WakeQueue } from '../../ports.ts';
import { sqsDelaySecondsMax } from '../limits.ts';
import { sendMessage } from './send-message.ts';

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
      sendMessage(client, {
        QueueUrl: wakeQueueUrl,
        MessageBody: JSON.stringify({ room }),
        MessageGroupId: room,
        // New for every call: two wakes of a room are two messages, however close together. Only the SDK's own retries are one
        // message.
        MessageDeduplicationId: randomUUID(),
      }),
    wakeLater: async (room, delaySeconds) => {
      assert(delaySeconds >= 0 && delaySeconds <= sqsDelaySecondsMax, `a wake must be delayed by 0 to ${sqsDelaySecondsMax} s`);
      return sendMessage(client, {
        QueueUrl: timerQueueUrl,
        MessageBody: JSON.stringify({ room }),
        DelaySeconds: Math.ceil(delaySeconds),
      });
    },
  };
}
