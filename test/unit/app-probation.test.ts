/** Probation: the first talks begin only while a coordinator is on duty. Tested from the setting of the space to the offer. */
import { describe, expect, it } from 'vitest';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { showBoard } from '../../shared/app/board/board.ts';
import { showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { me } from '../../shared/app/me/me.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { liveRoomRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { isVolunteerFree } from '../../shared/app/store/rooms.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { spaceCreation, spaceEdit } from '../../shared/contract/spaces.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { meView } from '../../shared/contract/volunteers.ts';
import { conversationOf, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import { limits } from '../../shared/domain/space.ts';
import { toIso, type EpochMs } from '../../shared/domain/time.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  editOf,
  expectConforms,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { spaceBody } from '../world/bodies.ts';

/** Noon is on a Monday. Duty begins two minutes later and lasts one minute. */
const duty = { weekly: [{ day: 'monday' as const, from: '12:02', to: '12:03' }] };
const beforeDuty = at(60);
const onDuty = at(120);
const afterDuty = at(180);

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
  readonly vera: VolunteerId;
}

/** Vera is on probation and on, and a request waits. */
async function aFixture(): Promise<Fixture> {
  const service = aService();
  const space = await aSpace(service, { duty, limits: { probationTalks: 1, capacityMax: 3, presenceLeaseSeconds: 600 } });
  const vera = (await aVolunteer(service, space, { subject: 'vera' })).view.id;
  const body = availabilityBody.parse({ available: true, capacity: 2 });
  valueOf(await setAvailability(service.ports, { caller: service.person('vera'), space, body }, noon));
  await ask(service, space, 1);
  return { service, space, vera };
}

async function ask({ ports, store }: Service, space: SpaceId, n: number): Promise<void> {
  valueOf(await committed(store, [talkRecord.put(ports.ids, aTalk({ n, space, lastSeenAt: at(100) }), undefined)]));
}

async function run({ service: { ports }, space: id }: Fixture, now: EpochMs) {
  const space = valueOf(await spaceOr404(ports, id));
  return valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, now));
}

const seatOf = ({ service, space, vera }: Fixture) => stored(service.store, liveKeys.seat(space, vera), seatRecord);
const next = ({ service, space }: Fixture, now: EpochMs) =>
  nextOffer(service.ports, { caller: service.person('vera'), space }, now);
const mine = async ({ service }: Fixture, now: EpochMs) =>
  valueOf(await me(service.ports, { caller: service.person('vera') }, now)).items[0];
const board = async ({ service, space }: Fixture, now: EpochMs) =>
  valueOf(await showBoard(service.ports, { caller: service.person('coordinator'), space }, now));

/** Vera has had as many talks as the test says. */
async function hadTalks(fixture: Fixture, talksEnded: number): Promise<void> {
  const { ports, store } = fixture.service;
  const before = await seatOf(fixture);
  valueOf(await committed(store, [seatRecord.put(ports.ids, { ...before, talksEnded }, before)]));
}

describe('a volunteer on probation', () => {
  it('is not asked while no coordinator is on duty, and the room is matched again the moment duty begins', async () => {
    const fixture = await aFixture();
    expect(await run(fixture, beforeDuty)).toMatchObject({ offers: 0, waiting: 1, seats: 1 });
    const room = await stored(fixture.service.store, liveKeys.liveRoom(roomOf(fixture.space)), liveRoomRecord);
    expect(room.timerAt).toBe(onDuty);
    expect(await run(fixture, onDuty)).toMatchObject({ offers: 1 });
  });

  it('is told the reason, the board shows it, and asking for the next request is refused with the same reason', async () => {
    const fixture = await aFixture();
    const view = await mine(fixture, beforeDuty);
    expectConforms(meView, view);
    expect(view?.eligibility).toEqual({ eligible: false, reasons: [{ reason: 'on-probation' }] });
    expect(await board(fixture, beforeDuty)).toMatchObject({
      waitReasons: { 'on-probation': 1 },
      volunteersOn: 1,
      volunteersFree: 0,
    });
    const dutyMissing = { reason: 'on-probation', until: toIso(onDuty) };
    expect(view?.availability.reasons).toContainEqual(dutyMissing);
    const refused = problemOf(await next(fixture, beforeDuty));
    expect(refused).toMatchObject({ code: 'not-eligible', members: { reasons: expect.arrayContaining([dutyMissing]) } });
    expect((await mine(fixture, onDuty))?.eligibility).toEqual({ eligible: true, reasons: [] });
    expect(await board(fixture, onDuty)).toMatchObject({ waitReasons: {}, volunteersFree: 1 });
    expect(valueOf(await next(fixture, onDuty))).toMatchObject({ offer: { languages: ['en'] } });
  });

  it('counts as free on the public page only while a coordinator is on duty, or after the first talks', async () => {
    const fixture = await aFixture();
    const free = async (now: EpochMs) => {
      const { ports } = fixture.service;
      return valueOf(await isVolunteerFree(ports, valueOf(await spaceOr404(ports, fixture.space)), now));
    };
    expect([await free(beforeDuty), await free(onDuty), await free(afterDuty)]).toEqual([false, true, false]);
    await hadTalks(fixture, 1);
    expect(await free(afterDuty)).toBe(true);
  });

  it('gets one talk at a time, and the full capacity after the first talks', async () => {
    const fixture = await aFixture();
    await ask(fixture.service, fixture.space, 2);
    const before = await seatOf(fixture);
    const talks = [{ request: requestNo(9), conversation: conversationOf(requestNo(9), 1), at: noon }];
    valueOf(await committed(fixture.service.store, [seatRecord.put(fixture.service.ports.ids, { ...before, talks }, before)]));
    expect(await run(fixture, onDuty)).toMatchObject({ offers: 0 });
    await hadTalks(fixture, 1);
    expect(await run(fixture, afterDuty)).toMatchObject({ offers: 1 });
  });

  it('keeps an offer that was made on duty: asking for the next request after duty returns the same offer', async () => {
    const fixture = await aFixture();
    const { offer } = valueOf(await next(fixture, onDuty));
    expect(valueOf(await next(fixture, afterDuty)).offer?.id).toBe(offer?.id);
  });

  it('is released at once by a coordinator or by the space', async () => {
    for (const release of [
      ({ service, space, vera }: Fixture) => editOf(service, { space, volunteer: vera }, { limits: { probationTalks: 0 } }),
      ({ service, space }: Fixture) => {
        const body = spaceEdit.parse({ limits: { probationTalks: 0 } });
        return editSpace(service.ports, { caller: service.person('coordinator'), space, ifMatch: ['*'], body }, noon);
      },
    ]) {
      const fixture = await aFixture();
      valueOf<unknown>(await release(fixture));
      expect((await seatOf(fixture)).facts).not.toHaveProperty('probationTalks');
      expect(await run(fixture, beforeDuty)).toMatchObject({ offers: 1 });
    }
  });

  it('is shown to the coordinator as to the volunteer', async () => {
    const fixture = await aFixture();
    const { service, space, vera } = fixture;
    const show = async () =>
      valueOf(await showVolunteer(service.ports, { caller: service.person('coordinator'), space, volunteer: vera }, beforeDuty));
    expect((await show()).view.eligibility).toEqual({ eligible: false, reasons: [{ reason: 'on-probation' }] });
    await hadTalks(fixture, 1);
    expect((await show()).view.eligibility).toEqual({ eligible: true, reasons: [] });
  });

  it('may stay on probation longer than the space says', async () => {
    const fixture = await aFixture();
    await hadTalks(fixture, 1);
    const { service, space, vera } = fixture;
    valueOf(await editOf(service, { space, volunteer: vera }, { limits: { probationTalks: 5 } }));
    expect(await run(fixture, beforeDuty)).toMatchObject({ offers: 0 });
  });
});

describe('a space that does not set probation', () => {
  it('has none, and items stored before probation existed are still read', async () => {
    const service = aService();
    const space = await aSpace(service);
    expect(limits.parse({}).probationTalks).toBe(0);
    expect(spaceCreation.parse(spaceBody)).not.toHaveProperty('limits');
    const before = service.store.dump().find(({ key }) => key.sk === 'SPACE');
    expect(before?.body).toMatchObject({ limits: { probationTalks: 0 } });
    const { view } = await aVolunteer(service, space, { subject: 'vera' });
    const body = availabilityBody.parse({ available: true });
    valueOf(await setAvailability(service.ports, { caller: service.person('vera'), space, body }, noon));
    const seat = await stored(service.store, liveKeys.seat(space, view.id), seatRecord);
    expect(seat).not.toHaveProperty('talksEnded');
    expect(seat.facts).not.toHaveProperty('probationTalks');
  });
});
