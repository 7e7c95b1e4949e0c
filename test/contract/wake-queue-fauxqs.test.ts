import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sqsClient } from '../../shared/adapters/sqs/client.ts';
import { sqsWakeQueue } from '../../shared/adapters/sqs/wake-queue.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { unusedUrl } from '../engines/listen.ts';
import { loseAnswer, pass, refuse, stall, startProxy, type Step } from '../engines/proxy.ts';
import { sqsEngineConfig, startSqsEngine, type SqsEngine } from '../engines/sqs-engine.ts';
import { withoutJitter } from './failing-store.ts';
import { wakesContract } from './wake-queue.contract.ts';

const wake = z.strictObject({ room: z.string() });

/** Receives and deletes until the queue is empty. */
async function drain(
  client: SQSClient,
  queueUrl: string,
): Promise<readonly { readonly room: string; readonly group: string | undefined }[]> {
  const rooms = [];
  for (;;) {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['MessageGroupId'] }),
    );
    if (Messages === undefined || Messages.length === 0) return rooms;
    for (const { Body, Attributes, ReceiptHandle } of Messages) {
      rooms.push({ room: wake.parse(JSON.parse(Body ?? '')).room, group: Attributes?.MessageGroupId });
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}

wakesContract('SQS, on fauxqs', async () => {
  const engine = await startSqsEngine();
  const client = sqsClient(sqsEngineConfig(engine.url));
  return {
    wakes: sqsWakeQueue({ client, ...engine }),
    deliver: async () => {
      const delivered = [...(await drain(client, engine.wakeQueueUrl)), ...(await drain(client, engine.timerQueueUrl))];
      return delivered.map(({ room }) => room);
    },
    // The engine uses the wall clock. It gets a little more time, since its timers are not exact.
    pass: async (seconds) => sleep(seconds * 1_000 + 50),
    close: engine.close,
  };
});

describe('the wake queue of SQS', () => {
  withoutJitter();
  let engine: SqsEngine;
  beforeAll(async () => {
    engine = await startSqsEngine();
  });
  afterAll(async () => engine.close());

  /** A wake queue whose next requests get this treatment, in two attempts that each wait 200 ms. */
  const storeWith = async (...steps: readonly Step[]) => {
    const proxy = await startProxy(engine.url);
    proxy.next(...steps);
    const client = sqsClient({
      ...sqsEngineConfig(proxy.url),
      maxAttempts: 2,
      requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
    });
    const through = (url: string): string => url.replace(engine.url, proxy.url);
    const wakes = sqsWakeQueue({
      client,
      wakeQueueUrl: through(engine.wakeQueueUrl),
      timerQueueUrl: through(engine.timerQueueUrl),
    });
    return { wakes, proxy };
  };

  it('wakes go to the message group of their room', async () => {
    const client = sqsClient(sqsEngineConfig(engine.url));
    await sqsWakeQueue({ client, ...engine }).wake('ROOM#a#0');
    expect(await drain(client, engine.wakeQueueUrl)).toEqual([{ room: 'ROOM#a#0', group: 'ROOM#a#0' }]);
  });

  it('a wake is sent once although the SDK sent it twice, because the answer was lost', async () => {
    const { wakes, proxy } = await storeWith(loseAnswer(), pass);
    expect(await wakes.wake('ROOM#a#0')).toEqual(ok());
    expect(proxy.requests).toBe(2);
    const client = sqsClient(sqsEngineConfig(engine.url));
    expect(await drain(client, engine.wakeQueueUrl)).toHaveLength(1);
    await proxy.close();
  });

  it.each<[string, Step]>([
    ['throttles', refuse(400, 'RequestThrottled')],
    ['breaks', refuse(500, 'InternalFailure')],
    ['never answers', stall],
  ])('wakes are unavailable when SQS %s, after the retries', async (_, step) => {
    const { wakes, proxy } = await storeWith(step, step);
    expect(await wakes.wake('ROOM#a#0')).toEqual(err({ code: 'unavailable' }));
    expect(proxy.requests).toBe(2);
    await proxy.close();
  });

  it('a fraction of a delay is rounded up, since SQS takes whole seconds', async () => {
    const delays: unknown[] = [];
    const { wakes, proxy } = await storeWith(async (exchange) => {
      delays.push(z.object({ DelaySeconds: z.number() }).parse(JSON.parse(exchange.body.toString())).DelaySeconds);
      await pass(exchange);
    });
    expect(await wakes.wakeLater('ROOM#a#0', 899.5)).toEqual(ok());
    expect(delays).toEqual([900]);
    await proxy.close();
  });

  it('wakes are unavailable when no server listens', async () => {
    const url = await unusedUrl();
    const wakes = sqsWakeQueue({
      client: sqsClient(sqsEngineConfig(url)),
      wakeQueueUrl: `${url}/0/w.fifo`,
      timerQueueUrl: `${url}/0/t`,
    });
    expect(await wakes.wake('ROOM#a#0')).toEqual(err({ code: 'unavailable' }));
    expect(await wakes.wakeLater('ROOM#a#0', 1)).toEqual(err({ code: 'unavailable' }));
  });

  it('wakes throw when SQS refuses them: that is a bug, and retrying would not help', async () => {
    const client = sqsClient(sqsEngineConfig(engine.url));
    const wakes = sqsWakeQueue({
      client,
      wakeQueueUrl: `${engine.url}/000000000000/no.fifo`,
      timerQueueUrl: engine.timerQueueUrl,
    });
    await expect(wakes.wake('ROOM#a#0')).rejects.toThrow(/^SQS refused a message: \S+$/u);
  });
});
