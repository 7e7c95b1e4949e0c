import { describe, expect, it } from 'vitest';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import type { VolunteerId } from '../../shared/domain/ids.ts';
import type { Write } from '../../shared/ports.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  editOf,
  isOn,
  disruption,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
} from '../fixtures/service.ts';

describe('an edit of a volunteer who is on', () => {
  async function aVolunteerWithAnOffer() {
    const service = aService();
    const space = await aSpace(service, { limits: { capacityMax: 3 } });
    const { id } = (await aVolunteer(service, space, { subject: 'x', languages: ['en', 'de'] })).view;
    // Off, and could serve all: no edit of the other leaves a seeker without a volunteer.
    await aVolunteer(service, space, { subject: 'y', languages: ['en', 'de'] });
    const talks = [
      aTalk({ n: 1, criteria: { languages: ['de'] } }),
      aTalk({ n: 2, criteria: { languages: ['en'] } }),
      aTalk({ n: 3, criteria: { languages: ['de'] } }),
    ];
    await isOn(service, { space, volunteer: id, facts: { languages: ['en', 'de'] } }, talks);
    const seat = () => stored(service.store, liveKeys.seat(space, id), seatRecord);
    const talk = (n: number) => stored(service.store, liveKeys.talk(requestNo(n)), talkRecord);
    return { service, which: { space, volunteer: id }, seat, talk };
  }

  it('writes the seat, withdraws the offers that no longer fit, and wakes the room', async () => {
    const { service, which, seat, talk } = await aVolunteerWithAnOffer();
    valueOf(await editOf(service, which, { languages: ['en'] }));
    expect((await seat()).facts.languages).toEqual(['en']);
    expect((await seat()).offers.map((offer) => offer.request)).toEqual([requestNo(2)]);
    expect((await talk(1)).state).toBe('waiting');
    expect((await talk(2)).state).toBe('offered');
    expect((await talk(3)).state).toBe('waiting');
    expect(service.wakes.drain()).toEqual([`${which.space}#0`]);
  });

  it('turns a suspension into an off that withdraws every offer', async () => {
    const { service, which, seat, talk } = await aVolunteerWithAnOffer();
    valueOf(await editOf(service, which, { status: 'suspended' }));
    expect(await seat()).toMatchObject({ on: 'off', offers: [], facts: { active: false } });
    for (const n of [1, 2, 3]) expect((await talk(n)).state).toBe('waiting');
  });

  it('is acknowledged although the wake is lost', async () => {
    const { service, which } = await aVolunteerWithAnOffer();
    service.wakes.refuse(1);
    expect((await editOf(service, which, { languages: ['en'] })).ok).toBe(true);
  });

  it('is decided again if the seat has changed meanwhile', async () => {
    const { service, which, seat } = await aVolunteerWithAnOffer();
    const before = await seat();
    service.ahead.push(
      overtakenBy(() => service.store.commit([seatRecord.put(service.ports.ids, { ...before, restUntil: at(60) }, before)])),
    );
    valueOf(await editOf(service, which, { status: 'suspended' }));
    expect(await seat()).toMatchObject({ on: 'off', restUntil: at(60) });
  });

  it('does not miss a volunteer who goes on for the first time meanwhile', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'x' })).view;
    service.ahead.push(overtakenBy(() => isOn(service, { space, volunteer: id })));
    valueOf(await editOf(service, { space, volunteer: id }, { status: 'suspended' }));
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('off');
  });
});

describe('an edit of the space', () => {
  it.each([
    ['says that it is entering', 1],
    ['is on', 2],
  ])('does not miss a volunteer who goes on for the first time, just before the seat %s', async (_, nth) => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'x' })).view;
    const stricter = {
      caller: service.person('coordinator'),
      space,
      ifMatch: ['*'],
      body: spaceEdit.parse({ credentialsRequired: ['training'] }),
    };
    const seatKey = liveKeys.seat(space, id);
    let [written, edited] = [0, 0];
    const store = service.store.commit.bind(service.store);
    const ports = {
      ...service.ports,
      store: {
        ...service.ports.store,
        commit: async (writes: readonly Write[]) => {
          if (writes.some((write) => write.kind === 'put' && write.item.key.pk === seatKey.pk)) written += 1;
          if (edited === 0 && written === nth) {
            edited += 1;
            valueOf(await editSpace(service.ports, stricter, noon));
          }
          return store(writes);
        },
      },
    };
    const on = availabilityBody.parse({ available: true });
    const refused = await setAvailability(ports, { caller: service.person('x'), space, body: on }, noon);
    expect(problemOf(refused)).toMatchObject({ code: 'not-eligible' });
    expect(edited).toBe(1);
    expect((await stored(service.store, seatKey, seatRecord)).on).toBe('off');
  });
});

describe('an edit of a volunteer while the space is edited', () => {
  it('uses the settings as they are when it is committed', async () => {
    let betweenReads: (() => Promise<unknown>) | undefined;
    const service = aService((store) => ({
      ...store,
      get: async (key) => {
        const act = key.pk.startsWith('SEAT#') ? betweenReads : undefined;
        if (act !== undefined) betweenReads = undefined;
        await act?.();
        return store.get(key);
      },
    }));
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'x' })).view;
    await isOn(service, { space, volunteer: id });
    const body = spaceEdit.parse({ credentialsRequired: ['training'] });
    const stricter = { caller: service.person('coordinator'), space, ifMatch: ['*'], body };
    betweenReads = () => editSpace(service.ports, stricter, noon);
    const edited = valueOf(await editOf(service, { space, volunteer: id }, { topics: ['grief'] }));
    expect(edited.view.eligibility.eligible).toBe(false);
    const { facts } = await stored(service.store, liveKeys.seat(space, id), seatRecord);
    expect(facts).toMatchObject({ topics: ['grief'], eligibleUntil: 0 });
  });
});

describe('an edit of the space that touches eligibility', () => {
  it('reaches every volunteer who is on before it is acknowledged, and does not change the others', async () => {
    const service = aService();
    const space = await aSpace(service);
    const on = (await aVolunteer(service, space, { subject: 'on' })).view.id;
    const credentials = [{ kind: 'training', expiresAt: '2099-01-01T00:00:00Z' }];
    const off = (await aVolunteer(service, space, { subject: 'off', credentials })).view.id;
    await isOn(service, { space, volunteer: on }, [aTalk()]);
    await isOn(service, { space, volunteer: off, on: 'off' });
    const body = spaceEdit.parse({ credentialsRequired: ['training'] });
    const command = { caller: service.person('coordinator'), space, ifMatch: ['*'], body };
    service.wakes.drain();
    valueOf(await editSpace(service.ports, command, noon));
    const seat = (volunteer: VolunteerId) => stored(service.store, liveKeys.seat(space, volunteer), seatRecord);
    expect(await seat(on)).toMatchObject({ on: 'off', offers: [], facts: { eligibleUntil: 0 } });
    expect((await seat(off)).facts.eligibleUntil).toBeNull();
    expect((await stored(service.store, liveKeys.talk(requestNo(1)), talkRecord)).state).toBe('waiting');
    expect(service.wakes.drain()).toContain(`${space}#0`);
  });

  it('says how many it could not reach, and its repetition reaches the rest', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'on' })).view;
    await isOn(service, { space, volunteer: id });
    const body = spaceEdit.parse({ roles: ['mentor'] });
    const command = { caller: service.person('coordinator'), space, ifMatch: ['*'], body };
    service.ahead.push((commit) => commit(), disruption.unavailable);
    expect(valueOf(await editSpace(service.ports, command, noon)).view.volunteersPending).toBe(1);
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('on');
    valueOf(await editSpace(service.ports, command, noon));
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('off');
  });
});
