/** The notifier's consumers: each record to those it concerns, and none suffers from another. */
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../functions/notifier/changes.ts';
import type { Consumer } from '../../functions/notifier/consumers.ts';
import { rememberedChangesMax } from '../../functions/notifier/limits.ts';
import { frames } from '../../functions/notifier/frames.ts';
import { notifier } from '../../functions/notifier/handler.ts';
import { attributesOf } from '../../shared/adapters/dynamodb/item-codec.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { caseAlertRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { caseAlertsPartition } from '../../shared/names.ts';
import { escalationId, reportId, spaceId } from '../../shared/domain/ids.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { CaseTopic, Store, Write } from '../../shared/ports.ts';
import { attributeMapOf } from '../fixtures/stream-records.ts';
import { aSeat, aTalk, noon } from '../fixtures/domain.ts';
import { lambdaContext } from '../fixtures/lambda.ts';
import { aService } from '../fixtures/service.ts';

const { ports: plain } = aService();

function recordOf(n: number, write: Write): DynamoDBRecord {
  if (write.kind !== 'put') throw new Error('not a put');
  const { pk, sk } = write.item.key;
  const NewImage = attributeMapOf(attributesOf(write.item));
  return { eventName: 'MODIFY', dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage, SequenceNumber: String(n) } };
}

const talk = (n: number) => recordOf(n, talkRecord.put(plain.ids, aTalk({ n }), undefined));
const seat = (n: number) => recordOf(n, seatRecord.put(plain.ids, aSeat({ n }), undefined));

/** A consumer that keeps what it got, and fails for the changes in `failing`. */
function aConsumer(wants: Consumer['wants'] = () => true) {
  const got: string[] = [];
  const failing = new Set<string>();
  const take = async (changes: readonly Change[]) => {
    got.push(...changes.map(({ id }) => id));
    return changes.filter(({ id }) => failing.has(id));
  };
  const consumer: Consumer = { name: 'probe', wants, take: (_ports, changes) => take(changes) };
  return { consumer, got, failing };
}

function aNotifier(consumers: readonly Consumer[], publish: CaseTopic['publish'] = async () => ok()) {
  const log = memoryLog();
  const cases = { topic: { publish }, publicUrl: 'https://api.example' };
  const run = notifier({ ports: async () => ({ ...plain, log }), clock: () => noon, cases, consumers });
  return { run: (...Records: DynamoDBRecord[]) => run({ Records }, lambdaContext), minute: () => run({}, lambdaContext), log };
}

const none = { batchItemFailures: [] };

describe('the notifier', () => {
  it('gives each consumer the changes that it wants, in the order of the stream', async () => {
    const [talks, seats] = [aConsumer(({ kind }) => kind === 'talk'), aConsumer(({ kind }) => kind === 'seat')];
    const { run } = aNotifier([talks.consumer, seats.consumer]);
    expect(await run(talk(1), seat(2), talk(3))).toEqual(none);
    expect([talks.got, seats.got]).toEqual([['1', '3'], ['2']]);
  });

  it('[bug-consumer-alone] one that fails does not keep the others from their work, and the batch comes again from its first failure', async () => {
    const throws: Consumer = { name: 'broken', wants: () => true, take: () => Promise.reject(new TypeError('secret words')) };
    const good = aConsumer();
    const { run, log } = aNotifier([throws, good.consumer]);
    expect(await run(talk(1), talk(2))).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(good.got).toEqual(['1', '2']);
    expect(log.entries).toEqual([{ code: 'consumer-failed', fields: { consumer: 'broken', error: 'TypeError' } }]);
    const slow = aConsumer();
    slow.failing.add('3');
    expect(await aNotifier([good.consumer, slow.consumer]).run(talk(2), talk(3), talk(4))).toEqual({
      batchItemFailures: [{ itemIdentifier: '3' }],
    });
  });

  it('[bug-consumer-repeated] a batch that comes again for one consumer makes no other do its work again', async () => {
    const [good, bad] = [aConsumer(), aConsumer()];
    bad.failing.add('2');
    const { run } = aNotifier([good.consumer, bad.consumer]);
    await run(talk(1), talk(2));
    bad.failing.clear();
    expect(await run(talk(2), talk(3))).toEqual(none);
    expect([good.got, bad.got]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '2', '3'],
    ]);
  });

  it('remembers no more than its bound', async () => {
    const { consumer, got } = aConsumer();
    const { run } = aNotifier([consumer]);
    for (let n = 1; n <= rememberedChangesMax + 1; n += 1) await run(talk(n));
    await run(talk(1), talk(rememberedChangesMax + 1));
    expect(got.filter((id) => id === '1')).toHaveLength(2);
    expect(got.filter((id) => id === String(rememberedChangesMax + 1))).toHaveLength(1);
  });

  it('passes on a deletion, leaves out items of other kinds, and says that a record cannot be read', async () => {
    const changes: Change[] = [];
    const consumer: Consumer = { name: 'probe', wants: (change) => changes.push(change) > 0, take: async () => [] };
    const { run, log } = aNotifier([consumer]);
    const { NewImage: _image, ...deleted } = talk(1).dynamodb ?? {};
    const gone: DynamoDBRecord = { eventName: 'REMOVE', dynamodb: deleted };
    const lock = { ...talk(2), dynamodb: { ...talk(2).dynamodb, Keys: { pk: { S: 'SUBJECT#x' }, sk: { S: '-' } } } };
    const damaged = { ...talk(3), dynamodb: { ...talk(3).dynamodb, NewImage: { pk: { S: 'TALK#x' } } } };
    expect(await run(gone, lock, damaged)).toEqual(none);
    expect(changes).toMatchObject([{ id: '1', kind: 'talk', item: undefined }]);
    expect(log.entries).toEqual([{ code: 'change-unreadable', fields: {} }]);
  });
});

describe('frames of cases', () => {
  it.each([
    ['esc_00000001', 1],
    ['rpt_00000001', 0],
  ])(
    '[bug-board-of-report] an alert of %s tells the boards of the space (%i), because no coordinator may see such a report',
    async (about, reads) => {
      let asked = 0;
      const query: Store['query'] = async (wanted) => {
        asked += wanted.table === 'links' ? 1 : 0;
        return plain.store.query(wanted);
      };
      const ports = { ...plain, store: { ...plain.store, query } };
      const { item } = itemOfAlert(about);
      const change: Change = { id: '1', kind: 'alert', key: item.key, item, at: noon };
      await frames({ tell: async () => 'told' }).take(ports, [change], noon);
      expect(asked).toBe(reads);
    },
  );

  function itemOfAlert(about: string) {
    const alert = {
      rev: '',
      space: spaceId.parse('spc_00000001'),
      about: about.startsWith('esc_') ? escalationId.parse(about) : reportId.parse(about),
      since: noon,
    };
    const write = caseAlertRecord.put(plain.ids, alert, undefined);
    if (write.kind !== 'put') throw new Error('no item');
    return write;
  }
});

describe('notices of cases', () => {
  const alert = (n: number): DynamoDBRecord => {
    const key = { pk: { S: caseAlertsPartition }, sk: { S: 'esc_1' } };
    const NewImage = { ...key, rev: { S: 'rev' }, body: { M: {} } };
    return { eventName: 'INSERT', dynamodb: { Keys: key, NewImage, SequenceNumber: String(n) } };
  };

  it('do not keep the stream waiting if they cannot be sent; the run of every minute fails then', async () => {
    const failing = { ...plain, store: { ...plain.store, query: async () => err({ code: 'unavailable' as const }) } };
    const cases = { topic: { publish: async () => ok() }, publicUrl: '' };
    const run = notifier({ ports: async () => failing, clock: () => noon, cases, consumers: [] });
    expect(await run({ Records: [alert(1)] }, lambdaContext)).toEqual(none);
    await expect(run({}, lambdaContext)).rejects.toThrow('unavailable');
  });
});
