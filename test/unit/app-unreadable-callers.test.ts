/** What people can still do beside an item that cannot be read: cancel, erase, end, decline, and be free again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { endConversation } from '../../shared/app/conversations/end.ts';
import { rematchConversation } from '../../shared/app/conversations/rematch.ts';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import { declineMyOffer } from '../../shared/app/offers/answer.ts';
import { estimateFor } from '../../shared/app/statistics/estimate-for.ts';
import { countEvents } from '../../shared/app/statistics/count-events.ts';
import { anyKind, waitKindOf } from '../../shared/app/statistics/count-records.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { seatRecord, subjectRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { touchRoom } from '../../shared/app/store/rooms.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { conversationOf, partnerId, type VolunteerId } from '../../shared/domain/ids.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Space } from '../../shared/domain/space.ts';
import { matchesPerRequestMax } from '../../shared/domain/limits.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { JsonObject, Key } from '../../shared/ports.ts';
import { aReport, anEscalation } from '../fixtures/cases.ts';
import { aSeat, aTalk, anOffer, at, noon, offerNo, requestNo, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, problemOf, stored, valueOf, type Service } from '../fixtures/service.ts';
import { spoil } from '../fixtures/spoiled.ts';

const request = requestNo(1);
const conversation = conversationOf(request, 1);
const talkKey = liveKeys.talk(request);
const seeker = { kind: 'seeker', request } as const;

let service: Service;
let space: Space;
let volunteer: VolunteerId;

beforeEach(async () => {
  service = aService();
  space = valueOf(await spaceOr404(service.ports, await aSpace(service)));
  volunteer = (await aVolunteer(service, space.id, { subject: 'volunteer' })).view.id;
});

const person = () => service.person('volunteer');
const seatKey = () => liveKeys.seat(space.id, volunteer);
const seatNow = () => stored(service.store, seatKey(), seatRecord);
const isStored = async (key: Key) => {
  const found = await service.store.get(key);
  return found.ok && found.value !== undefined;
};

async function put(talk: Talk, seat?: Seat): Promise<void> {
  const { ids } = service.ports;
  const writes = [talkRecord.put(ids, talk, undefined), ...(seat === undefined ? [] : [seatRecord.put(ids, seat, undefined)])];
  valueOf(await committed(service.store, writes));
}

/** The request is offered to the volunteer. */
async function offered(parts: TalkParts = {}): Promise<void> {
  const { talk, seat } = anOffer(aTalk({ space: space.id, ...parts }), aSeat({ space: space.id, volunteer }));
  await put(talk, seat);
}

/** The request is matched with the volunteer. */
async function matched(): Promise<void> {
  const match = { conversation, n: 1, offer: offerNo(1), volunteer, at: noon, reasons: [], endsBy: at(3600) };
  const talks = [{ request, conversation, at: noon }];
  const acceptedOffers = [{ offer: offerNo(1), request }];
  await put(
    aTalk({ space: space.id, state: 'matched', event: 'matched', match }),
    aSeat({ space: space.id, volunteer, talks, acceptedOffers }),
  );
}

const command = () => ({ caller: seeker, space: space.id, request });
const show = () => showRequest(service.ports, command(), at(1));
const cancel = () => cancelRequest(service.ports, command(), at(1));
const erase = () => eraseRequest(service.ports, command(), at(1));

describe('the seeker of a request that cannot be read', () => {
  it('is told so, and not that it is gone', async () => {
    await offered();
    await spoil(service.store, talkKey);
    expect(problemOf(await show())).toMatchObject({ code: 'unreadable', retryAfterSeconds: 60 });
  });

  it('[bug-unreadable-cancel] cancels it while it waits: it is gone for every version, and its volunteer is free', async () => {
    await offered();
    await spoil(service.store, talkKey);
    expect(problemOf(await cancel()).code).toBe('gone');
    expect(problemOf(await show()).code).toBe('gone');
    expect(problemOf(await cancel()).code).toBe('gone');
    expect(await seatNow()).toMatchObject({ offers: [], on: 'on', seq: 3 });
  });

  it.each<[string, JsonObject]>([
    ['in a state that no version knows yet', { state: 'of-tomorrow' }],
    ['without any state', { state: null }],
  ])('is not told that a request %s is cancelled', async (_what, values) => {
    await offered();
    await spoil(service.store, talkKey, values);
    expect(problemOf(await cancel()).code).toBe('unreadable');
    expect(await isStored(talkKey)).toBe(true);
  });

  it('is told of the conversation when a volunteer has accepted', async () => {
    await matched();
    await spoil(service.store, talkKey);
    expect(problemOf(await cancel())).toMatchObject({ code: 'already-matched', members: { conversation: { id: conversation } } });
  });

  it('[bug-unreadable-erase] erases it: nothing of it stays, its volunteer rests, and its subject may ask again', async () => {
    await matched();
    const reports = [await aReport(service, space.id)];
    const escalation = await anEscalation(service, space.id);
    await spoil(service.store, talkKey, { event: 'of-tomorrow', subject: 'subject', reports, escalation });
    await spoil(service.store, homeKeys.escalation(space.id, escalation), { cause: 'of-tomorrow' });
    const lock = { rev: '', space: space.id, subject: 'subject', request };
    valueOf(await committed(service.store, [subjectRecord.put(service.ports.ids, lock, undefined)]));
    const { receipt } = valueOf(await erase());
    expect(receipt).toMatchObject({ request, erasedAt: at(1) });
    expect(receipt.kept).toEqual(expect.arrayContaining(['escalation', 'reports']));
    expect(problemOf(await show()).code).toBe('gone');
    expect(await seatNow()).toMatchObject({ talks: [], acceptedOffers: [], restUntil: at(1 + space.limits.restSeconds) });
    expect(await isStored(liveKeys.subject(space.id, 'subject'))).toBe(false);
    for (const item of service.store.dump()) {
      expect(JSON.stringify(item)).not.toContain(request);
      expect(JSON.stringify(item)).not.toContain(conversation);
    }
  });

  it('erases it even if nothing of it can be read', async () => {
    await matched();
    const fields = ['state', 'partner', 'subject', 'offers', 'match', 'previousMatches', 'reports', 'escalation', 'space'];
    await spoil(service.store, talkKey, Object.fromEntries(fields.map((field) => [field, 7])));
    expect(valueOf(await erase()).receipt.kept).not.toContain('escalation');
    expect(problemOf(await show()).code).toBe('gone');
  });

  it('erases it even if its lists are longer than any item may have', async () => {
    await matched();
    const met = Array.from({ length: 200 }, (_, n) => ({
      volunteer,
      conversation: conversationOf(request, (n % matchesPerRequestMax) + 1),
      at: noon,
    }));
    await spoil(service.store, talkKey, { event: 'of-tomorrow', previousMatches: met });
    valueOf(await erase());
    expect(problemOf(await show()).code).toBe('gone');
  });

  it('does not lift the lock of a later request of the same subject', async () => {
    await offered({ subject: 'subject' });
    await spoil(service.store, talkKey);
    const lock = { rev: '', space: space.id, subject: 'subject', request: requestNo(2) };
    valueOf(await committed(service.store, [subjectRecord.put(service.ports.ids, lock, undefined)]));
    valueOf(await erase());
    expect(await isStored(liveKeys.subject(space.id, 'subject'))).toBe(true);
  });

  it('[bug-unreadable-stranger] is the only one who may erase it, besides the partner who asked', async () => {
    const mine = partnerId.parse('ptn_00000001');
    await offered({ partner: mine });
    await spoil(service.store, talkKey);
    const as = (partner: string) =>
      ({
        ...command(),
        caller: { kind: 'partner', partner: partnerId.parse(partner), spaces: [space.id], rights: ['ask'], test: false },
      }) as const;
    expect(problemOf(await eraseRequest(service.ports, as('ptn_00000002'), noon)).code).toBe('not-found');
    expect(problemOf(await cancelRequest(service.ports, as('ptn_00000002'), noon)).code).toBe('not-found');
    const other = { ...command(), caller: { kind: 'seeker', request: requestNo(2) } } as const;
    expect(problemOf(await eraseRequest(service.ports, other, noon)).code).toBe('not-found');
    valueOf(await eraseRequest(service.ports, as(mine), noon));
  });
});

describe('the volunteer of a request that cannot be read', () => {
  it('[bug-unreadable-decline] declines its offer and is free', async () => {
    await offered();
    await spoil(service.store, talkKey);
    valueOf(await declineMyOffer(service.ports, { caller: person(), space: space.id, offer: offerNo(1) }, at(1)));
    expect((await seatNow()).offers).toEqual([]);
  });

  it('[bug-unreadable-leave] leaves its conversation, and is told that it is over', async () => {
    await matched();
    await spoil(service.store, talkKey);
    const end = (caller: ReturnType<typeof person> | typeof seeker) =>
      endConversation(service.ports, { caller, space: space.id, conversation, heavy: true }, at(1));
    expect(problemOf(await end(person())).code).toBe('already-over');
    expect(await seatNow()).toMatchObject({ talks: [], talksEnded: 1, restUntil: at(1 + space.limits.heavyRestSeconds) });
    expect(problemOf(await end(seeker)).code).toBe('unreadable');
  });

  it('[bug-strays] is free without a call: of the offer after its window, of the talk after the longest talk', async () => {
    await matched();
    const other = anOffer(aTalk({ n: 2, space: space.id }), aSeat({ n: 2, space: space.id }));
    await put(other.talk, other.seat);
    valueOf(await touchRoom(service.ports, space.id, noon));
    await spoil(service.store, talkKey);
    await spoil(service.store, liveKeys.talk(requestNo(2)));
    const otherKey = liveKeys.seat(space.id, other.seat.volunteer);
    const at2 = async (seconds: number) => {
      valueOf(await reconcile(service.ports, { mayGoOn: () => true, clock: () => at(seconds) }));
      const [mine, held] = [await seatNow(), await stored(service.store, otherKey, seatRecord)];
      return [mine.talks.length, held.offers.length];
    };
    // Both leases last: the first by its talk, the second by its field.
    await spoil(service.store, otherKey, { leaseExpiresAt: at(86_400) });
    expect(await at2(100)).toEqual([1, 1]);
    expect(await at2(200)).toEqual([1, 0]);
    expect(await at2(space.limits.talkSecondsMax + 1)).toEqual([0, 0]);
  });
});

describe('the seeker of a volunteer whose seat cannot be read', () => {
  const stateOf = async () => (await stored(service.store, talkKey, talkRecord)).state;

  it('[bug-unreadable-seat-end] ends the conversation', async () => {
    await matched();
    await spoil(service.store, seatKey());
    valueOf(await endConversation(service.ports, { caller: seeker, space: space.id, conversation, heavy: false }, at(1)));
    expect(await stateOf()).toBe('ended');
  });

  it('is matched again after a volunteer who never came', async () => {
    await matched();
    await spoil(service.store, seatKey());
    valueOf(await rematchConversation(service.ports, { caller: seeker, space: space.id, conversation }, at(121)));
    expect(await stateOf()).toBe('waiting');
  });

  it('has a talk that ends by time, and an offer that lapses', async () => {
    await matched();
    const other = anOffer(aTalk({ n: 2, space: space.id }), aSeat({ n: 2, space: space.id }));
    await put(other.talk, other.seat);
    await spoil(service.store, seatKey());
    await spoil(service.store, liveKeys.seat(space.id, other.seat.volunteer));
    valueOf(await touchRoom(service.ports, space.id, noon));
    valueOf(await reconcile(service.ports, { mayGoOn: () => true, clock: () => at(61) }));
    expect((await stored(service.store, liveKeys.talk(requestNo(2)), talkRecord)).state).toBe('waiting');
    valueOf(await reconcile(service.ports, { mayGoOn: () => true, clock: () => at(3601) }));
    expect(await stateOf()).toBe('ended');
  });

  it('cancels, and erases', async () => {
    await offered();
    await spoil(service.store, seatKey());
    expect(valueOf(await cancel()).view.status).toBe('cancelled');
    expect(valueOf(await erase()).receipt.request).toBe(request);
  });
});

describe('counters that cannot be read', () => {
  it('[bug-unreadable-counter] stop no other counter, and hide no answer', async () => {
    const talk = aTalk({ space: space.id, state: 'expired', event: 'expired', endedAt: at(60), positionAsked: 1 });
    const count = (now: number) => countEvents(service.ports, space, [{ talk: { ...talk, seq: now }, at: at(now) }]);
    valueOf(await count(1));
    for (const kind of [anyKind, waitKindOf(talk.criteria)])
      await spoil(service.store, homeKeys.waitCounts(space.id, 0, kind), { counted: 7 });
    await spoil(service.store, homeKeys.dayCounts(space.id, '2026-03-02'), { counted: 7 });
    valueOf(await count(2));
    expect(await estimateFor(service.ports, space, talk)).toEqual({ ok: true, value: null });
  });
});
