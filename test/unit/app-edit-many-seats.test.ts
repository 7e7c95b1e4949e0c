/** An edit of a space with many volunteers on: it ends, says for how many it does not hold yet, and no offer breaks it meanwhile. */
import { err } from '../../shared/domain/result.ts';
import { describe, expect, it } from 'vitest';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { acceptMyOffer } from '../../shared/app/offers/answer.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { showSettings } from '../../shared/app/spaces/read-settings.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { seatsBehind } from '../../shared/app/volunteers/refresh-seats.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Ports, Store } from '../../shared/ports.ts';
import { aTalk, noon, offerNo, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  disruption,
  isOn,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

/** Calls go on for so many seats. */
function portsFor(service: Service, seats: number): Ports {
  let left = seats;
  return { ...service.ports, mayGoOn: () => (left -= 1) >= 0 };
}

async function edited(service: Service, space: SpaceId, body: object, ports: Ports = service.ports) {
  const command = { caller: service.person('coordinator'), space, ifMatch: ['*'], body: spaceEdit.parse(body) };
  return valueOf(await editSpace(ports, command, noon)).view;
}

async function allOn(service: Service, space: SpaceId, count: number): Promise<readonly VolunteerId[]> {
  const volunteers: VolunteerId[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = (await aVolunteer(service, space, { subject: `volunteer ${n}` })).view;
    await isOn(service, { space, volunteer: id, capacity: 1, facts: { capacityMax: 1 } });
    volunteers.push(id);
  }
  return volunteers;
}

const seatOf = (service: Service, space: SpaceId, volunteer: VolunteerId) =>
  stored(service.store, liveKeys.seat(space, volunteer), seatRecord);

describe('an edit of a space with two hundred volunteers on', () => {
  it('[bug-edit-goes-on] is acknowledged with the number of those left, and its repetition does only the rest', async () => {
    const service = aService();
    const space = await aSpace(service);
    const volunteers = await allOn(service, space, 200);
    const first = await edited(service, space, { limits: { talksPerDay: 3 } }, portsFor(service, 70));
    expect(first).toMatchObject({ limits: { talksPerDay: 3 }, volunteersPending: 130 });
    const asRead = await showSettings(service.ports, { caller: service.person('coordinator'), space });
    expect(valueOf(asRead).view.volunteersPending).toBe(130);
    let commits = 0;
    const commit: Store['commit'] = async (writes) => {
      commits += 1;
      return service.ports.store.commit(writes);
    };
    const ports: Ports = { ...service.ports, store: { ...service.ports.store, commit } };
    expect((await edited(service, space, { limits: { talksPerDay: 3 } }, ports)).volunteersPending).toBe(0);
    // The edit itself, and one write for each seat that was left.
    expect(commits).toBe(131);
    for (const id of volunteers) expect((await seatOf(service, space, id)).facts.talksPerDay).toBe(3);
  });

  it('[bug-edit-background] is finished by the matcher', async () => {
    const service = aService();
    const id = await aSpace(service);
    const volunteers = await allOn(service, id, 12);
    expect((await edited(service, id, { limits: { talksPerDay: 3 } }, portsFor(service, 0))).volunteersPending).toBe(12);
    expect(service.wakes.drain()).toContain(roomOf(id));
    const space = valueOf(await spaceOr404(service.ports, id));
    valueOf(await matchRoom(service.ports, { space, whole: false, mayGoOn: () => true }, noon));
    expect(valueOf(await seatsBehind(service.ports, space))).toBe(0);
    for (const one of volunteers) expect((await seatOf(service, id, one)).facts.talksPerDay).toBe(3);
  });

  it('counts a seat that the store did not take, and goes on with the others', async () => {
    const service = aService();
    const space = await aSpace(service);
    await allOn(service, space, 3);
    service.ahead.push((commit) => commit(), disruption.unavailable);
    expect((await edited(service, space, { limits: { talksPerDay: 3 } })).volunteersPending).toBe(1);
  });

  it('writes no seat if no rule changes', async () => {
    const service = aService();
    const space = await aSpace(service);
    const [volunteer] = await allOn(service, space, 1);
    if (volunteer === undefined) throw new Error('no volunteer');
    const before = await seatOf(service, space, volunteer);
    await edited(service, space, { purpose: 'Another purpose', limits: { restSeconds: 60, capacityMax: 1 } });
    expect(await seatOf(service, space, volunteer)).toEqual(before);
  });
});

describe('a volunteer whose seat is behind a stricter edit', () => {
  async function behind(offered: boolean, rules: object = { credentialsRequired: ['training'] }) {
    const service = aService();
    const id = await aSpace(service);
    const volunteer = (await aVolunteer(service, id, { subject: 'me' })).view.id;
    // An edit never ends a request of a seeker who is not safe.
    const talk = aTalk({ space: id, need: 'notSafeNow' });
    await isOn(service, { space: id, volunteer, capacity: 1, facts: { capacityMax: 1 } }, offered ? [talk] : []);
    if (!offered) valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
    const view = await edited(service, id, rules, portsFor(service, 0));
    expect(view.volunteersPending).toBe(1);
    const space = valueOf(await spaceOr404(service.ports, id));
    const me = { caller: service.person('me'), space: id };
    const seat = () => seatOf(service, id, volunteer);
    const request = () => stored(service.store, liveKeys.talk(requestNo(1)), talkRecord);
    return { service, space, me, seat, request };
  }

  it('[bug-offer-behind] gets no offer from the matcher, also while the seat cannot be written', async () => {
    const { service, space, seat, request } = await behind(false);
    const stuck = { ...service.ports.store, commit: () => Promise.resolve(err({ code: 'unavailable' as const })) };
    const ports = { ...service.ports, store: stuck };
    expect(valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, noon)).offers).toBe(0);
    expect([(await seat()).on, (await request()).offers]).toEqual(['on', []]);
    valueOf(await matchRoom(service.ports, { space, whole: false, mayGoOn: () => true }, noon));
    expect([(await seat()).on, (await request()).offers]).toEqual(['off', []]);
  });

  it('[bug-pull-behind] gets no offer that they ask for, and is off', async () => {
    const { service, me, seat } = await behind(false);
    expect((await nextOffer(service.ports, me, noon)).ok).toBe(false);
    expect((await seat()).on).toBe('off');
  });

  it('gets an offer that they ask for, and accepts one, if the new rules allow it', async () => {
    const milder = { limits: { talksPerDay: 20 } };
    const pulling = await behind(false, milder);
    expect(valueOf(await nextOffer(pulling.service.ports, pulling.me, noon)).offer).toBeDefined();
    expect((await pulling.seat()).facts.rulesVersion).toBe(1);
    const accepting = await behind(true, milder);
    valueOf(await acceptMyOffer(accepting.service.ports, { ...accepting.me, offer: offerNo(1) }, noon));
    expect((await accepting.request()).state).toBe('matched');
  });

  it('[bug-accept-behind] cannot accept an offer from before', async () => {
    const { service, me, request } = await behind(true);
    expect(problemOf(await acceptMyOffer(service.ports, { ...me, offer: offerNo(1) }, noon)).code).toBe('offer-gone');
    expect(await request()).toMatchObject({ state: 'waiting', offers: [] });
  });
});
