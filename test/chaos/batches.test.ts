/**
 * The matcher's handler on batches that the embedded SQS never makes: several messages of one group, some of them malformed. The
 * handler matches each room once. It reports only the failed messages, so that no other room waits for them.
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { matcher } from '../../functions/matcher/handler.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { retryRoomSeconds } from '../../shared/domain/limits.ts';
import { err } from '../../shared/domain/result.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { Ports, Query } from '../../shared/ports.ts';
import { aTalk, at, noon, spaceNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf, type Service } from '../fixtures/service.ts';
import { lambdaContext } from '../fixtures/lambda.ts';

let ports: Ports;
const handler = matcher({ ports: async () => ports, clock: () => noon });

let service: Service;
let logged: LogEvent[];
/** Rooms whose index cannot be read. */
let unreadable: Set<string>;

beforeEach(() => {
  unreadable = new Set();
  logged = [];
  service = aService((store) => ({
    ...store,
    query: async (wanted: Query) => (unreadable.has(wanted.pk) ? err({ code: 'unavailable' }) : store.query(wanted)),
  }));
  ports = { ...service.ports, log: { write: (event) => void logged.push(event) } };
});

/** A space with a waiting request and a free volunteer who can serve it. */
async function aRoom(n: number): Promise<{ readonly space: SpaceId; offered(): Promise<boolean> }> {
  const space = await aSpace(service);
  const { view: added } = await aVolunteer(service, space, { subject: `volunteer ${n}` });
  const talk = aTalk({ n, space });
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
  await isOn(service, { space, volunteer: added.id });
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

/** Invokes the handler. Returns the ids of the messages that the handler reports as failed. */
async function failedOf(...records: readonly SQSRecord[]): Promise<readonly string[]> {
  const event: SQSEvent = { Records: [...records] };
  const { batchItemFailures } = await handler(event, lambdaContext);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

function runs(): readonly unknown[] {
  return logged.flatMap(({ code, fields }) => (code === 'room-matched' ? [fields.space] : []));
}

describe('a batch of wakes', () => {
  it('matches a room once if it holds several wakes of the room', async () => {
    const room = await aRoom(1);
    expect(await failedOf(wake('a', room.space), wake('b', room.space), wake('c', room.space))).toEqual([]);
    expect(runs()).toEqual([room.space]);
    expect(await room.offered()).toBe(true);
  });

  it('reports only the malformed messages at every position, and matches the other rooms', async () => {
    const [one, two] = [await aRoom(1), await aRoom(2)];
    const malformed = ['', '{', '[]', '{"room":7}', '{"room":"nowhere"}', '{"room":"spc_00000001#0","more":1}'];
    const failed = await failedOf(
      wake('first', one.space),
      ...malformed.map((body, index) => record(`malformed-${index}`, body)),
      wake('second', one.space),
      wake('last', two.space),
    );
    expect(failed).toEqual(malformed.map((_, index) => `malformed-${index}`));
    expect([await one.offered(), await two.offered()]).toEqual([true, true]);
  });

  it('[bug-postponed-room] sets a timer for a room that the store stopped, so that no wake of the room is held', async () => {
    const [one, two] = [await aRoom(1), await aRoom(2)];
    unreadable.add(`ROOM#${roomOf(one.space)}`);
    expect(await failedOf(wake('a', one.space), wake('b', two.space), wake('c', one.space))).toEqual([]);
    expect([await one.offered(), await two.offered()]).toEqual([false, true]);
    const timers = service.wakes.pending.filter(({ room, dueAt }) => room === roomOf(one.space) && dueAt > noon);
    expect(timers.map(({ dueAt }) => dueAt)).toEqual([at(retryRoomSeconds)]);
    unreadable.clear();
    expect(await failedOf(wake('timer', one.space))).toEqual([]);
    expect(await one.offered()).toBe(true);
  });

  it('reports every wake of a room that the store stopped, if no timer can be set either, and no other wake', async () => {
    const [one, two] = [await aRoom(1), await aRoom(2)];
    unreadable.add(`ROOM#${roomOf(one.space)}`);
    service.wakes.refuse(2);
    expect(await failedOf(wake('a', one.space), wake('b', two.space), wake('c', one.space))).toEqual(['a', 'c']);
    expect([await one.offered(), await two.offered()]).toEqual([false, true]);
  });

  it('accepts a wake of a room that no longer exists, because a retry would change nothing', async () => {
    expect(await failedOf(wake('a', spaceNo(404)))).toEqual([]);
  });

  it('logs the id of the message that failed, and nothing of its body', async () => {
    await failedOf(record('malformed', 'a secret'));
    expect(logged).toEqual([{ code: 'wake-not-done', fields: { messageId: 'malformed' } }]);
  });
});
