/** A volunteer of two spaces is one person: places, rest and the day's cap count in both, and neither space learns of the other. */
import { describe, expect, it } from 'vitest';
import { showAvailability } from '../../shared/app/availability/explain-availability.ts';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { showBoard } from '../../shared/app/board/board.ts';
import { endConversation } from '../../shared/app/conversations/end.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { acceptMyOffer, declineMyOffer } from '../../shared/app/offers/answer.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { showSpace } from '../../shared/app/spaces/show-space.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { listVolunteers } from '../../shared/app/volunteers/read-volunteers.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { conversationId, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import { knowingOf } from '../../shared/domain/person.ts';
import { seatsElsewhereMax } from '../../shared/domain/person-limits.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { toIso, type EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { aSeat, aTalk, at, noon, spaceNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  editOf,
  overtakenBy,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

interface Place {
  readonly space: SpaceId;
  readonly vera: VolunteerId;
}

interface Fixture {
  readonly service: Service;
  readonly here: Place;
  readonly there: Place;
}

const limits = { restSeconds: 300, talksPerDay: 2, presenceLeaseSeconds: 600 };

/** Vera is a volunteer of two spaces. In each a request waits. */
async function aFixture(): Promise<Fixture> {
  const service = aService();
  const place = async (n: number): Promise<Place> => {
    const space = await aSpace(service, { demo: true, limits });
    const { view } = await aVolunteer(service, space, { subject: 'vera' });
    await ask(service, space, n);
    return { space, vera: view.id };
  };
  return { service, here: await place(1), there: await place(2) };
}

async function ask({ ports, store }: Service, space: SpaceId, n: number): Promise<void> {
  const talk = aTalk({ n, space, lastSeenAt: at(9000), expiresAt: at(9000) });
  valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
}

async function on({ service }: Fixture, { space }: Place, ports: Ports = service.ports, now: EpochMs = noon) {
  const command = { caller: service.person('vera'), space, body: availabilityBody.parse({ available: true }) };
  return valueOf(await setAvailability(ports, command, now));
}

async function onInBoth(): Promise<Fixture> {
  const fixture = await aFixture();
  await on(fixture, fixture.here);
  await on(fixture, fixture.there);
  return fixture;
}

async function run({ service: { ports } }: Fixture, { space: id }: Place, now: EpochMs) {
  const space = valueOf(await spaceOr404(ports, id));
  return valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, now));
}

const seatOf = ({ service }: Fixture, { space, vera }: Place): Promise<Seat> =>
  stored(service.store, liveKeys.seat(space, vera), seatRecord);
const mine = ({ service }: Fixture, { space }: Place) => ({ caller: service.person('vera'), space });

async function talks(fixture: Fixture, place: Place, now: EpochMs) {
  expect(await run(fixture, place, now)).toMatchObject({ offers: 1 });
  const [offer] = (await seatOf(fixture, place)).offers;
  if (offer === undefined) throw new Error('no offer');
  const { ports } = fixture.service;
  return valueOf(await acceptMyOffer(ports, { ...mine(fixture, place), offer: offer.id }, now));
}

async function ends(fixture: Fixture, place: Place, conversation: string, now: EpochMs) {
  const command = { ...mine(fixture, place), conversation: conversationId.parse(conversation), heavy: false };
  valueOf(await endConversation(fixture.service.ports, command, now));
}

describe('[bug-one-person] a volunteer of two spaces', () => {
  it('who is asked in one is not asked in the other, until the offer is declined', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    expect(await run(fixture, here, noon)).toMatchObject({ offers: 1 });
    expect(await run(fixture, there, noon)).toMatchObject({ offers: 0, lost: 0 });
    const [offer] = (await seatOf(fixture, here)).offers;
    if (offer === undefined) throw new Error('no offer');
    service.wakes.drain();
    valueOf(await declineMyOffer(service.ports, { ...mine(fixture, here), offer: offer.id }, noon));
    expect(service.wakes.drain()).toEqual([roomOf(here.space), roomOf(there.space)]);
    expect(await run(fixture, there, noon)).toMatchObject({ offers: 1 });
  });

  it('who talks in one is not asked in the other, and rests in both', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    const { id } = await talks(fixture, here, noon);
    expect(await run(fixture, there, at(10))).toMatchObject({ offers: 0 });
    const talking = valueOf(await nextOffer(service.ports, mine(fixture, there), at(10)));
    expect(talking).toMatchObject({ offer: undefined, reasons: [{ reason: 'at-capacity', what: 'another-space' }] });
    await ends(fixture, here, id, at(60));
    expect(await run(fixture, there, at(70))).toMatchObject({ offers: 0 });
    const { reasons } = valueOf(await showAvailability(service.ports, mine(fixture, there), at(70)));
    expect(reasons).toEqual([{ reason: 'resting', what: 'another-space', until: toIso(at(360)) }]);
    expect(await run(fixture, there, at(360))).toMatchObject({ offers: 1 });
  });

  it('reaches the cap of the day with the talks of both', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    await ends(fixture, here, (await talks(fixture, here, noon)).id, noon);
    await ends(fixture, there, (await talks(fixture, there, at(300))).id, at(300));
    await ask(service, here.space, 3);
    await on(fixture, here, service.ports, at(600));
    expect(await run(fixture, here, at(600))).toMatchObject({ offers: 0 });
    const { reasons } = valueOf(await nextOffer(service.ports, mine(fixture, here), at(600)));
    expect(reasons).toMatchObject([{ reason: 'day-cap-reached', what: 'another-space' }]);
  });

  it('is known in both, whichever they came on in first', async () => {
    const fixture = await onInBoth();
    const { here, there } = fixture;
    expect((await seatOf(fixture, here)).elsewhere).toEqual([{ space: there.space, volunteer: there.vera }]);
    expect((await seatOf(fixture, there)).elsewhere).toEqual([{ space: here.space, volunteer: here.vera }]);
    await on(fixture, here);
    expect((await seatOf(fixture, here)).elsewhere).toHaveLength(1);
  });

  it('gets one offer if both spaces decide at the same time', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    service.ahead.push(overtakenBy(() => run(fixture, there, noon)));
    await run(fixture, here, noon);
    const seats = await Promise.all([seatOf(fixture, here), seatOf(fixture, there)]);
    expect(seats.flatMap(({ offers }) => offers)).toHaveLength(1);
  });

  it('whose record gets another login in one is no longer held back by it in the other, once its talk is over', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    const { id } = await talks(fixture, here, noon);
    const named = async (subject: string) =>
      valueOf(await editOf(service, { space: here.space, volunteer: here.vera }, { subject }));
    await named('otto');
    expect((await seatOf(fixture, there)).elsewhere).toHaveLength(1);
    await run(fixture, there, at(10));
    expect((await seatOf(fixture, there)).offers).toEqual([]);
    const command = { caller: service.person('otto'), space: here.space, conversation: conversationId.parse(id), heavy: false };
    valueOf(await endConversation(service.ports, command, at(20)));
    await on(fixture, there, service.ports, at(20));
    expect(await seatOf(fixture, there)).not.toHaveProperty('elsewhere');
  });

  it('[bug-person-relinked] whose record gets another login without a talk is held back by it no more', async () => {
    const fixture = await onInBoth();
    const { here, there, service } = fixture;
    valueOf(await editOf(service, { space: here.space, volunteer: here.vera }, { subject: 'otto' }));
    expect(await seatOf(fixture, there)).not.toHaveProperty('elsewhere');
    expect(await run(fixture, there, noon)).toMatchObject({ offers: 1 });
  });

  it('is two people where a deployment keeps its spaces apart', async () => {
    const fixture = await aFixture();
    const { here, there, service } = fixture;
    for (const place of [here, there]) await on(fixture, place, { ...service.ports, spacesApart: true });
    expect(await run(fixture, here, noon)).toMatchObject({ offers: 1 });
    expect(await run(fixture, there, noon)).toMatchObject({ offers: 1 });
  });
});

it('[bug-space-told] a space does not learn that its volunteer talks in another', async () => {
  const fixture = await onInBoth();
  const { here, there, service } = fixture;
  await talks(fixture, here, noon);
  const coordinator = { caller: service.person('coordinator'), space: there.space };
  const board = valueOf(await showBoard(service.ports, coordinator, at(10)));
  expect(board).toMatchObject({ volunteersOn: 1, volunteersFree: 0, waitReasons: { resting: 1 } });
  expect(valueOf(await showSpace(service.ports, { space: there.space }, at(10))).page.state).toBe('busy');
  const list = valueOf(await listVolunteers(service.ports, { ...coordinator, limit: 10 }, at(10)));
  const shown = JSON.stringify([board, list, valueOf(await showAvailability(service.ports, mine(fixture, there), at(10)))]);
  expect(shown).not.toContain(here.space);
  expect(shown).not.toContain(here.vera);
});

it('a seat knows at most as many other seats of the person as an offer can check, the latest', () => {
  const known = Array.from({ length: seatsElsewhereMax }, (_, n) => ({ space: spaceNo(n + 10), volunteer: volunteerNo(n + 10) }));
  const seat = { ...aSeat(), elsewhere: known };
  const after = knowingOf(seat, { space: spaceNo(99), volunteer: volunteerNo(99) });
  expect(after?.elsewhere).toEqual([...known.slice(1), { space: spaceNo(99), volunteer: volunteerNo(99) }]);
});
