import { describe, expect, it } from 'vitest';
import { epochMs } from '../../shared/domain/time.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Expected, JsonObject } from '../../shared/ports.ts';
import type { Subject } from './store.contract.ts';
import { absent, any, atRev, checkOf, deleteOf, freshKey, itemAt, putOf, stored, unique, valueOf } from './store-samples.ts';

const lost = err({ code: 'lost', failed: [0] });

/** Single writes and reads by key. */
export function commitContract(subject: Subject): void {
  keepsItems(subject);
  writesUnderACondition(subject);
  keepsWritersApart(subject);
  getsMany(subject);
  endsWithItsCaller(subject);
}

function endsWithItsCaller(subject: Subject): void {
  it('a commit whose deadline is over writes nothing, and one whose deadline is not over writes', async () => {
    for (const writes of [[putOf(itemAt(freshKey()))], [putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))]]) {
      const keys = writes.map((write) => (write.kind === 'put' ? write.item.key : write.key));
      expect(await subject().store.commit(writes, AbortSignal.abort())).toEqual(err({ code: 'unavailable' }));
      expect(await subject().store.getMany(keys)).toEqual(ok(keys.map(() => undefined)));
      expect(await subject().store.commit(writes, new AbortController().signal)).toEqual(ok());
    }
  });
}

function keepsItems(subject: Subject): void {
  describe('keeps items', () => {
    it('a store returns what was put, with every kind of value', async () => {
      const body: JsonObject = {
        text: 'für “alle” 🙂',
        empty: '',
        none: null,
        yes: true,
        numbers: [0, -1, 0.1, 1e-7, Number.MAX_SAFE_INTEGER],
        nested: { list: [{ deep: [] }], nothing: {} },
      };
      const item = itemAt(freshKey('home'), { body });
      expect(await subject().store.commit([putOf(item)])).toEqual(ok());
      expect(await subject().store.get(item.key)).toEqual(ok(item));
    });

    it('a store keeps fields that have the name of a built-in property', async () => {
      const body: JsonObject = {
        attributes: { constructor: ['a'], toString: ['b'], valueOf: 'c', hasOwnProperty: { constructor: 1 } },
      };
      const item = itemAt(freshKey('home'), { body });
      expect(await subject().store.commit([putOf(item)])).toEqual(ok());
      expect(await subject().store.get(item.key)).toEqual(ok(item));
    });

    it('a store keeps the index keys of an item, and rounds its time to live up to whole seconds', async () => {
      const indexes = { room: { pk: unique('room'), sk: 'a' } };
      const item = itemAt(freshKey(), { indexes, timeToLive: epochMs.parse(1_700_000_000_001) });
      await stored(subject().store, item);
      expect(await subject().store.get(item.key)).toEqual(ok({ ...item, timeToLive: 1_700_000_001_000 }));
    });

    it('a store returns undefined for a missing item', async () => {
      expect(await subject().store.get(freshKey())).toEqual(ok(undefined));
    });

    it('a store keeps tables, partitions and sort keys apart', async () => {
      const item = await stored(subject().store, itemAt(freshKey('live')));
      expect(await subject().store.get({ ...item.key, table: 'home' })).toEqual(ok(undefined));
      expect(await subject().store.get({ ...item.key, pk: item.key.sk, sk: item.key.pk })).toEqual(ok(undefined));
    });

    it('changing an object that was put or returned does not change the store', async () => {
      const list: string[] = ['one'];
      const item = await stored(subject().store, itemAt(freshKey(), { body: { list } }));
      list.push('two');
      const read = valueOf(await subject().store.get(item.key));
      const tamper = () => Reflect.set(read?.body ?? {}, 'list', 'changed');
      tamper();
      expect(valueOf(await subject().store.get(item.key))?.body).toEqual({ list: ['one'] });
    });

    it('a commit of a value that is not JSON, that is too large, or of one key twice is refused as a bug', async () => {
      const key = freshKey();
      const bad = [
        { number: Number.NaN },
        { number: 2 ** 53 },
        { number: 1e-131 },
        { nested: { '': 1 } },
        { text: 'x'.repeat(400 * 1024) },
      ];
      for (const body of bad) await expect(subject().store.commit([putOf(itemAt(key, { body }))])).rejects.toThrow();
      await expect(subject().store.commit([putOf(itemAt(key)), deleteOf(key)])).rejects.toThrow('no key twice');
      await expect(subject().store.commit([])).rejects.toThrow('1 to 100');
      await expect(subject().store.get({ ...key, sk: '' })).rejects.toThrow('key part');
      expect(await subject().store.get(key)).toEqual(ok(undefined));
    });
  });
}

function writesUnderACondition(subject: Subject): void {
  describe('writes under a condition', () => {
    it.each<[Expected['kind'], 'nothing' | 'this' | 'other', boolean]>([
      ['absent', 'nothing', true],
      ['absent', 'this', false],
      ['rev', 'nothing', false],
      ['rev', 'this', true],
      ['rev', 'other', false],
      ['any', 'nothing', true],
      ['any', 'other', true],
    ])('a write that expects %s and finds %s is done: %s, for put, delete and check', async (kind, found, isDone) => {
      const { store } = subject();
      const rev = unique('rev');
      const expected: Expected = kind === 'rev' ? atRev(rev) : { kind };
      const prepare = async () => {
        const key = freshKey();
        if (found !== 'nothing') await stored(store, itemAt(key, found === 'this' ? { rev } : {}));
        return { key, before: await store.get(key) };
      };

      const put = await prepare();
      const item = itemAt(put.key, { body: { state: 'matched' } });
      expect(await store.commit([putOf(item, expected)])).toEqual(isDone ? ok() : lost);
      expect(await store.get(put.key)).toEqual(isDone ? ok(item) : put.before);

      const gone = await prepare();
      expect(await store.commit([deleteOf(gone.key, expected)])).toEqual(isDone ? ok() : lost);
      expect(await store.get(gone.key)).toEqual(isDone ? ok(undefined) : gone.before);

      if (kind === 'any') return;
      const seen = await prepare();
      expect(await store.commit([checkOf(seen.key, expected)])).toEqual(isDone ? ok() : lost);
      expect(await store.get(seen.key)).toEqual(seen.before);
    });
  });
}

function keepsWritersApart(subject: Subject): void {
  describe('keeps writers apart', () => {
    it('a put replaces the whole item with its body, index keys and time to live', async () => {
      const key = freshKey();
      const first = itemAt(key, { body: { a: 1 }, indexes: { sweep: { pk: 's', sk: 's' } }, timeToLive: epochMs.parse(5_000) });
      await stored(subject().store, first);
      const second = itemAt(key, { body: { b: 2 } });
      expect(await subject().store.commit([putOf(second, atRev(first.rev))])).toEqual(ok());
      expect(await subject().store.get(key)).toEqual(ok(second));
    });

    it('one of 50 writers of the same absent key wins, and the others are told that they lost', async () => {
      const key = freshKey();
      const items = Array.from({ length: 50 }, () => itemAt(key));
      const answers = await Promise.all(items.map((item) => subject().store.commit([putOf(item)])));
      expect(answers.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
      expect(answers.filter((answer) => !answer.ok && answer.error.code === 'lost')).toHaveLength(49);
      const winner = items[answers.findIndex(({ ok: isOk }) => isOk)];
      expect(await subject().store.get(key)).toEqual(ok(winner));
    });

    it('a store reads its own acknowledged write at once, a hundred times', async () => {
      let item = await stored(subject().store, itemAt(freshKey()));
      for (let n = 0; n < 100; n += 1) {
        const next = itemAt(item.key, { body: { n } });
        expect(await subject().store.commit([putOf(next, atRev(item.rev))])).toEqual(ok());
        expect(await subject().store.get(item.key)).toEqual(ok(next));
        item = next;
      }
    });

    it('a second delete of a revision loses, but a second delete without a revision does not', async () => {
      const item = await stored(subject().store, itemAt(freshKey()));
      expect(await subject().store.commit([deleteOf(item.key, atRev(item.rev))])).toEqual(ok());
      expect(await subject().store.commit([deleteOf(item.key, atRev(item.rev))])).toEqual(lost);
      expect(await subject().store.commit([deleteOf(item.key, any)])).toEqual(ok());
      expect(await subject().store.commit([deleteOf(item.key, absent)])).toEqual(ok());
    });
  });
}

function getsMany(subject: Subject): void {
  describe('gets many', () => {
    it('getMany answers in the order of the keys, with gaps for missing items, over both tables', async () => {
      const [a, b] = [itemAt(freshKey('live')), itemAt(freshKey('home'))];
      await Promise.all([stored(subject().store, a), stored(subject().store, b)]);
      const missing = freshKey();
      const keys = [b.key, missing, a.key, b.key];
      expect(await subject().store.getMany(keys)).toEqual(ok([b, undefined, a, b]));
      expect(await subject().store.getMany(keys.toReversed())).toEqual(ok([b, a, undefined, b]));
    });

    it('getMany takes 1 to 100 keys', async () => {
      const keys = Array.from({ length: 100 }, () => freshKey());
      const [first] = keys;
      if (first === undefined) throw new Error('no key');
      const item = await stored(subject().store, itemAt(first));
      expect(valueOf(await subject().store.getMany(keys))).toEqual([item, ...Array.from({ length: 99 }, () => undefined)]);
      await expect(subject().store.getMany([...keys, freshKey()])).rejects.toThrow('1 to 100');
      await expect(subject().store.getMany([])).rejects.toThrow('1 to 100');
    });
  });
}
