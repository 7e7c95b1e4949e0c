import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../../ports.ts';
import { sendMessage } from './send-message.ts';

/** Wakes over a FIFO queue with one message group per endpoint. The body is `{ "endpoint": … }`. Safe to call concurrently. */
export function sqsDeliveryQueue({ client, url }: { readonly client: SQSClient; readonly url: string }): DeliveryQueue {
  return {
    wake: (endpoint) =>
      sendMessage(client, {
        QueueUrl: url,
        MessageBody: JSON.stringify({ endpoint }),
        MessageGroupId: endpoint,
        // New for every call: only the SDK's own retries are one message.
        MessageDeduplicationId: randomUUID(),
      }),
  };
}
