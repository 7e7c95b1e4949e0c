/** The answers of the DynamoDB store when DynamoDB refuses, throttles, fails, is slow or is unreachable. */
import { describe, expect, it } from 'vitest';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { batchGetRoundsMax, throttledRoundsMax } from '../../shared/adapters/limits.ts';
import { instantBackoff } from '../../shared/adapters/memory/backoff.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Store } from '../../shared/ports.ts';
import { unusedUrl } from '../engines/listen.ts';
import { answer, loseAnswer, refuse, stall, startProxy, type Step } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';
import { failingStores, shortTimeout, twoTries, withoutJitter } from './failing-store.ts';
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

/** The answers here are invented, so one engine behind them is enough. */
export function refusalsContract(url: Url): void {
  describe('the store of DynamoDB when DynamoDB refuses', () => {
    withoutJitter();
    tellsCommitsApart(url);
    tellsWritesFromReads(url);
    throwsBugs(url);
    asksForTheRest(url);
  });
}

function tellsCommitsApart(url: Url): void {
  const storeWith = failingStores(url);
  const pair = () => [putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))];

  it.each<[string, readonly string[], object]>([
    ['another transaction is in progress', ['None', 'TransactionConflict'], err({ code: 'conflict' })],
    [
      'a condition failed beside another reason',
      ['TransactionConflict', 'ConditionalCheckFailed'],
      err({ code: 'lost', failed: [1] }),
    ],
    ['an item is throttled beside a conflict', ['ThrottlingError', 'TransactionConflict'], err({ code: 'conflict' })],
  ])('the outcome of a transaction is right when %s', async (_, codes, expected) => {
    const { store, sent } = storeWith([cancel(...codes)]);
    expect(await store.commit(pair())).toEqual(expected);
    expect(sent()).toBe(1);
  });

  it.each([['ThrottlingError'], ['ProvisionedThroughputExceeded']])(
    '[bug-throttled-transaction] a transaction whose items are throttled (%s) is repeated with pauses, and takes effect',
    async (code) => {
      const backoff = instantBackoff();
      const { store, sent } = storeWith([cancel('None', code), cancel(code, code)], {}, { backoff });
      const items = [itemAt(freshKey()), itemAt(freshKey())];
      expect(await store.commit(items.map((item) => putOf(item)))).toEqual(ok());
      expect([sent(), backoff.attempts]).toEqual([3, [1, 2]]);
      expect(await store.getMany(items.map(({ key }) => key))).toEqual(ok(items));
    },
  );

  it(`a transaction that stays throttled is unavailable after ${throttledRoundsMax} rounds`, async () => {
    const { store, sent } = storeWith(Array.from({ length: throttledRoundsMax + 1 }, () => cancel('ThrottlingError', 'None')));
    expect(await store.commit(pair())).toEqual(unavailable);
    expect(sent()).toBe(throttledRoundsMax);
  });

  it('the outcome is unknown while DynamoDB still works on an earlier attempt of a transaction', async () => {
    const inProgress = refuse(400, 'TransactionInProgressException');
    expect(await storeWith([inProgress, inProgress], twoTries).store.commit(pair())).toEqual(unknown);
  });

  it('a single write gets conflict when a transaction is in progress on its item', async () => {
    const { store } = storeWith([refuse(400, 'TransactionConflictException')]);
    expect(await store.commit([putOf(itemAt(freshKey()))])).toEqual(err({ code: 'conflict' }));
  });

  it('the outcome is unknown for a write that first had no answer and then was throttled', async () => {
    const { store } = storeWith([loseAnswer(), throttle], twoTries);
    expect(await store.commit([putOf(itemAt(freshKey()))])).toEqual(unknown);
  });
}

function tellsWritesFromReads(url: Url): void {
  const failing = failingStores(url);
  /** All operations at once. Both attempts of each get this treatment. */
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
    ['the service fails', refuse(500, 'InternalServerError')],
    ['the service is unreachable', refuse(503, 'ServiceUnavailable')],
  ])('a write gives an unknown outcome, and a read is unavailable, when %s', async (_, step) => {
    expect(await outcomes(writes, step, shortTimeout)).toEqual(writes.map(() => unknown));
    expect(await outcomes(reads, step, shortTimeout)).toEqual(reads.map(() => unavailable));
  });

  it('a write and a read are unavailable when they are throttled beyond the retries', async () => {
    const all = [...writes, ...reads];
    expect(await outcomes(all, throttle, twoTries)).toEqual(all.map(() => unavailable));
  });

  it.each(writes.map((_write, at) => [at] as const))(
    '[bug-deadline-sdk] a write (%i) is not sent again after its deadline, and its outcome is unknown',
    async (at) => {
      const deadline = new AbortController();
      const { store, sent } = failing([
        async ({ forward }) => {
          await forward();
          deadline.abort();
        },
      ]);
      const commit: Store['commit'] = (batch) => store.commit(batch, deadline.signal);
      expect(await writes[at]?.({ ...store, commit })).toEqual(unknown);
      expect(sent()).toBe(1);
    },
  );

  it('a throttled transaction is not repeated after its deadline, and had no effect', async () => {
    const deadline = new AbortController();
    const pause = async (): Promise<void> => deadline.abort();
    const { store, sent } = failing([cancel('ThrottlingError', 'None')], {}, { backoff: { pause } });
    const batch = [putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))];
    expect(await store.commit(batch, deadline.signal)).toEqual(unavailable);
    expect(sent()).toBe(1);
  });

  it('a write and a read are unavailable when no server listens', async () => {
    const url = await unusedUrl();
    for (const operation of [...writes, ...reads]) expect(await operation(storeAt(url))).toEqual(unavailable);
  });
}

function throwsBugs(url: Url): void {
  const storeWith = failingStores(url);

  it('a bug throws an error that has the name of DynamoDB’s error, and repeats nothing of the request', async () => {
    for (const operation of [...writes, ...reads]) {
      const { store } = storeWith([refuse(400, 'ValidationException', { message: 'the words of a seeker' })]);
      await expect(operation(store)).rejects.toThrow(/^DynamoDB refused \w+: ValidationException$/u);
    }
    const { store } = storeWith([cancel('ValidationError', 'None')]);
    const commit = store.commit([putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))]);
    await expect(commit).rejects.toThrow(/^DynamoDB refused TransactWriteItems: TransactionCanceledException$/u);
  });
}

function asksForTheRest(url: Url): void {
  const unprocessed = answer(200, (request) => ({
    Responses: {},
    UnprocessedKeys: Reflect.get(Object(request), 'RequestItems'),
  }));

  it('getMany asks again for unprocessed keys, with a pause each time', async () => {
    const proxy = await startProxy(url());
    const items = await Promise.all([1, 2].map(() => stored(storeAt(url()), itemAt(freshKey()))));
    const backoff = instantBackoff();
    proxy.next(unprocessed, unprocessed);
    expect(await storeAt(proxy.url, {}, { backoff }).getMany(items.map(({ key }) => key))).toEqual(ok(items));
    expect(backoff.attempts).toEqual([1, 2]);
    await proxy.close();
  });

  it(`getMany gives up after ${batchGetRoundsMax} rounds`, async () => {
    const proxy = await startProxy(url());
    proxy.next(...Array.from({ length: batchGetRoundsMax + 1 }, () => unprocessed));
    expect(await storeAt(proxy.url).getMany([freshKey()])).toEqual(unavailable);
    expect(proxy.requests).toBe(batchGetRoundsMax);
    await proxy.close();
  });
}
