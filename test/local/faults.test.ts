import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FaultChoice } from '../../local/faults/fault-choice.ts';
import { faultPlan, type FaultPlanInput } from '../../local/faults/plan.ts';
import type { Runner } from '../../local/runner.ts';
import { askEngine, put, send, Toy } from './toy.ts';

let toy: Toy;
let runner: Runner;
beforeAll(async () => {
  toy = await Toy.make();
  runner = await toy.start({ faults: { seed: 1 } });
}, 30_000);
afterAll(async () => {
  await runner.stop();
  await toy.remove();
});

const counts = z.record(z.string(), z.number());
const report = z.object({
  occurred: z.object({ dynamoDb: counts, sqs: counts }),
  requests: z.object({ dynamoDb: counts, sqs: counts }),
});

async function plan(wish: FaultPlanInput | { enabled: boolean }): Promise<Response> {
  return await fetch(`${runner.control}/faults`, { method: 'PUT', body: JSON.stringify(wish) });
}
async function occurred() {
  return report.parse(await (await fetch(`${runner.control}/faults`)).json()).occurred;
}
beforeEach(() => plan({ seed: 1 }));

const getItem = (pk: string) => askEngine(runner, 'dynamodb', 'GetItem', { TableName: '${TABLE}', Key: { pk: { S: pk } } });
const transact = (pk: string) => {
  const Put = { TableName: '${TABLE}', Item: { pk: { S: pk } } };
  const other = { ...Put, Item: { pk: { S: `${pk}, too` } } };
  return askEngine(runner, 'dynamodb', 'TransactWriteItems', { TransactItems: [{ Put }, { Put: other }] });
};

describe('faults of DynamoDB', () => {
  it('throttling happens before a request takes effect', async () => {
    await plan({ seed: 1, dynamoDb: { throttle: { rate: 1, operations: ['PutItem'] } } });
    const { status, body } = await put(runner, 'throttled', 'quiet');
    expect(status).toBe(400);
    expect(body['__type']).toMatch(/#(ProvisionedThroughputExceededException|ThrottlingException)$/);
    expect((await getItem('throttled')).body).not.toHaveProperty('Item');
  });

  it('a conflict cancels a transaction before it takes effect', async () => {
    await plan({ seed: 1, dynamoDb: { conflict: 1 } });
    const { status, body } = await transact('conflict');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect((await getItem('conflict')).body).not.toHaveProperty('Item');
  });

  it('a transaction is throttled as a whole, or cancelled because of an item, before it takes effect', async () => {
    await plan({ seed: 1, dynamoDb: { throttle: 1 } });
    const names = Array.from({ length: 8 }, (_, index) => `throttled ${index}`);
    const answers = await Promise.all(names.map(async (pk) => (await transact(pk)).body));
    const types = answers.map((body) => String(body['__type']).split('#')[1]);
    expect(new Set(types)).toEqual(new Set(['ThrottlingException', 'TransactionCanceledException']));
    expect(answers.find((body) => 'CancellationReasons' in body)).toMatchObject({
      CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
    });
    await plan({ seed: 1 });
    for (const pk of names) expect((await getItem(pk)).body).not.toHaveProperty('Item');
  });

  it('half of a batch is read, and the answer names the rest', async () => {
    for (const pk of ['half 1', 'half 2', 'half 3']) await put(runner, pk, 'quiet');
    await plan({ seed: 1, dynamoDb: { unprocessed: 1 } });
    const keys = ['half 1', 'half 2', 'half 3'].map((pk) => ({ pk: { S: pk } }));
    const read = (Keys: readonly object[]) =>
      askEngine(runner, 'dynamodb', 'BatchGetItem', { RequestItems: { '${TABLE}': { Keys } } });
    const { body } = await read(keys);
    expect(Object.values(Object(body['Responses']))).toMatchObject([[keys[0]]]);
    expect(Object.values(Object(body['UnprocessedKeys']))).toEqual([{ Keys: keys.slice(1) }]);
    const alone = (await read(keys.slice(2))).body;
    expect([body, alone].map((one) => Object.values(Object(one['UnprocessedKeys'])).length)).toEqual([1, 1]);
    expect(alone['Responses']).toEqual({});
  });

  it('half of a batch is written, and the answer names the rest', async () => {
    await plan({ seed: 1, dynamoDb: { unprocessed: 1 } });
    const puts = ['written', 'unprocessed'].map((pk) => ({ PutRequest: { Item: { pk: { S: pk } } } }));
    const { body } = await askEngine(runner, 'dynamodb', 'BatchWriteItem', { RequestItems: { '${TABLE}': puts } });
    expect(Object.values(Object(body['UnprocessedItems']))).toEqual([puts.slice(1)]);
    await plan({ seed: 1 });
    expect((await getItem('written')).body).toHaveProperty('Item');
    expect((await getItem('unprocessed')).body).not.toHaveProperty('Item');
  });

  it('a connection is cut before a request takes effect', async () => {
    await plan({ seed: 1, dynamoDb: { cut: { rate: 1, operations: ['PutItem'] } } });
    expect((await put(runner, 'cut', 'quiet')).status).toBe(599);
    expect((await getItem('cut')).body).not.toHaveProperty('Item');
  });

  it('after an unknown outcome, by a cut connection or a 500, the write has taken effect', async () => {
    await plan({ seed: 1, dynamoDb: { unknownOutcome: 1 } });
    const names = Array.from({ length: 8 }, (_, at) => `unknown ${at}`);
    const statuses = await Promise.all(names.map(async (pk) => (await put(runner, pk, 'quiet')).status));
    // The function of the toy app answers 599 when its connection was cut.
    expect(new Set(statuses)).toEqual(new Set([500, 599]));
    for (const pk of names) expect((await getItem(pk)).body).toHaveProperty('Item');
  });

  it('answer late', async () => {
    await plan({ seed: 1, dynamoDb: { latency: { rate: 1, ms: 250 } } });
    const began = performance.now();
    await getItem('anything');
    expect(performance.now() - began).toBeGreaterThan(245);
  });
});

describe('faults of SQS', () => {
  it('messages are lost, doubled, delayed and refused', async () => {
    await plan({ seed: 1, sqs: { lose: 1 } });
    expect((await send(runner, 'WORK', 'lost')).body).toHaveProperty('MD5OfMessageBody');
    await plan({ seed: 1, sqs: { double: 1 } });
    await send(runner, 'ORDERED', 'doubled', 'group');
    await plan({ seed: 1, sqs: { sendFailure: 1 } });
    expect((await send(runner, 'WORK', 'refused')).status).toBe(503);
    await plan({ seed: 1, sqs: { late: { rate: 1, ms: 400 } } });
    const began = performance.now();
    expect((await send(runner, 'WORK', 'late')).status).toBe(200);

    await toy.sees('work', (seen) => JSON.stringify(seen).includes('late'));
    expect(performance.now() - began).toBeGreaterThan(395);
    expect(JSON.stringify(await toy.seen('work'))).not.toMatch(/lost|refused/);
    await toy.sees('ordered', (seen) => seen.length === 2);
  });
});

describe('the plan of faults', () => {
  it('equal requests get equal faults in every run, in whatever order operations come', () => {
    const wish = { rate: 0.3 };
    const run = (operations: readonly string[]): string[] => {
      const choice = new FaultChoice(faultPlan.parse({ seed: 7, dynamoDb: { throttle: 0.3 } }));
      return operations.flatMap((operation) => {
        const number = choice.number('dynamoDb', operation);
        return choice.occurs('dynamoDb', 'throttle', { operation, number, wish }) ? [`${operation} ${number}`] : [];
      });
    };
    const each = Array.from({ length: 200 });
    const grouped = run([...each.map(() => 'GetItem'), ...each.map(() => 'PutItem')]);
    const mixed = run(each.flatMap(() => ['PutItem', 'GetItem']));
    expect(mixed.toSorted()).toEqual(grouped.toSorted());
    // 400 draws of 0.3: 120, plus or minus four standard deviations.
    expect(Math.abs(grouped.length - 120)).toBeLessThan(4 * Math.sqrt(400 * 0.3 * 0.7));
  });

  it('faults can be switched off and on, and every fault is counted', async () => {
    await plan({ seed: 1, dynamoDb: { throttle: 1 } });
    const before = (await occurred()).dynamoDb['throttle'] ?? 0;
    await plan({ enabled: false });
    expect((await getItem('x')).status).toBe(200);
    await plan({ enabled: true });
    expect((await getItem('x')).status).toBe(400);
    expect((await occurred()).dynamoDb['throttle']).toBe(before + 1);
  });

  it('an invalid fault plan is refused with the reason', async () => {
    const answer = await fetch(`${runner.control}/faults`, { method: 'PUT', body: '{"seed":1,"sqs":{"lose":2}}' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('lose')]);
  });
});
