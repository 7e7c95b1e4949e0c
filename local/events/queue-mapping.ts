import { DeleteMessageBatchCommand, ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionHost } from '../functions/host.ts';
import { pollRetryMs, queuePollSeconds, receiveMessagesMax } from '../limits.ts';
import type { QueueMappingSpec } from '../plan/mappings.ts';
import { reportedFailures } from './batch-failures.ts';

/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

interface Source {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly region: string;
}

/**
 * Passes the messages of a queue to a function, as an event source mapping does: each poller receives a batch, invokes the
 * function, and deletes the messages that succeeded. A message that failed becomes visible again after its visibility time-out.
 * The queue itself moves messages that were received too often to its dead-letter queue, and keeps the groups of a FIFO queue in
 * order.
 */
export function startQueueMapping(spec: QueueMappingSpec, source: Source, host: FunctionHost): Running {
  const stopping = new AbortController();
  const pollers = Array.from({ length: spec.pollers }, async () => {
    while (!stopping.signal.aborted) {
      try {
        const messages = await receive(spec, source, stopping.signal);
        if (messages.length > 0) await deliver(messages, { spec, source, host });
      } catch {
        // The engine is being restarted, or the runner stops. A message received at that moment comes again after its visibility
        // time-out.
        await sleep(pollRetryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(pollers);
    },
  };
}

async function receive(spec: QueueMappingSpec, { client, queueUrl }: Source, abortSignal: AbortSignal): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(spec.batchSize, receiveMessagesMax),
    WaitTimeSeconds: queuePollSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return (await client.send(command, { abortSignal })).Messages ?? [];
}

interface Delivery {
  readonly spec: QueueMappingSpec;
  readonly source: Source;
  readonly host: Pick<FunctionHost, 'invoke'>;
}

async function deliver(messages: readonly Message[], { spec, source, host }: Delivery): Promise<void> {
  const outcome = await host.invoke({ Records: messages.map((message) => recordOf(message, spec, source.region)) });
  if (outcome.kind !== 'answered') return;
  const ids = new Set(messages.map((message) => message.MessageId ?? ''));
  const failed = spec.reportsFailures ? reportedFailures(outcome.payload, ids) : new Set<string>();
  if (failed === 'all') return;
  const done = messages.filter((message) => !failed.has(message.MessageId ?? ''));
  if (done.length === 0) return;
  const entries = done.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle ?? '' }));
  await source.client.send(new DeleteMessageBatchCommand({ QueueUrl: source.queueUrl, Entries: entries }));
}

/** A message in the form that Lambda passes to a function ("Using Lambda with Amazon SQS", example event). */
function recordOf(message: Message, { queueArn }: QueueMappingSpec, region: string): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]): [string, object] => [
    name,
    {
      dataType: value.DataType,
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
