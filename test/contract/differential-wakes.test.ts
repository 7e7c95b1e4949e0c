/** Compares the queue of the simulation with an engine: groups, hidden messages, and messages that were received too often. */
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sqsClient } from '../../shared/adapters/sqs/client.ts';
import { sqsEngineConfig, startSqsEngine, type SqsEngine } from '../engines/sqs-engine.ts';
import { seed } from '../fixtures/seed.ts';
import { GroupQueue } from '../simulation/engine/group-queue.ts';

const visibilitySeconds = 30;
const receivesMax = 3;
const sequences = 60;
/** The groups, and the messages of a batch. A batch takes all messages, since no queue promises which groups come first. */
const groups = ['a', 'b', 'c'];
const batchMax = 10;

type Operation =
  | { readonly kind: 'send'; readonly group: string }
  | { readonly kind: 'receive' }
  /** Deletes one of the messages received so far, sometimes late. */
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'pass'; readonly seconds: number };

const operation = fc.oneof<fc.MaybeWeightedArbitrary<Operation>[]>(
  { weight: 4, arbitrary: fc.constantFrom(...groups).map((group) => ({ kind: 'send', group })) },
  { weight: 4, arbitrary: fc.constant({ kind: 'receive' }) },
  { weight: 2, arbitrary: fc.nat(20).map((which) => ({ kind: 'delete', which })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1, 15, visibilitySeconds - 1, visibilitySeconds, 100)
      .map((seconds) => ({ kind: 'pass', seconds })),
  },
);

interface Came {
  readonly group: string;
  readonly body: string;
  readonly handle: string;
}

interface Side {
  send(group: string, body: string): Promise<void>;
  receive(): Promise<readonly Came[]>;
  delete(handle: string): Promise<void>;
  dead(): Promise<readonly string[]>;
}

function model(now: () => number): Side {
  const queue = new GroupQueue({ visibilityMs: visibilitySeconds * 1_000, receivesMax, perGroup: 1 });
  return {
    send: async (group, body) => queue.send(group, body),
    receive: async () => queue.receive(batchMax, now()),
    delete: async (handle) => queue.delete(handle),
    dead: async () => queue.dead.toSorted(),
  };
}

/** A new queue on the engine, with its dead-letter queue. */
async function onEngine(engine: SqsEngine, client: SQSClient, name: string): Promise<Side> {
  const urlOf = (queue: string): string => `${engine.url}/000000000000/${queue}.fifo`;
  const dead = { deadLetterTargetArn: `arn:aws:sqs:eu-central-1:000000000000:${name}-dead.fifo`, maxReceiveCount: receivesMax };
  await client.send(new CreateQueueCommand({ QueueName: `${name}-dead.fifo`, Attributes: { FifoQueue: 'true' } }));
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: String(visibilitySeconds), RedrivePolicy: JSON.stringify(dead) };
  await client.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
  const receive = async (QueueUrl: string): Promise<readonly Came[]> => {
    const wanted = { QueueUrl, MaxNumberOfMessages: batchMax, MessageSystemAttributeNames: ['MessageGroupId' as const] };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(wanted));
    return Messages.map(({ Body = '', ReceiptHandle = '', Attributes: of }) => ({
      body: Body,
      handle: ReceiptHandle,
      group: of?.MessageGroupId ?? '',
    }));
  };
  return {
    send: async (MessageGroupId, MessageBody) => {
      const message = { QueueUrl: urlOf(name), MessageGroupId, MessageBody, MessageDeduplicationId: MessageBody };
      await client.send(new SendMessageCommand(message));
    },
    receive: () => receive(urlOf(name)),
    delete: async (ReceiptHandle) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(name), ReceiptHandle }));
    },
    dead: async () => {
      const found: string[] = [];
      for (let batch = await receive(urlOf(`${name}-dead`)); batch.length > 0; batch = await receive(urlOf(`${name}-dead`))) {
        found.push(...batch.map(({ body }) => body));
        for (const { handle } of batch)
          await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(`${name}-dead`), ReceiptHandle: handle }));
      }
      return found.toSorted();
    },
  };
}

describe('the queue of the simulation', () => {
  let engine: SqsEngine;
  let client: SQSClient;
  beforeAll(async () => {
    engine = await startSqsEngine();
    client = sqsClient(sqsEngineConfig(engine.url));
    // The engine uses the clock of this process. The clock stands still unless a sequence moves it.
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterAll(async () => {
    vi.useRealTimers();
    client.destroy();
    await engine.close();
  });

  it(`the queue of the simulation gives what fauxqs gives, in ${sequences} random sequences`, async () => {
    const seen = { operations: 0, received: 0, again: 0, dead: 0 };
    let nth = 0;
    const alike = fc.asyncProperty(fc.array(operation, { minLength: 20, maxLength: 60, size: 'max' }), async (sequence) => {
      nth += 1;
      const sides = [model(() => Date.now()), await onEngine(engine, client, `sequence-${nth}`)] as const;
      const came = new Map<string, readonly [string, string]>();
      const handles: (readonly [string, string])[] = [];
      let sent = 0;
      for (const one of sequence) {
        seen.operations += 1;
        if (one.kind === 'pass') vi.setSystemTime(Date.now() + one.seconds * 1_000);
        if (one.kind === 'send') {
          sent += 1;
          for (const side of sides) await side.send(one.group, `${one.group}-${sent}`);
        }
        if (one.kind === 'receive') {
          const [here, there] = await Promise.all(sides.map((side) => side.receive()));
          expect(bodies(there)).toEqual(bodies(here));
          for (const mine of here ?? []) {
            const theirs = there?.find(({ body }) => body === mine.body)?.handle ?? '';
            if (came.has(mine.body)) seen.again += 1;
            came.set(mine.body, [mine.handle, theirs]);
            handles.push([mine.handle, theirs]);
          }
          seen.received += here?.length ?? 0;
        }
        const chosen = one.kind === 'delete' ? handles[one.which % Math.max(1, handles.length)] : undefined;
        if (chosen !== undefined) await Promise.all(sides.map((side, at) => side.delete(chosen[at] ?? '')));
      }
      const dead = await Promise.all(sides.map((side) => side.dead()));
      expect(dead[1]).toEqual(dead[0]);
      seen.dead += dead[0]?.length ?? 0;
    });
    await fc.assert(alike, { seed, numRuns: sequences });
    const { operations, received, again, dead } = seen;
    console.log(
      `${operations} operations, ${received} received, ${again} of them again, ${dead} dead: the queue gives what fauxqs gives`,
    );
    for (const often of [received, again, dead]) expect(often).toBeGreaterThan(sequences / 4);
  }, 120_000);
});

/** Sorts by group, and keeps the order within a group, since no queue promises which group comes first. */
function bodies(batch: readonly Came[] | undefined): readonly string[] | undefined {
  return batch?.toSorted((a, b) => (a.group < b.group ? -1 : Number(a.group > b.group))).map(({ body }) => body);
}
