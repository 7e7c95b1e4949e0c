import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Runner } from '../../local/runner.ts';
import { askEngine, put, receive, send, Toy, until } from './toy.ts';

let toy: Toy;
let runner: Runner;
beforeAll(async () => {
  toy = await Toy.make();
  runner = await toy.start();
}, 30_000);
afterAll(async () => {
  await runner.stop();
  await toy.remove();
});

const sawMessage = z.object({ body: z.string() });
const bodies = (seen: readonly unknown[]): string[] => seen.map((one) => sawMessage.parse(one).body);

describe('a queue mapping', () => {
  it('a queue mapping deletes messages that succeeded, and the queue moves messages that failed too often to its dead letters', async () => {
    for (const body of ['good 1', 'poison', 'good 2']) await send(runner, 'WORK', body);
    const dead = await until(
      () => receive(runner, 'DEAD'),
      (found) => found.length > 0,
    );
    expect(dead).toEqual(['poison']);
    expect(bodies(await toy.seen('work')).toSorted()).toEqual(['good 1', 'good 2', 'poison', 'poison']);
  });

  it('a queue mapping keeps the order of a FIFO group, also when a message fails the first time, and no group waits for another', async () => {
    const groupA = ['a1', 'again a2', 'a3', 'a4'];
    const groupB = ['b1', 'b2', 'b3', 'b4'];
    const sendAll = async (group: string, sent: readonly string[]): Promise<void> => {
      for (const body of sent) await send(runner, 'ORDERED', body, group);
    };
    await Promise.all([sendAll('A', groupA), sendAll('B', groupB)]);
    const seen = bodies(await toy.sees('ordered', (all) => all.length === 9));
    const of = (group: readonly string[]): string[] => seen.filter((body) => group.includes(body));
    expect(of(groupA)).toEqual(['a1', 'again a2', 'again a2', 'a3', 'a4']);
    expect(of(groupB)).toEqual(groupB);
    expect(seen.indexOf('b4')).toBeLessThan(seen.indexOf('a3'));
  });
});

describe('a stream mapping', () => {
  it('a stream mapping delivers in order the records that pass its filter, and gives up only a record that always fails', async () => {
    const things = [
      ['1', 'loud'],
      ['2', 'quiet'],
      ['3', 'loud'],
      ['4', 'poison'],
      ['5', 'loud'],
      ['6', 'quiet'],
      ['7', 'loud'],
    ] as const;
    for (const [pk, kind] of things) await put(runner, pk, kind);
    // A changed item is not a new one, and the filter lets only new ones pass.
    await put(runner, '1', 'loud');
    const [told] = await until(
      () => receive(runner, 'LOST_RECORDS'),
      (found) => found.length > 0,
    );
    expect(await toy.sees('stream', (seen) => seen.length >= 4)).toEqual(['1', '3', '5', '7']);
    expect(JSON.parse(told ?? '')).toMatchObject({
      requestContext: {
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
        functionArn: expect.stringContaining('toy-stream'),
      },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: expect.any(String) },
    });
    expect(told).not.toContain('poison');
  });
});

/** Java answers this command exactly when DynamoDB Local can run here. */
const hasJava = spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

describe('DynamoDB Local', () => {
  it.runIf(hasJava)(
    'the runner uses DynamoDB Local where Java is installed, streams included',
    async () => {
      // It keeps its state apart from that of the runner of the other tests.
      toy.renew();
      const onJava = await toy.start({ dynamoDb: 'dynamodb-local' });
      await put(onJava, 'first', 'loud');
      await put(onJava, 'second', 'quiet');
      await put(onJava, 'third', 'loud');
      expect(await toy.sees('stream', (seen) => seen.length >= 2)).toEqual(['first', 'third']);
      expect((await askEngine(onJava, 'dynamodb', 'ListTables', {})).body).toEqual({
        TableNames: [expect.stringMatching(/^Toy-Things/)],
      });
      await onJava.stop();
    },
    60_000,
  );
});
