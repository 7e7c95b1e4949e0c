/** The closing of a space: what is told before, what ends, and what goes on. And who counts as free, in every place. */
import { describe, expect, it } from 'vitest';
import { showBoard } from '../../shared/app/board/board.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { acceptMyOffer } from '../../shared/app/offers/answer.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { showSpace } from '../../shared/app/spaces/show-space.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { liveRoomRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { touchRoom } from '../../shared/app/store/rooms.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { requestView } from '../../shared/contract/talk-requests.ts';
import type { RequestId, SpaceId } from '../../shared/domain/ids.ts';
import { plusSeconds, toIso, type EpochMs } from '../../shared/domain/time.ts';
import { aBusySeat, aSeat, aTalk, anOffer, at, noon, requestNo, someFacts, today, type SeatParts } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, expectConforms, stored, valueOf, type Service } from '../fixtures/service.ts';

/** Noon is a Monday in UTC. */
const closes = at(1800);
const opensAgain = plusSeconds(closes, 7 * 86_400 - 3.5 * 3600);
const hours = { weekly: [{ day: 'monday' as const, from: '09:00', to: '12:30' }] };

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
}

async function run({ service, space }: Fixture, now: EpochMs) {
  const known = valueOf(await spaceOr404(service.ports, space));
  return valueOf(await matchRoom(service.ports, { space: known, whole: true, mayGoOn: () => true }, now));
}

async function shown({ service, space }: Fixture, request: RequestId, now: EpochMs) {
  const { view } = valueOf(await showRequest(service.ports, { caller: { kind: 'seeker', request }, space, request }, now));
  expectConforms(requestView.omit({ support: true }), view);
  return view;
}

/** Vera holds an offer of the second request, made just before the closing. The first request is in a language nobody speaks. */
async function aFixture() {
  const service = aService();
  const space = await aSpace(service, { hours, timeZone: 'UTC', demo: true });
  const { id: volunteer } = (await aVolunteer(service, space, { subject: 'vera' })).view;
  valueOf(await touchRoom(service.ports, space, noon));
  const seat = aSeat({ space, volunteer, leaseExpiresAt: at(3600) });
  const seen = { space, lastSeenAt: at(1790) };
  const offered = anOffer(aTalk({ n: 2, ...seen }), seat, 1790);
  const other = aTalk({ n: 1, ...seen, criteria: { languages: ['fr'] } });
  const { ids } = service.ports;
  const writes = [
    talkRecord.put(ids, offered.talk, undefined),
    talkRecord.put(ids, other, undefined),
    seatRecord.put(ids, offered.seat, undefined),
  ];
  valueOf(await committed(service.store, writes));
  return { service, space, volunteer };
}

describe('[bug-closing] the closing of a space', () => {
  it('is told before, to every seeker who waits', async () => {
    const fixture = await aFixture();
    const told = await shown(fixture, requestNo(1), at(1795));
    expect(told).toMatchObject({ status: 'waiting', expiresAt: toIso(closes), closesAt: toIso(closes) });
    const early = await shown(fixture, requestNo(1), at(1795));
    expect(early).not.toHaveProperty('opensAt');
    await run(fixture, at(1795));
    const room = await stored(fixture.service.store, liveKeys.liveRoom(roomOf(fixture.space)), liveRoomRecord);
    expect(room.timerAt).toBe(closes);
  });

  it('ends a request that no volunteer is asked for, with the next opening and a come-back token', async () => {
    const fixture = await aFixture();
    expect(await run(fixture, closes)).toMatchObject({ applied: 1, offers: 0, waiting: 1 });
    const told = await shown(fixture, requestNo(1), closes);
    expect(told).toMatchObject({ status: 'expired', expiredBecause: 'space-closed', opensAt: toIso(opensAgain) });
    expect(told.comeBack).toMatch(/^ecb_/u);
    const later = await shown(fixture, requestNo(1), plusSeconds(closes, 3600));
    expect(later.opensAt).toBe(told.opensAt);
  });

  it('lets a volunteer accept an offer that was open, and begin nothing new', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    await run(fixture, closes);
    expect(await shown(fixture, requestNo(2), closes)).toMatchObject({ status: 'offered', expiresAt: toIso(at(1850)) });
    const vera = { caller: service.person('vera'), space };
    const [offer] = (await stored(service.store, liveKeys.talk(requestNo(2)), talkRecord)).offers;
    if (offer === undefined) throw new Error('no offer');
    valueOf(await acceptMyOffer(service.ports, { ...vera, offer: offer.id }, at(1805)));
    expect(await shown(fixture, requestNo(2), at(1806))).toMatchObject({ status: 'matched' });
  });

  it('ends a request once the last open offer has lapsed', async () => {
    const fixture = await aFixture();
    await run(fixture, at(1850));
    const done = await run(fixture, at(1850));
    expect(done.offers).toBe(0);
    expect(await shown(fixture, requestNo(2), at(1850))).toMatchObject({ status: 'expired', expiredBecause: 'space-closed' });
  });

  it('is the reason when a volunteer asks for the next request', async () => {
    const { service, space, volunteer } = await aFixture();
    const held = await stored(service.store, liveKeys.seat(space, volunteer), seatRecord);
    valueOf(await committed(service.store, [seatRecord.put(service.ports.ids, { ...held, offers: [] }, held)]));
    const next = valueOf(await nextOffer(service.ports, { caller: service.person('vera'), space }, at(1801)));
    expect(next.offer).toBeUndefined();
    expect(next.reasons).toMatchObject([{ reason: 'space-closed' }]);
  });

  it.each([
    [1799, 'offered'],
    [1801, 'waiting'],
  ])('gives a volunteer no request that still waits: pulled at second %i it is %s', async (second, status) => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    const { id: volunteer } = (await aVolunteer(service, space, { subject: 'otto' })).view;
    const writes = [
      seatRecord.put(service.ports.ids, aSeat({ space, volunteer, leaseExpiresAt: at(3600) }), undefined),
      talkRecord.put(service.ports.ids, aTalk({ n: 3, space, lastSeenAt: at(1790) }), undefined),
    ];
    valueOf(await committed(service.store, writes));
    valueOf(await nextOffer(service.ports, { caller: service.person('otto'), space }, at(second)));
    expect(await shown(fixture, requestNo(3), at(second))).toMatchObject({ status });
  });

  it('does not end what a request waits for before it', async () => {
    const fixture = await aFixture();
    await run(fixture, at(1799));
    expect(await shown(fixture, requestNo(1), at(1799))).toMatchObject({ status: 'waiting' });
  });
});

const seats: readonly (readonly [string, SeatParts, boolean])[] = [
  ['free', {}, true],
  ['at the cap of the day', { day: { date: today, talks: 8 } }, false],
  ['whose credential has expired', { facts: someFacts({ eligibleUntil: noon }) }, false],
  ['silent, with one of two places taken', { ...aBusySeat({ capacity: 2 }), leaseExpiresAt: noon }, false],
  ['present, with one of two places taken', aBusySeat({ capacity: 2 }), true],
  ['who holds an offer, with a place left', { capacity: 2, offers: [offerOf()] }, false],
  ['resting', { restUntil: at(60) }, false],
  ['on probation, without a coordinator on duty', { facts: someFacts({ probationTalks: 1 }) }, false],
];

function offerOf() {
  const [offer] = anOffer(aTalk({ n: 99 }), aSeat()).seat.offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

describe('[bug-one-definition-of-free] a volunteer', () => {
  it.each(seats)('%s is free to the public page, the board and the planner alike', async (_name, parts, isFree) => {
    const service = aService();
    const space = await aSpace(service, { demo: true });
    const { ids } = service.ports;
    valueOf(await committed(service.store, [seatRecord.put(ids, aSeat({ ...parts, space }), undefined)]));
    const { page } = valueOf(await showSpace(service.ports, { space }, noon));
    const board = valueOf(await showBoard(service.ports, { caller: service.person('coordinator'), space }, noon));
    valueOf(await committed(service.store, [talkRecord.put(ids, aTalk({ n: 1, space }), undefined)]));
    const { offers } = await run({ service, space }, noon);
    expect({ page: page.state, board: board.volunteersFree, offers }).toEqual(
      isFree ? { page: 'open', board: 1, offers: 1 } : { page: 'busy', board: 0, offers: 0 },
    );
  });
});
