/** What the DynamoDB store says when DynamoDB refuses, throttles, breaks, is slow or is not there. */
import { describe, expect, it } from 'vitest';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { batchGetRoundsMax } from '../../shared/adapters/limits.ts';
import { instantPace } from '../../shared/adapters/memory/pace.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Store } from '../../shared/ports.ts';
import { urlOfNobody } from '../engines/listen.ts';
import { answer, loseAnswer, refuse, stall, startProxy } from '../engines/proxy.ts';
import type { Step } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';
import { failingStores, impatient, twoTries, withoutJitter } from './failing-store.ts';
import { absent, checkOf, deleteOf, freshKey, itemAt, putOf, stored } from './store-samples.ts';

type Url = () => string;
type Operation = (store: Store) => Promise<unknown>;

const unknown = err({ code: 'unknown' });
const unavailable = err({ code: 'unavailable' });
const throttle = refuse(400, 'ProvisionedThroughputExceededException');
const cancel = (...codes: readonly string[]): Step =>
  refuse(400, 'TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const writes: readonly Operation[] = [
  (store) => store.commit([putOf(itemAt(freshKey()))]),
  (store) => store.commit([deleteOf(freshKey())]),
  (store) => store.commit([putOf(itemAt(freshKey())), deleteOf(freshKey())]),
];
const reads: readonly Operation[] = [
  (store) => store.get(freshKey()),
  (store) => store.getMany([freshKey()]),
  (store) => store.query({ table: 'live', pk: 'p', limit: 1 }),
  (store) => store.count({ table: 'live', pk: 'p', limit: 1 }),
  (store) => store.commit([checkOf(freshKey(), absent)]),
];

/** The answers are made up here, so one engine behind them is enough. */
export function refusalsContract(url: Url): void {
  describe('the store of DynamoDB when it is refused', () => {
    withoutJitter();
    tellsCommitsApart(url);
    tellsWritesFromReads(url);
    throwsBugs(url);
    asksForTheRest(url);
  });
}

function tellsCommitsApart(url: Url): void {
  const faring = failingStores(url);
  const pair = () => [putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))];

  it.each<[string, readonly string[], object]>([
    ['another one is under way', ['None', 'TransactionConflict'], err({ code: 'conflict' })],
    [
      'a condition failed beside another one',
      ['TransactionConflict', 'ConditionalCheckFailed'],
      err({ code: 'lost', failed: [1] }),
    ],
    ['the table is throttled', ['ThrottlingError', 'None'], unavailable],
    ['the table has no capacity left', ['None', 'ProvisionedThroughputExceeded'], unavailable],
  ])('says what became of a transaction when %s', async (_, codes, expected) => {
    const { store, sent } = faring([cancel(...codes)]);
    expect(await store.commit(pair())).toEqual(expected);
    expect(sent()).toBe(1);
  });

  it('says unknown while DynamoDB is still at an earlier try of a transaction', async () => {
    const inProgress = refuse(400, 'TransactionInProgressException');
    expect(await faring([inProgress, inProgress], twoTries).store.commit(pair())).toEqual(unknown);
  });

  it('says conflict for a single write on whose item a transaction is under way', async () => {
    const { store } = faring([refuse(400, 'TransactionConflictException')]);
    expect(await store.commit([putOf(itemAt(freshKey()))])).toEqual(err({ code: 'conflict' }));
  });

  it('says unknown for a write that was unanswered first and throttled then', async () => {
    const { store } = faring([loseAnswer(), throttle], twoTries);
    expect(await store.commit([putOf(itemAt(freshKey()))])).toEqual(unknown);
  });
}

function tellsWritesFromReads(url: Url): void {
  /** All operations at once, each with both its tries faring like this. */
  const outcomes = (operations: readonly Operation[], ...[step, client]: readonly [Step, DynamoDBClientConfig]) =>
    Promise.all(
      operations.map(async (operation) => {
        const proxy = await startProxy(url());
        proxy.next(step, step);
        const outcome = await operation(storeAt(proxy.url, client));
        expect(proxy.requests).toBe(2);
        await proxy.close();
        return outcome;
      }),
    );

  it.each<[string, Step]>([
    ['no answer ever comes', stall],
    ['every answer is lost', loseAnswer()],
    ['the service breaks', refuse(500, 'InternalServerError')],
    ['the service is away', refuse(503, 'ServiceUnavailable')],
  ])('says unknown for a write and unavailable for a read when %s', async (_, step) => {
    expect(await outcomes(writes, step, impatient)).toEqual(writes.map(() => unknown));
    expect(await outcomes(reads, step, impatient)).toEqual(reads.map(() => unavailable));
  });

  it('says unavailable for both when throttled beyond the retries', async () => {
    const all = [...writes, ...reads];
    expect(await outcomes(all, throttle, twoTries)).toEqual(all.map(() => unavailable));
  });

  it('says unavailable for both when nobody listens', async () => {
    const nobody = await urlOfNobody();
    for (const operation of [...writes, ...reads]) expect(await operation(storeAt(nobody))).toEqual(unavailable);
  });
}

function throwsBugs(url: Url): void {
  const faring = failingStores(url);

  it('throws a bug that names the error and repeats nothing of what was sent', async () => {
    for (const operation of [...writes, ...reads]) {
      const { store } = faring([refuse(400, 'ValidationException', { message: 'the words of a seeker' })]);
      await expect(operation(store)).rejects.toThrow(/^DynamoDB refused \w+: ValidationException$/u);
    }
    const { store } = faring([cancel('ValidationError', 'None')]);
    const commit = store.commit([putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))]);
    await expect(commit).rejects.toThrow(/^DynamoDB refused TransactWriteItems: TransactionCanceledException$/u);
  });
}

function asksForTheRest(url: Url): void {
  const unprocessed = answer(200, (request) => ({
    Responses: {},
    UnprocessedKeys: Reflect.get(Object(request), 'RequestItems'),
  }));

  it('asks again for the keys of getMany that were left unprocessed, with a pause each time', async () => {
    const proxy = await startProxy(url());
    const items = await Promise.all([1, 2].map(() => stored(storeAt(url()), itemAt(freshKey()))));
    const pace = instantPace();
    proxy.next(unprocessed, unprocessed);
    expect(await storeAt(proxy.url, {}, { pace }).getMany(items.map(({ key }) => key))).toEqual(ok(items));
    expect(pace.attempts).toEqual([1, 2]);
    await proxy.close();
  });

  it(`gives up on getMany after ${batchGetRoundsMax} rounds`, async () => {
    const proxy = await startProxy(url());
    proxy.next(...Array.from({ length: batchGetRoundsMax + 1 }, () => unprocessed));
    expect(await storeAt(proxy.url).getMany([freshKey()])).toEqual(unavailable);
    expect(proxy.requests).toBe(batchGetRoundsMax);
    await proxy.close();
  });
}
