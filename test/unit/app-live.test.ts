/** Sockets: tickets, the frames that a client sends, and the frames that changes push. */
import { describe, expect, it } from 'vitest';
import type { Change } from '../../functions/notifier/changes.ts';
import { frames } from '../../functions/notifier/frames.ts';
import { memorySockets } from '../../shared/adapters/memory/sockets.ts';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { connect } from '../../shared/app/live/connect.ts';
import { linkRecord } from '../../shared/app/live/links.ts';
import { receive } from '../../shared/app/live/receive.ts';
import { ticketForBoard, ticketForRequest, ticketForVolunteer } from '../../shared/app/live/tickets.ts';
import { removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { serverFrame, type ServerFrame } from '../../shared/contract/live.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { volunteerId } from '../../shared/domain/ids.ts';
import {
  beatSeconds,
  frameBytesMax,
  quietBeatSeconds,
  socketRenewSeconds,
  ticketSeconds,
} from '../../shared/domain/live-limits.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Key } from '../../shared/ports.ts';
import { at, noon } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, problemOf, stored, valueOf, type Service } from '../fixtures/service.ts';
import { partnerOf } from '../world/people.ts';

const origins = ['https://app.example'];

async function aRequest() {
  const service = aService();
  const space = await aSpace(service, { demo: true });
  const added = await aVolunteer(service, space, { subject: 'listener' });
  const caller = partnerOf(space);
  const body = askBody.parse({ languages: ['en'], channel: 'chat', groundRulesVersion: 1 });
  const { talk } = valueOf(await ask(service.ports, { caller, space, key: 'first', body }, noon));
  const ofTalk = { caller, space, request: talk.id };
  const volunteer = volunteerId.parse(added.view.id);
  return { service, space, talk, ofTalk, volunteer, ofVolunteer: { caller: service.person('listener'), space } };
}

const opened = async ({ ports }: Service, ticket: string, connection: string, now: EpochMs = noon) =>
  connect(ports, { ticket, origin: undefined, origins, connection }, now);

/** The frame that answers, as the contract has it. */
async function said({ ports }: Service, connection: string, frame: object | string, now: EpochMs = noon): Promise<ServerFrame> {
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  return serverFrame.parse(JSON.parse(await receive(ports, { connection, text }, now)));
}

async function aTalkSocket() {
  const made = await aRequest();
  const { ticket } = valueOf(await ticketForRequest(made.service.ports, made.ofTalk, noon)).view;
  valueOf(await opened(made.service, ticket, 'c1'));
  return { ...made, ticket };
}

describe('a ticket', () => {
  it('[bug-ticket-once] opens one socket, once: the same connection may be told twice, another one not', async () => {
    const { service, ofTalk } = await aRequest();
    const { ticket } = valueOf(await ticketForRequest(service.ports, ofTalk, noon)).view;
    valueOf(await opened(service, ticket, 'c1'));
    expect(problemOf(await opened(service, ticket, 'c2')).code).toBe('ticket-not-valid');
    service.ahead.push(async (commit) => {
      await commit();
      return { ok: false, error: { code: 'unknown' } };
    });
    const { ticket: second } = valueOf(await ticketForRequest(service.ports, ofTalk, noon)).view;
    valueOf(await opened(service, second, 'c3'));
  });

  it('[bug-ticket-expires] is refused after a minute, changed, or made by another deployment', async () => {
    const { service, ofTalk } = await aRequest();
    const { ticket } = valueOf(await ticketForRequest(service.ports, ofTalk, noon)).view;
    expect(problemOf(await opened(service, ticket, 'c', at(ticketSeconds + 1))).code).toBe('ticket-not-valid');
    const other = ticket.slice(0, -1) + (ticket.endsWith('A') ? 'B' : 'A');
    for (const wrong of [
      other,
      '',
      'elt_',
      'elt_v1.AAAA',
      ticket.slice(4),
      `elt_${service.ports.crypto.seal('talk', 'opening')}`,
    ])
      expect(problemOf(await opened(service, wrong, 'c')).code).toBe('ticket-not-valid');
    valueOf(await opened(service, ticket, 'c', at(ticketSeconds)));
  });

  it('[bug-origin] opens no socket for a page of an unknown origin; what is no browser sends none', async () => {
    const { service, ofTalk } = await aRequest();
    const { ticket } = valueOf(await ticketForRequest(service.ports, ofTalk, noon)).view;
    const from = (origin: string) => connect(service.ports, { ticket, origin, origins, connection: 'c' }, noon);
    for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'null', ''])
      expect(problemOf(await from(origin)).code).toBe('forbidden');
    valueOf(await from('https://app.example'));
  });

  it('names nothing that a reader of a URL could use', async () => {
    const { service, ofVolunteer, volunteer } = await aRequest();
    const { ticket } = valueOf(await ticketForVolunteer(service.ports, ofVolunteer, noon));
    expect(ticket).not.toContain(volunteer);
    expect(ticket.length).toBeLessThanOrEqual(300);
  });

  it('is for those who may read the subject', async () => {
    const { service, space, ofTalk } = await aRequest();
    const stranger = service.person('stranger');
    expect(problemOf(await ticketForRequest(service.ports, { ...ofTalk, caller: stranger }, noon)).code).toBe('not-found');
    expect(problemOf(await ticketForVolunteer(service.ports, { caller: stranger, space }, noon)).code).toBe('not-found');
    expect(problemOf(await ticketForBoard(service.ports, { caller: stranger, space }, noon)).code).toBe('not-found');
  });
});

describe('a frame of a client', () => {
  it('[bug-foreign-frame] is answered by a problem, and changes nothing, if it is not of the contract or its ticket opened another socket', async () => {
    const { service, ticket, ofTalk } = await aTalkSocket();
    const before = service.store.dump();
    const unopened = valueOf(await ticketForRequest(service.ports, ofTalk, noon));
    const cases: readonly (readonly [object | string, number])[] = [
      ['', 400],
      ['{', 400],
      ['[]', 400],
      [{ type: 'sing' }, 400],
      [{ type: 'hello', v: 2, ticket }, 400],
      [{ type: 'hello', v: 1, ticket, more: true }, 400],
      [{ type: 'here', ticket }, 400],
      [{ type: 'hello', v: 1, ticket, last: -1 }, 400],
      [`{"type":"hello","v":1,"ticket":"${'é'.repeat(frameBytesMax / 2)}"}`, 413],
      [{ type: 'hello', v: 1, ticket: 'elt_x' }, 401],
      [{ type: 'hello', v: 1, ticket: unopened.view.ticket }, 401],
    ];
    for (const [frame, status] of cases)
      expect(await said(service, 'c1', frame)).toMatchObject({
        type: 'problem',
        status,
        support: { resources: expect.anything() },
      });
    expect(await said(service, 'c2', { type: 'hello', v: 1, ticket })).toMatchObject({ type: 'problem', status: 401 });
    expect(service.store.dump()).toEqual(before);
    expect(JSON.stringify(await said(service, 'c1', { type: 'hello', v: 1, ticket, secretive: 1 }))).not.toContain('secretive');
  });

  it('hello shows the present state, and that a frame was missed', async () => {
    const { service, ticket, ofTalk } = await aTalkSocket();
    const hello = (last?: number) =>
      said(service, 'c1', { type: 'hello', v: 1, ticket, ...(last === undefined ? {} : { last }) });
    const first = await hello();
    expect(first).toMatchObject({
      type: 'state',
      subject: 'talk',
      seq: 1,
      state: { status: 'waiting', position: 1 },
      beatSeconds,
    });
    expect(first).not.toHaveProperty('missed');
    valueOf(await cancelRequest(service.ports, ofTalk, noon));
    expect(await hello(1)).toMatchObject({ seq: 2, event: 'cancelled', missed: true, state: { status: 'cancelled' } });
    expect(await hello(2)).not.toHaveProperty('missed');
  });

  it('[bug-beat-heals] a beat tells a newer state, else position and estimate; it is the seeker’s sign of life', async () => {
    const { service, ticket, ofTalk, talk } = await aTalkSocket();
    const here = (last: number, seconds: number) => said(service, 'c1', { type: 'here', ticket, last }, at(seconds));
    expect(await here(1, 60)).toEqual({ type: 'here', seq: 1, beatSeconds, position: 1, estimate: null });
    expect(await stored(service.store, liveKeys.talk(talk.id), talkRecord)).toMatchObject({
      lastSeenAt: at(60),
      seq: 1,
    });
    valueOf(await cancelRequest(service.ports, ofTalk, at(61)));
    expect(await here(1, 120)).toMatchObject({ type: 'state', seq: 2, missed: true, beatSeconds: quietBeatSeconds });
    valueOf(await eraseRequest(service.ports, ofTalk, at(121)));
    expect(await here(2, 180)).toEqual({ type: 'gone', subject: 'talk' });
  });

  it('a socket near its end is asked to make room for another one', async () => {
    const { service, ticket } = await aTalkSocket();
    const here = (seconds: number) => said(service, 'c1', { type: 'here', ticket, last: 99 }, at(seconds));
    expect(await here(socketRenewSeconds - 1)).toMatchObject({ type: 'here' });
    expect(await here(socketRenewSeconds)).toMatchObject({ type: 'bye', afterSeconds: expect.any(Number) });
  });
});

describe('a beat of a volunteer', () => {
  async function onAir() {
    const made = await aRequest();
    const { service, ofVolunteer, space, volunteer } = made;
    const on = valueOf(await setAvailability(service.ports, { ...ofVolunteer, body: { available: true } }, noon));
    const { ticket } = valueOf(await ticketForVolunteer(service.ports, ofVolunteer, noon));
    valueOf(await opened(service, ticket, 'v1'));
    const seat = () => stored(service.store, liveKeys.seat(space, volunteer), seatRecord);
    const here = async (seconds: number, parts: object = {}) => {
      const { seq } = await seat();
      return said(service, 'v1', { type: 'here', ticket, last: seq, session: on.session, ...parts }, at(seconds));
    };
    return { ...made, seat, here, ticket, session: on.session };
  }

  it('renews the lease with at most one write per half lease, and no reader is told', async () => {
    const { seat, here } = await onAir();
    const { seq, rev } = await seat();
    // The lease has 61 s left and is not renewed yet, so the next beat comes before it ends.
    expect(await here(59)).toMatchObject({ type: 'here', seq, beatSeconds: 51, leaseExpiresAt: new Date(at(120)).toISOString() });
    expect((await seat()).rev).toBe(rev);
    expect(await here(61)).toMatchObject({ type: 'here', seq, beatSeconds, leaseExpiresAt: new Date(at(181)).toISOString() });
    expect(await seat()).toMatchObject({ seq, event: 'renewed', leaseExpiresAt: at(181) });
  });

  it('renews a lease that has just ended by its own session alone', async () => {
    const { here, seat } = await onAir();
    expect(await here(121, { session: undefined })).toMatchObject({ type: 'here' });
    expect((await seat()).leaseExpiresAt).toBe(at(120));
    expect(await here(122)).toMatchObject({ leaseExpiresAt: new Date(at(242)).toISOString() });
  });

  it('says that the session has ended, also to a beat of an earlier session', async () => {
    const { service, here, ofVolunteer, seat } = await onAir();
    expect(await here(10, { session: 'ses_other' })).toMatchObject({ type: 'problem', status: 409 });
    valueOf(await setAvailability(service.ports, { ...ofVolunteer, body: { available: false, afterThisOne: false } }, at(11)));
    const { seq } = await seat();
    expect(await here(12, { last: seq - 1 })).toMatchObject({
      type: 'state',
      missed: true,
      state: { availability: { state: 'off' } },
    });
    expect(await here(13)).toMatchObject({ type: 'problem', status: 409 });
    expect((await seat()).on).toBe('off');
  });
});

/** What is stored at a key, as a change of the stream. */
async function changeAt({ store }: Service, key: Key): Promise<Change> {
  const found = await store.get(key);
  const item = found.ok ? found.value : undefined;
  return { id: 'n', kind: key.pk.startsWith('TALK') ? 'talk' : 'seat', key, item, at: noon };
}

describe('frames pushed by changes', () => {
  async function listening() {
    const made = await aTalkSocket();
    const { service, ofVolunteer, space, volunteer, talk } = made;
    const { ticket } = valueOf(await ticketForVolunteer(service.ports, ofVolunteer, noon));
    valueOf(await opened(service, ticket, 'v1'));
    const { ticket: ofBoard } = valueOf(
      await ticketForBoard(service.ports, { caller: service.person('coordinator'), space }, noon),
    );
    valueOf(await opened(service, ofBoard, 'b1'));
    const sockets = memorySockets();
    const { take } = frames(sockets);
    /** The items at these keys, as changes of the stream. */
    const push = async (keys: readonly Key[], now: EpochMs = noon) => {
      const changes = await Promise.all(keys.map((key) => changeAt(service, key)));
      await take(service.ports, changes, now);
      return sockets.told.map(({ connection, frame }) => [connection, serverFrame.parse(JSON.parse(frame))] as const);
    };
    const change = await changeAt(service, liveKeys.talk(talk.id));
    /** The request as it was asked, as a change of the stream. */
    const pushAsked = (now: EpochMs) => take(service.ports, [change], now);
    return {
      ...made,
      sockets,
      push,
      pushAsked,
      asked: change,
      talkKey: liveKeys.talk(talk.id),
      seatKey: liveKeys.seat(space, volunteer),
    };
  }

  it('tell each side its own state, with its number, and the coordinators the board', async () => {
    const { service, push, talkKey, seatKey, ofVolunteer, ofTalk } = await listening();
    valueOf(await setAvailability(service.ports, { ...ofVolunteer, body: { available: true } }, noon));
    valueOf(await cancelRequest(service.ports, ofTalk, noon));
    const told = new Map(await push([talkKey, seatKey]));
    expect(told.get('c1')).toMatchObject({
      subject: 'talk',
      seq: 2,
      event: 'cancelled',
      state: { status: 'cancelled', support: {} },
    });
    expect(told.get('v1')).toMatchObject({
      subject: 'volunteer',
      event: 'on',
      state: { availability: { state: 'on' }, offers: [] },
    });
    expect(told.get('b1')).toMatchObject({ subject: 'board', state: { waiting: 0, volunteersOn: 1 } });
  });

  it('[bug-board-each-second] push a board at most once a second; what comes earlier is told by the beat', async () => {
    const { pushAsked, sockets } = await listening();
    await pushAsked(noon);
    await pushAsked(at(0.5));
    const boards = () => sockets.told.filter(({ connection }) => connection === 'b1').length;
    expect(boards()).toBe(1);
    await pushAsked(at(1));
    expect(boards()).toBe(2);
  });

  it('[bug-young-link] keep the link of a socket whose handshake goes on, and delete one that is gone', async () => {
    const { service, pushAsked, sockets, ticket } = await listening();
    const links = () => service.store.dump().filter(({ key }) => key.pk.startsWith('LINK#TALK')).length;
    sockets.answersNext('c1', 'gone', 'gone');
    await pushAsked(at(9));
    expect(links()).toBe(1);
    expect(await said(service, 'c1', { type: 'hello', v: 1, ticket })).toMatchObject({ type: 'state' });
    await pushAsked(at(11));
    expect(links()).toBe(0);
  });

  it('[bug-push-fails] never fail, whatever a socket or the store does', async () => {
    const { service, push, talkKey, seatKey, sockets, asked } = await listening();
    sockets.answersNext('c1', 'failed');
    await push([talkKey, seatKey]);
    expect(sockets.told.map(({ connection }) => connection)).not.toContain('c1');
    const broken = { ...service.ports, store: { ...service.ports.store, query: () => Promise.reject(new Error('down')) } };
    expect(await frames(sockets).take(broken, [asked], noon)).toEqual([]);
  });

  it('tell a coordinator who was removed, and the seeker of an erased request, that there is nothing more', async () => {
    const { service, space, push, talkKey, sockets } = await listening();
    const operator = service.person('operator', 'operator');
    valueOf(await removeCoordinator(service.ports, { caller: operator, space, sub: 'coordinator' }, noon));
    const told = new Map(await push([talkKey]));
    expect(told.get('b1')).toEqual({ type: 'gone', subject: 'board' });
    await frames(sockets).take(service.ports, [{ id: '9', kind: 'talk', key: talkKey, item: undefined, at: noon }], noon);
    expect(sockets.told.at(-1)).toMatchObject({ connection: 'c1', frame: JSON.stringify({ type: 'gone', subject: 'talk' }) });
    expect(service.store.dump().filter(({ key }) => key.pk.startsWith('LINK#TALK'))).toEqual([]);
  });

  it('say nothing of a sign of life', async () => {
    const { service, push, seatKey, ofVolunteer, sockets } = await listening();
    const on = valueOf(await setAvailability(service.ports, { ...ofVolunteer, body: { available: true } }, noon));
    const renewal = { available: true as const, ...(on.session === undefined ? {} : { session: on.session }) };
    valueOf(await setAvailability(service.ports, { ...ofVolunteer, body: renewal }, at(70)));
    await push([seatKey]);
    expect(sockets.told).toEqual([]);
  });
});

it('a link is kept a little longer than any socket', () => {
  const link = { rev: '', subject: { kind: 'board', space: 'spc_00000001', login: 'x' }, nonce: 'n', connection: 'c', at: noon };
  const write = linkRecord.put({ fresh: () => 'rev', secret: () => '' }, linkRecord.schema.parse(link), undefined);
  expect(write.kind === 'put' && write.item.timeToLive).toBe(at(7_800));
});
