/**
 * The matcher's handler on batches that the embedded SQS never makes: several messages of one group, poison among them. One
 * run per room; only what failed is reported, so that nobody else's room waits for it.
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { matcher } from '../../functions/matcher/handler.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { err } from '../../shared/domain/result.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { Ports, Query } from '../../shared/ports.ts';
import { aTalk, noon, spaceNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf, type Service } from '../fixtures/service.ts';
import { lambdaContext } from '../fixtures/lambda.ts';

let ports: Ports;
const handler = matcher({ ports: async () => ports, clock: () => noon });

let service: Service;
let logged: LogEvent[];
/** Rooms whose index cannot be read. */
let dark: Set<string>;

beforeEach(() => {
  dark = new Set();
  logged = [];
  service = aService((store) => ({
    ...store,
    query: async (wanted: Query) => (dark.has(wanted.pk) ? err({ code: 'unavailable' }) : store.query(wanted)),
  }));
  ports = { ...service.ports, log: { write: (event) => void logged.push(event) } };
});

/** A space in which a request waits and a volunteer who could serve it is free. */
async function aRoom(n: number): Promise<{ readonly space: SpaceId; offered(): Promise<boolean> }> {
  const space = await aSpace(service);
  const { view: page } = await aVolunteer(service, space, { subject: `volunteer ${n}` });
  const talk = aTalk({ n, space });
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
  await isOn(service, { space, volunteer: page.id });
  return {
    space,
    offered: async () => (await stored(service.store, liveKeys.talk(talk.id), talkRecord)).offers.length === 1,
  };
}

function record(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: messageId,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '', ApproximateFirstReceiveTimestamp: '0' },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'us-east-1',
  };
}

const wake = (messageId: string, space: SpaceId): SQSRecord => record(messageId, JSON.stringify({ room: roomOf(space) }));

/** Invokes the handler; the ids it reports as failed. */
async function failedOf(...records: readonly SQSRecord[]): Promise<readonly string[]> {
  const event: SQSEvent = { Records: [...records] };
  const { batchItemFailures } = await handler(event, lambdaContext);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

function runs(): readonly unknown[] {
  return logged.flatMap(({ code, fields }) => (code === 'room-matched' ? [fields.space] : []));
}

describe('a batch of wakes', () => {
  it('matches a room once, however many wakes of it there are', async () => {
    const room = await aRoom(1);
    expect(await failedOf(wake('a', room.space), wake('b', room.space), wake('c', room.space))).toEqual([]);
    expect(runs()).toEqual([room.space]);
    expect(await room.offered()).toBe(true);
  });

  it('reports poison alone, wherever it stands, and matches every room beside it', async () => {
    const [one, two] = [await aRoom(1), await aRoom(2)];
    const poison = ['', '{', '[]', '{"room":7}', '{"room":"nowhere"}', '{"room":"spc_00000001#0","more":1}'];
    const failed = await failedOf(
      wake('first', one.space),
      ...poison.map((body, index) => record(`poison-${index}`, body)),
      wake('second', one.space),
      wake('last', two.space),
    );
    expect(failed).toEqual(poison.map((_, index) => `poison-${index}`));
    expect([await one.offered(), await two.offered()]).toEqual([true, true]);
  });

  it('reports every wake of a room that could not be matched, and nobody else’s', async () => {
    const [one, two] = [await aRoom(1), await aRoom(2)];
    dark.add(`ROOM#${roomOf(one.space)}`);
    expect(await failedOf(wake('a', one.space), wake('b', two.space), wake('c', one.space))).toEqual(['a', 'c']);
    expect([await one.offered(), await two.offered()]).toEqual([false, true]);
    dark.clear();
    expect(await failedOf(wake('a', one.space), wake('c', one.space))).toEqual([]);
    expect(await one.offered()).toBe(true);
  });

  it('is done with a room that is no more: there is nothing to try again', async () => {
    expect(await failedOf(wake('a', spaceNo(404)))).toEqual([]);
  });

  it('says in its log which message failed, and nothing of what was in it', async () => {
    await failedOf(record('poison', 'a secret'));
    expect(logged).toEqual([{ code: 'wake-not-done', fields: { messageId: 'poison' } }]);
  });
});
