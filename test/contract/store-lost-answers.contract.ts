/**
 * The answers of the DynamoDB store after a request or its answer was lost. It never says that nothing happened when something
 * did.
 */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../shared/domain/result.ts';
import { loseAnswer, loseRequest, pass, refuse } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';
import { failingStores, twoTries, withoutJitter } from './failing-store.ts';
import { absent, any, atRev, deleteOf, freshKey, itemAt, putOf, stored } from './store-samples.ts';

type Url = () => string;

const unknown = err({ code: 'unknown' });

/** Runs on every engine, since engines differ in their answers to a failed condition. */
export function lostAnswersContract(name: string, url: Url): void {
  describe(`the store of DynamoDB when answers are lost, on ${name}`, () => {
    withoutJitter();
    putsWithLostAnswers(url);
    deletesWithLostAnswers(url);
    transactionsWithLostAnswers(url);
  });
}

function putsWithLostAnswers(url: Url): void {
  const storeWith = failingStores(url);

  it('the store recognises its own put whose answer was lost, on an absent key and on a revision', async () => {
    const { store, sent } = storeWith([loseAnswer(), pass, loseAnswer()]);
    const first = itemAt(freshKey());
    expect(await store.commit([putOf(first, absent)])).toEqual(ok());
    const second = itemAt(first.key);
    expect(await store.commit([putOf(second, atRev(first.rev))])).toEqual(ok());
    expect(await storeAt(url()).get(first.key)).toEqual(ok(second));
    expect(sent()).toBe(4);
  });

  it('the store does not say that a put lost when it won and was overwritten before the next attempt', async () => {
    const direct = storeAt(url());
    const item = itemAt(freshKey());
    const other = itemAt(item.key);
    const { store } = storeWith([loseAnswer(() => direct.commit([putOf(other, atRev(item.rev))]))]);
    expect(await store.commit([putOf(item, absent)])).toEqual(unknown);
    expect(await direct.get(item.key)).toEqual(ok(other));
  });

  it('a put is lost when DynamoDB answers so, also after an attempt that was throttled', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store } = storeWith([refuse(400, 'ProvisionedThroughputExceededException')], twoTries);
    expect(await store.commit([putOf(itemAt(item.key), absent)])).toEqual(err({ code: 'lost', failed: [0] }));
    expect(await storeAt(url()).get(item.key)).toEqual(ok(item));
  });

  it('a put is made at the second attempt when the first was lost or the service failed', async () => {
    const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
    const { store, sent } = storeWith([loseRequest, pass, refuse(500, 'InternalServerError')]);
    expect(await store.commit([putOf(a)])).toEqual(ok());
    expect(await store.commit([putOf(b)])).toEqual(ok());
    expect(await storeAt(url()).getMany([a.key, b.key])).toEqual(ok([a, b]));
    expect(sent()).toBe(4);
  });
}

function deletesWithLostAnswers(url: Url): void {
  const storeWith = failingStores(url);

  it('a delete of a revision gives an unknown outcome: nothing proves which writer deleted', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store } = storeWith([loseAnswer()]);
    expect(await store.commit([deleteOf(item.key, atRev(item.rev))])).toEqual(unknown);
    expect(await storeAt(url()).get(item.key)).toEqual(ok(undefined));
  });

  it('a delete without a revision is done, even when it is sent several times', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store, sent } = storeWith([loseAnswer()]);
    expect(await store.commit([deleteOf(item.key, any)])).toEqual(ok());
    expect(sent()).toBe(2);
  });
}

function transactionsWithLostAnswers(url: Url): void {
  const storeWith = failingStores(url);

  it('a transaction is done once and answers so, even if other writers wrote before the next attempt', async () => {
    const direct = storeAt(url());
    const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
    const later = itemAt(a.key);
    const { store, sent } = storeWith([loseAnswer(() => direct.commit([putOf(later, atRev(a.rev))]))]);
    expect(await store.commit([putOf(a), putOf(b)])).toEqual(ok());
    expect(await direct.getMany([a.key, b.key])).toEqual(ok([later, b]));
    expect(sent()).toBe(2);
  });

  it('[bug-lost-transaction] a transaction whose every request was lost has an unknown outcome, and wrote nothing', async () => {
    const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
    const { store, sent } = storeWith([loseRequest, loseRequest], twoTries);
    expect(await store.commit([putOf(a), putOf(b)])).toEqual(unknown);
    expect(await storeAt(url()).getMany([a.key, b.key])).toEqual(ok([undefined, undefined]));
    expect(sent()).toBe(2);
  });
}
