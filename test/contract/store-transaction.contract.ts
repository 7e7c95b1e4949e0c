import { describe, expect, it } from 'vitest';
import { err, ok } from '../../shared/domain/result.ts';
import type { Subject } from './store.contract.ts';
import { absent, any, atRev, checkOf, deleteOf, freshKey, itemAt, putOf, stored, unique, valueOf } from './store-samples.ts';

/** Commits of several writes. */
export function transactionContract(subject: Subject): void {
  commitsAllOrNothing(subject);
  keepsCommitsApart(subject);
}

function commitsAllOrNothing(subject: Subject): void {
  describe('commits all or nothing', () => {
    it('a commit does every write, over both tables', async () => {
      const { store } = subject();
      const [gone, changed, seen] = [itemAt(freshKey()), itemAt(freshKey('home')), itemAt(freshKey())];
      await Promise.all([gone, changed, seen].map((item) => stored(store, item)));
      const [made, next] = [itemAt(freshKey()), itemAt(changed.key, { body: { state: 'matched' } })];
      const answer = await store.commit([
        putOf(made),
        putOf(next, atRev(changed.rev)),
        deleteOf(gone.key, atRev(gone.rev)),
        checkOf(seen.key, atRev(seen.rev)),
      ]);
      expect(answer).toEqual(ok());
      expect(valueOf(await store.getMany([made.key, next.key, gone.key, seen.key]))).toEqual([made, next, undefined, seen]);
    });

    it('a commit does nothing when one condition fails, and says which', async () => {
      const { store } = subject();
      const [a, b, c] = [itemAt(freshKey()), itemAt(freshKey()), itemAt(freshKey('home'))];
      await Promise.all([a, b, c].map((item) => stored(store, item)));
      const fresh = itemAt(freshKey());
      const answer = await store.commit([
        putOf(fresh),
        putOf(itemAt(a.key), atRev('another-rev')),
        deleteOf(b.key, any),
        checkOf(c.key, absent),
        deleteOf(freshKey(), any),
      ]);
      expect(answer).toEqual(err({ code: 'lost', failed: [1, 3] }));
      expect(valueOf(await store.getMany([fresh.key, a.key, b.key, c.key]))).toEqual([undefined, a, b, c]);
    });

    it('a commit loses when only a check fails', async () => {
      const { store } = subject();
      const [made, missing] = [itemAt(freshKey()), freshKey()];
      const answer = await store.commit([checkOf(missing, atRev('another-rev')), putOf(made)]);
      expect(answer).toEqual(err({ code: 'lost', failed: [0] }));
      expect(await store.get(made.key)).toEqual(ok(undefined));
    });

    it('a commit takes 1 to 100 writes', async () => {
      const { store } = subject();
      const items = Array.from({ length: 100 }, () => itemAt(freshKey()));
      expect(await store.commit(items.map((item) => putOf(item)))).toEqual(ok());
      expect(await store.getMany(items.map(({ key }) => key))).toEqual(ok(items));
      await expect(store.commit([...items, itemAt(freshKey())].map((item) => putOf(item)))).rejects.toThrow('1 to 100');
    });
  });
}

function keepsCommitsApart(subject: Subject): void {
  describe('keeps commits apart', () => {
    it('a second commit of the same writes is done again: it is not taken for a repetition', async () => {
      const { store } = subject();
      const [a, b] = [itemAt(freshKey()), itemAt(freshKey())];
      const writes = [putOf(a, any), putOf(b, any)];
      expect(await store.commit(writes)).toEqual(ok());
      expect(await store.commit([deleteOf(a.key), deleteOf(b.key)])).toEqual(ok());
      expect(await store.commit(writes)).toEqual(ok());
      expect(await store.getMany([a.key, b.key])).toEqual(ok([a, b]));
    });

    it('[sec-transaction-1] lets only one of 50 writers of the same two items write both', async () => {
      const { store } = subject();
      const [talk, seat] = [itemAt(freshKey()), itemAt(freshKey())];
      await Promise.all([stored(store, talk), stored(store, seat)]);
      const wishes = Array.from({ length: 50 }, () => ({ talk: itemAt(talk.key), seat: itemAt(seat.key) }));
      const answers = await Promise.all(
        wishes.map((wish) => store.commit([putOf(wish.talk, atRev(talk.rev)), putOf(wish.seat, atRev(seat.rev))])),
      );
      const winners = wishes.filter((_, position) => answers[position]?.ok === true);
      expect(winners).toHaveLength(1);
      const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
      expect(codes.filter((code) => code === 'lost' || code === 'conflict')).toHaveLength(49);
      expect(await store.getMany([talk.key, seat.key])).toEqual(ok([winners[0]?.talk, winners[0]?.seat]));
    });

    it('a query of the table never shows half of a commit', async () => {
      const { store } = subject();
      const pk = unique('partition');
      const pair = (n: number) =>
        (['a', 'b'] as const).map((sk) => putOf(itemAt({ table: 'live', pk, sk }, { body: { n } }), any));
      await store.commit(pair(0));
      const writing = Promise.all(Array.from({ length: 20 }, (_, n) => store.commit(pair(n + 1))));
      for (let reads = 0; reads < 20; reads += 1) {
        const { items } = valueOf(await store.query({ table: 'live', pk, limit: 2 }));
        expect(items[0]?.body).toEqual(items[1]?.body);
      }
      await writing;
    });
  });
}
