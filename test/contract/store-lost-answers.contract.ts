/** What the DynamoDB store says after a request or its answer was lost: never that nothing happened when something did. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../shared/domain/result.ts';
import { loseAnswer, loseRequest, pass, refuse } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';
import { failingStores, twoTries, withoutJitter } from './failing-store.ts';
import { absent, any, atRev, deleteOf, freshKey, itemAt, putOf, stored } from './store-samples.ts';

type Url = () => string;

const unknown = err({ code: 'unknown' });

/** Run on every engine: what a failed condition answers differs between them. */
export function lostAnswersContract(name: string, url: Url): void {
  describe(`the store of DynamoDB when answers are lost, on ${name}`, () => {
    withoutJitter();
    putsWithLostAnswers(url);
    deletesWithLostAnswers(url);
    transactionsWithLostAnswers(url);
  });
}

function putsWithLostAnswers(url: Url): void {
  const faring = failingStores(url);

  it('knows its own put whose answer was lost, on an absent key and on a revision', async () => {
    const { store, sent } = faring([loseAnswer(), pass, loseAnswer()]);
    const first = itemAt(freshKey());
    expect(await store.commit([putOf(first, absent)])).toEqual(ok());
    const second = itemAt(first.key);
    expect(await store.commit([putOf(second, atRev(first.rev))])).toEqual(ok());
    expect(await storeAt(url()).get(first.key)).toEqual(ok(second));
    expect(sent()).toBe(4);
  });

  it('does not say that a put lost when it won, and was overwritten before it could ask again', async () => {
    const direct = storeAt(url());
    const item = itemAt(freshKey());
    const other = itemAt(item.key);
    const { store } = faring([loseAnswer(() => direct.commit([putOf(other, atRev(item.rev))]))]);
    expect(await store.commit([putOf(item, absent)])).toEqual(unknown);
    expect(await direct.get(item.key)).toEqual(ok(other));
  });

  it('says lost for a put that was answered so, also when a try before was throttled', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store } = faring([refuse(400, 'ProvisionedThroughputExceededException')], twoTries);
    expect(await store.commit([putOf(itemAt(item.key), absent)])).toEqual(err({ code: 'lost', failed: [0] }));
    expect(await storeAt(url()).get(item.key)).toEqual(ok(item));
  });

  it('makes a put whose first try was lost on the way, or on which the service broke', async () => {
    const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
    const { store, sent } = faring([loseRequest, pass, refuse(500, 'InternalServerError')]);
    expect(await store.commit([putOf(a)])).toEqual(ok());
    expect(await store.commit([putOf(b)])).toEqual(ok());
    expect(await storeAt(url()).getMany([a.key, b.key])).toEqual(ok([a, b]));
    expect(sent()).toBe(4);
  });
}

function deletesWithLostAnswers(url: Url): void {
  const faring = failingStores(url);

  it('says unknown for a delete of a revision: nothing proves who deleted', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store } = faring([loseAnswer()]);
    expect(await store.commit([deleteOf(item.key, atRev(item.rev))])).toEqual(unknown);
    expect(await storeAt(url()).get(item.key)).toEqual(ok(undefined));
  });

  it('has deleted when nothing was expected, however often it was sent', async () => {
    const item = await stored(storeAt(url()), itemAt(freshKey()));
    const { store, sent } = faring([loseAnswer()]);
    expect(await store.commit([deleteOf(item.key, any)])).toEqual(ok());
    expect(sent()).toBe(2);
  });
}

function transactionsWithLostAnswers(url: Url): void {
  const faring = failingStores(url);

  it('has done a transaction once, and says so, though others wrote before it could ask again', async () => {
    const direct = storeAt(url());
    const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
    const later = itemAt(a.key);
    const { store, sent } = faring([loseAnswer(() => direct.commit([putOf(later, atRev(a.rev))]))]);
    expect(await store.commit([putOf(a), putOf(b)])).toEqual(ok());
    expect(await direct.getMany([a.key, b.key])).toEqual(ok([later, b]));
    expect(sent()).toBe(2);
  });
}
