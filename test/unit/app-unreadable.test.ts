/** One item that cannot be read never stops the others: it is set aside, logged, and everything else goes on. */
import { beforeEach, describe, expect, it } from 'vitest';
import { showBoard } from '../../shared/app/board/board.ts';
import { listEscalations } from '../../shared/app/cases/escalations.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { confirmResources } from '../../shared/app/spaces/confirm-resources.ts';
import { matcher } from '../../functions/matcher/handler.ts';
import { auditPk, homeKeys, liveKeys, roomIndex, roomOf } from '../../shared/app/store/keys.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { liveRoomRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { touchRoom } from '../../shared/app/store/rooms.ts';
import { loadTalk } from '../../shared/app/store/talk-aggregate.ts';
import { listVolunteers } from '../../shared/app/volunteers/read-volunteers.ts';
import type { RequestId, SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { liveIdleSeconds } from '../../shared/domain/limits.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { anEscalation } from '../fixtures/cases.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import { lambdaContext, wakesOf } from '../fixtures/lambda.ts';
import { aService, aSpace, aVolunteer, committed, isOn, problemOf, stored, valueOf, type Service } from '../fixtures/service.ts';
import { spoil, watched } from '../fixtures/spoiled.ts';

let service: Service;
let ports: Ports;
let aside: () => readonly string[];
let space: SpaceId;

beforeEach(async () => {
  service = aService();
  ({ ports, aside } = watched(service.ports));
  space = await aSpace(service);
});

const coordinator = () => service.person('coordinator');
const talkKey = (n: number) => liveKeys.talk(requestNo(n));

/** Requests that wait, the first one for the longest. */
async function waiting(...numbers: readonly number[]): Promise<void> {
  const talks = numbers.map((n) => aTalk({ n, space, askedAt: at(n - 100) }));
  valueOf(
    await committed(
      service.store,
      talks.map((talk) => talkRecord.put(ports.ids, talk, undefined)),
    ),
  );
}

async function on(name: string): Promise<VolunteerId> {
  const { id } = (await aVolunteer(service, space, { subject: name })).view;
  await isOn(service, { space, volunteer: id });
  return id;
}

async function match(now: EpochMs = noon) {
  return valueOf(
    await matchRoom(ports, { space: valueOf(await spaceOr404(ports, space)), whole: false, mayGoOn: () => true }, now),
  );
}

const reconciled = async (now: EpochMs = noon) => valueOf(await reconcile(ports, { mayGoOn: () => true, clock: () => now }));
const stateOf = async (n: number) => (await stored(service.store, talkKey(n), talkRecord)).state;

async function touched(of: SpaceId = space): Promise<void> {
  valueOf(await touchRoom(ports, of, noon));
}

describe('a request that cannot be read', () => {
  beforeEach(async () => {
    await waiting(1, 2);
    await spoil(service.store, talkKey(1));
  });

  it('[bug-unreadable-room] is set aside by the matcher, and the next one is offered', async () => {
    await on('volunteer');
    expect(await match()).toMatchObject({ offers: 1, unreadable: 1, waiting: 1 });
    expect(await stateOf(2)).toBe('offered');
    expect(aside()).toEqual([talkKey(1).pk]);
  });

  it('is set aside by the reconciler, the board and `offers/next`', async () => {
    await touched();
    await on('volunteer');
    const shown = valueOf(await showBoard(ports, { caller: coordinator(), space }, noon));
    expect(shown).toMatchObject({ waiting: 1, volunteersFree: 1 });
    expect(valueOf(await nextOffer(ports, { caller: service.person('volunteer'), space }, noon))).toMatchObject({
      offer: { channel: 'chat' },
    });
    expect(await reconciled()).toMatchObject({ rooms: 1, failed: 0, complete: true });
    expect(await stateOf(2)).toBe('offered');
  });

  it('is logged with its key and what is wrong, and with no stored value', async () => {
    await match();
    const watch = watched(service.ports);
    expect(problemOf(await loadTalk(watch.ports, space, requestNo(1), noon))).toMatchObject({ code: 'unreadable' });
    const fields = { table: 'live', pk: talkKey(1).pk, sk: '-', faults: 'event:invalid_value' };
    expect(watch.events).toEqual([{ code: 'item-unreadable', fields }]);
  });

  it('does not hide the requests behind a page of such requests', async () => {
    const many = Array.from({ length: 60 }, (_none, n) => n + 10);
    await waiting(...many);
    for (const n of many.slice(0, -1)) await spoil(service.store, talkKey(n));
    await spoil(service.store, talkKey(2));
    await on('volunteer');
    expect(await match()).toMatchObject({ offers: 1 });
    expect(await stateOf(69)).toBe('offered');
  });

  it('[bug-unreadable-live] keeps its room live', async () => {
    await touched();
    await spoil(service.store, talkKey(2));
    await reconciled(at(liveIdleSeconds + 1));
    expect((await stored(service.store, liveKeys.liveRoom(roomOf(space)), liveRoomRecord)).touchedAt).toBe(noon);
  });
});

describe('a seat that cannot be read', () => {
  it('is set aside, and another volunteer is asked', async () => {
    await waiting(1);
    const damaged = await on('first');
    await on('second');
    await spoil(service.store, liveKeys.seat(space, damaged));
    expect(await match()).toMatchObject({ offers: 1, unreadable: 1, seats: 1 });
    expect(aside()).toEqual([liveKeys.seat(space, damaged).pk]);
  });
});

describe('a space that cannot be read', () => {
  it('stops no other room, and the run is complete', async () => {
    await waiting(1);
    await on('volunteer');
    await touched();
    const other = await aSpace(service);
    await touched(other);
    await spoil(service.store, homeKeys.space(other), { audience: 'of-tomorrow' });
    expect(await reconciled()).toMatchObject({ rooms: 2, failed: 1, offers: 1, complete: true });
  });
});

describe('a bug in one room', () => {
  /** The index of this room makes the reader throw. */
  const broken = (pk: string): Ports => ({
    ...ports,
    store: {
      ...ports.store,
      query: async (wanted) => {
        if (wanted.pk === pk) throw new Error('a bug');
        return ports.store.query(wanted);
      },
    },
  });

  it('[bug-room-throws] stops no other room of the reconciler', async () => {
    await waiting(1);
    await on('volunteer');
    await touched();
    const other = await aSpace(service);
    await touched(other);
    const run = valueOf(await reconcile(broken(roomIndex.pk(roomOf(other))), { mayGoOn: () => true, clock: () => noon }));
    expect(run).toMatchObject({ rooms: 2, failed: 1, offers: 1, complete: true });
  });

  it('[bug-wake-throws] gives no wake of another room back to the queue', async () => {
    await waiting(1);
    await on('volunteer');
    const other = await aSpace(service);
    const handler = matcher({ ports: async () => broken(roomIndex.pk(roomOf(other))), clock: () => noon });
    const answer = await handler(wakesOf([other, space]), lambdaContext);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: other }] });
    expect(await stateOf(1)).toBe('offered');
  });
});

describe('the live row of a room', () => {
  it('[bug-unreadable-row] that cannot be read leaves the room to the reconciler, which writes the row anew', async () => {
    await waiting(1);
    await on('volunteer');
    await touched();
    const key = liveKeys.liveRoom(roomOf(space));
    await spoil(service.store, key, { touchedAt: 'damaged' });
    expect(await reconciled(at(1))).toMatchObject({ rooms: 1, failed: 0, offers: 1 });
    expect(await stored(service.store, key, liveRoomRecord)).toMatchObject({ space, touchedAt: at(1) });
  });

  it('that cannot be read refuses no one who asks or goes on', async () => {
    await touched();
    const key = liveKeys.liveRoom(roomOf(space));
    await spoil(service.store, key, { touchedAt: 'damaged' });
    valueOf(await touchRoom(ports, space, at(2)));
    expect((await stored(service.store, key, liveRoomRecord)).touchedAt).toBe(at(2));
  });

  it('[bug-empty-unread] stays after a run whose time was over before it read the room', async () => {
    await waiting(1);
    const room = roomOf(space);
    // A timer is set already, so the run does not write the row.
    const row = { rev: '', room, space, touchedAt: noon, timerAt: at(liveIdleSeconds + 1.5) };
    valueOf(await committed(service.store, [liveRoomRecord.put(ports.ids, row, undefined)]));
    let asked = 0;
    // The run may begin the room, and its time is over before the first round.
    const mayGoOn = () => (asked += 1) === 1;
    valueOf(await reconcile(ports, { mayGoOn, clock: () => at(liveIdleSeconds + 1) }));
    expect((await stored(service.store, liveKeys.liveRoom(room), liveRoomRecord)).touchedAt).toBe(noon);
  });

  it('goes when all of its room was read and nothing is there', async () => {
    await touched();
    await reconciled(at(liveIdleSeconds + 1));
    expect(await service.store.get(liveKeys.liveRoom(roomOf(space)))).toEqual({ ok: true, value: undefined });
  });
});

describe('the sweep', () => {
  async function ended(...numbers: readonly number[]): Promise<void> {
    const talks = numbers.map((n) => aTalk({ n, space, state: 'cancelled', endedAt: at(-20), deleteAt: at(-10 + n) }));
    valueOf(
      await committed(
        service.store,
        talks.map((talk) => talkRecord.put(ports.ids, talk, undefined)),
      ),
    );
  }
  const codeOf = async (id: RequestId) => problemOf(await loadTalk(ports, space, id, noon)).code;

  it('[bug-unreadable-sweep] erases a request that cannot be read, at its time, and leaves a tombstone', async () => {
    await ended(1, 2, 3);
    await spoil(service.store, talkKey(1));
    expect(await reconciled()).toMatchObject({ swept: 3, unswept: 0 });
    for (const n of [1, 2, 3]) expect(await codeOf(requestNo(n))).toBe('gone');
  });

  it('erases one whose space cannot be read either, without a tombstone', async () => {
    await ended(1);
    await spoil(service.store, talkKey(1), { space: 7 });
    expect(await reconciled()).toMatchObject({ swept: 1, unswept: 0 });
    expect(await codeOf(requestNo(1))).toBe('not-found');
  });

  it('[bug-sweep-throws] counts a request that it cannot erase, and erases the others', async () => {
    await ended(1, 2);
    const broken: Ports = {
      ...ports,
      crypto: {
        ...ports.crypto,
        mac: (purpose, ...parts) => {
          if (purpose === 'tombstone' && parts.includes(requestNo(1))) throw new Error('a bug');
          return ports.crypto.mac(purpose, ...parts);
        },
      },
    };
    const run = valueOf(await reconcile(broken, { mayGoOn: () => true, clock: () => noon }));
    expect(run).toMatchObject({ swept: 1, unswept: 1 });
    expect(await codeOf(requestNo(2))).toBe('gone');
  });
});

describe('a list', () => {
  it('leaves out the entries that cannot be read', async () => {
    const [first, second] = [await on('first'), await on('second')];
    await spoil(service.store, homeKeys.volunteer(space, first), { status: 'of-tomorrow' });
    const volunteers = valueOf(await listVolunteers(ports, { caller: coordinator(), space, limit: 10 }, noon));
    expect(volunteers.items.map(({ id }) => id)).toEqual([second]);
    const [broken, whole] = [await anEscalation(service, space), await anEscalation(service, space)];
    await spoil(service.store, homeKeys.escalation(space, broken), { cause: 'of-tomorrow' });
    const cases = valueOf(await listEscalations(ports, { caller: coordinator(), space, limit: 10 }, noon));
    expect(cases.items.map(({ id }) => id)).toEqual([whole]);
  });
});

it('[bug-unreadable-creation] a teen space is not opened by one person because the row that says who created it cannot be read', async () => {
  const teen = await aSpace(service, { audience: 'teen' });
  const rows = await service.store.query({ table: 'home', pk: auditPk(teen), limit: 10 });
  const creation = rows.ok ? rows.value.items.find(({ body }) => body['what'] === 'space-created') : undefined;
  if (creation === undefined) throw new Error('the creation has a row');
  await spoil(service.store, creation.key, { by: 7 });
  const confirming = { caller: coordinator(), space: teen, country: 'GB' };
  expect(problemOf(await confirmResources(ports, confirming, noon)).code).toBe('unreadable');
});
