import { CreateQueueCommand, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { sqsClient } from '../../shared/adapters/sqs/client.ts';
import { engineRequestMsMax } from './limits.ts';

export interface SqsEngine {
  readonly url: string;
  readonly wakeQueueUrl: string;
  readonly timerQueueUrl: string;
  readonly close: () => Promise<void>;
}

/** What a client needs to reach the engine. */
export function sqsEngineConfig(url: string) {
  return {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { requestTimeout: engineRequestMsMax, throwOnRequestTimeout: true },
  } satisfies SQSClientConfig;
}

/**
 * Starts fauxqs in this process, on a free port of 127.0.0.1, with both queues. Its own start function would listen on all
 * network interfaces.
 */
export async function startSqsEngine(): Promise<SqsEngine> {
  const app = buildApp({ logger: false });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const client = sqsClient(sqsEngineConfig(url));
  await client.send(new CreateQueueCommand({ QueueName: 'wake.fifo', Attributes: { FifoQueue: 'true' } }));
  await client.send(new CreateQueueCommand({ QueueName: 'timer' }));
  client.destroy();
  // The URLs that fauxqs returns have a host name that need not resolve.
  const queueUrl = (name: string): string => `${url}/000000000000/${name}`;
  return { url, wakeQueueUrl: queueUrl('wake.fifo'), timerQueueUrl: queueUrl('timer'), close: () => app.close() };
}
