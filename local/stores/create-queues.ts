import { CreateQueueCommand, GetQueueUrlCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueSpec } from '../plan/queues.ts';

/** Attributes that the embedded engine accepts only when it creates a queue. They change nothing locally. */
const unchangeable = new Set(['FifoQueue', 'DeduplicationScope', 'FifoThroughputLimit']);

/** Creates the queues that do not exist yet, and applies the template's settings to those that exist. Their messages stay. */
export async function createQueues(client: SQSClient, specs: readonly QueueSpec[]): Promise<void> {
  for (const spec of specs) {
    const url = await urlOf(client, spec.name);
    if (url === undefined) {
      await client.send(new CreateQueueCommand({ QueueName: spec.name, Attributes: spec.attributes }));
      continue;
    }
    const changeable = Object.entries(spec.attributes).filter(([name]) => !unchangeable.has(name));
    if (changeable.length > 0) {
      await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: Object.fromEntries(changeable) }));
    }
  }
}

async function urlOf(client: SQSClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    // The engine's errors have a prefix that SQS does not have, so only the end of the name is compared.
    if (error instanceof Error && /(QueueDoesNotExist|NonExistentQueue)$/.test(error.name)) return undefined;
    throw error;
  }
}
