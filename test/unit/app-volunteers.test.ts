import { describe, expect, it } from 'vitest';
import type { Caller } from '../../shared/app/callers.ts';
import { addVolunteer } from '../../shared/app/coordination/add-volunteer.ts';
import { editVolunteer } from '../../shared/app/coordination/edit-volunteer.ts';
import { listVolunteers, showVolunteer } from '../../shared/app/coordination/read-volunteers.ts';
import { acceptInvitation } from '../../shared/app/members/accept-invitation.ts';
import { homeKeys, liveKeys } from '../../shared/app/records/keys.ts';
import { volunteerRecord } from '../../shared/app/records/home-records.ts';
import { seatRecord, talkRecord } from '../../shared/app/records/live-records.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { coordinationRoutes, volunteerCreation, volunteerEdit, volunteerPage } from '../../shared/contract/coordination.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import { volunteerId } from '../../shared/domain/ids.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { invitationSeconds } from '../../shared/domain/limits.ts';
import { toIso } from '../../shared/domain/time.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  expectConforms,
  isOn,
  meddling,
  nobody,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
} from '../fixtures/service.ts';
import type { Service } from '../fixtures/service.ts';

const listener = volunteerCreation.parse({ role: 'listener', languages: ['en'] });

function edit(
  service: Service,
  which: { space: SpaceId; volunteer: VolunteerId; ifMatch?: string; caller?: Caller },
  body: unknown,
) {
  const command = { caller: service.person('coordinator'), ifMatch: '*', ...which, body: volunteerEdit.parse(body) };
  return editVolunteer(service.ports, command, noon);
}

describe('adding a volunteer', () => {
  it('links a subject at once, and keeps only a keyed digest of it', async () => {
    const service = aService();
    const { page } = await aVolunteer(service, await aSpace(service), { subject: 'sub-of-somebody' });
    expectConforms(coordinationRoutes.addVolunteer.answers[201], page);
    expect(page).toMatchObject({ status: 'active', linked: true, eligibility: { eligible: true, reasons: [] } });
    expect(page.invitation).toBeUndefined();
    expect(JSON.stringify(service.store.dump())).not.toContain('sub-of-somebody');
  });

  it('invites without a subject, and keeps only a digest of the code', async () => {
    const service = aService();
    const { page } = await aVolunteer(service, await aSpace(service));
    expectConforms(coordinationRoutes.addVolunteer.answers[201], page);
    expect(page).toMatchObject({ status: 'invited', linked: false, eligibility: { eligible: false } });
    expect(page.invitation).toMatchObject({ expiresAt: toIso(at(invitationSeconds)) });
    expect(page.invitation?.code).toMatch(/^inv_[A-Za-z0-9_-]{22}$/u);
    expect(JSON.stringify(service.store.dump())).not.toContain(page.invitation?.code);
  });

  it('shows the same volunteer and the same code to a replay, and refuses another payload', async () => {
    const service = aService();
    const space = await aSpace(service);
    const add = (body = listener) =>
      addVolunteer(service.ports, { caller: service.person('coordinator'), space, key: 'k', body }, noon);
    const first = valueOf(await add());
    expect(valueOf(await add())).toEqual(first);
    expect(problemOf(await add({ ...listener, role: 'mentor' })).code).toBe('idempotency-mismatch');
  });

  it('shows the code to no replay once it was used', async () => {
    const service = aService();
    const space = await aSpace(service);
    const add = () =>
      addVolunteer(service.ports, { caller: service.person('coordinator'), space, key: 'k', body: listener }, noon);
    const { page } = valueOf(await add());
    const code = page.invitation?.code ?? '';
    valueOf(await acceptInvitation(service.ports, { caller: service.person('x'), code }, noon));
    expect(valueOf(await add()).page).toMatchObject({ id: page.id, status: 'active', linked: true });
    expect(valueOf(await add()).page.invitation).toBeUndefined();
  });

  it('adds one volunteer when many calls with one key race', async () => {
    const service = aService();
    const space = await aSpace(service);
    const command = { caller: service.person('coordinator'), space, key: 'k', body: listener };
    const all = await Promise.all([1, 2, 3, 4].map(() => addVolunteer(service.ports, command, noon)));
    expect(new Set(all.map((one) => valueOf(one).page.id)).size).toBe(1);
  });

  it('has one volunteer per person and space, also when two are added at once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const body = { ...listener, subject: 'x' };
    const add = () => addVolunteer(service.ports, { caller: service.person('coordinator'), space, body }, noon);
    service.ahead.push(overtakenBy(add));
    expect(problemOf(await add())).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/subject' }] });
    expect(valueOf(await list(service, space)).items).toHaveLength(1);
    expect((await aVolunteer(service, await aSpace(service), { subject: 'x' })).page.linked).toBe(true);
  });

  it.each(['conflict', 'unknownUndone', 'unknownDone'] as const)('adds one volunteer after %s', async (what) => {
    const service = aService();
    const space = await aSpace(service);
    service.ahead.push(meddling[what]);
    await aVolunteer(service, space, { subject: 'x' });
    expect(valueOf(await list(service, space)).items).toHaveLength(1);
  });

  it('says which credential is missing or expired, and refuses one from before 1970', async () => {
    const service = aService();
    const space = await aSpace(service, { credentialsRequired: ['training', 'check'] });
    const expired = { kind: 'check', expiresAt: toIso(noon) };
    const { page } = await aVolunteer(service, space, { subject: 'x', credentials: [expired] });
    expect(page.credentials).toEqual([expired]);
    expect(page.eligibility.reasons).toEqual([
      { reason: 'credential-missing', what: 'training' },
      { reason: 'credential-expired', what: 'check' },
    ]);
    const body = { ...listener, credentials: [{ kind: 'check', expiresAt: '1969-12-31T00:00:00Z' }] };
    const refused = await addVolunteer(service.ports, { caller: service.person('coordinator'), space, body }, noon);
    expect(problemOf(refused).errors?.[0]?.pointer).toBe('/credentials/0/expiresAt');
  });
});

function list(service: Service, space: SpaceId, page: { limit: number; cursor?: string } = { limit: 100 }, caller?: Caller) {
  return listVolunteers(service.ports, { caller: caller ?? service.person('coordinator'), space, ...page }, noon);
}

describe('who may see volunteers', () => {
  it('is the coordinator of that space, and nobody learns of another', async () => {
    const service = aService();
    const [mine, other] = [await aSpace(service), await aSpace(service)];
    const { id } = (await aVolunteer(service, other)).page;
    const show = (caller: Caller, space: SpaceId, volunteer = id) =>
      showVolunteer(service.ports, { caller, space, volunteer }, noon);
    const coordinator = service.person('coordinator');
    expectConforms(volunteerPage, valueOf(await show(coordinator, other)).page);
    expect(problemOf(await show(coordinator, mine)).code).toBe('not-found');
    expect(problemOf(await show(coordinator, other, volunteerId.parse('vol_nobody00'))).code).toBe('not-found');
    for (const stranger of [service.person('stranger'), service.person('operator', 'operator')]) {
      expect(problemOf(await show(stranger, other)).code).toBe('not-found');
      expect(problemOf(await list(service, other, { limit: 1 }, stranger)).code).toBe('not-found');
      expect(problemOf(await edit(service, { space: other, volunteer: id, caller: stranger }, {})).code).toBe('not-found');
      const added = await addVolunteer(service.ports, { caller: stranger, space: other, body: listener }, noon);
      expect(problemOf(added).code).toBe('not-found');
    }
    expect(problemOf(await show(nobody, other)).code).toBe('unauthenticated');
    expect(problemOf(await list(service, other, { limit: 1 }, nobody)).code).toBe('unauthenticated');
  });

  it('pages through them all, once each', async () => {
    const service = aService();
    const space = await aSpace(service);
    const ids = await Promise.all([1, 2, 3, 4, 5].map(async () => (await aVolunteer(service, space)).page.id));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = valueOf(await list(service, space, { limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      seen.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('refuses a cursor that was made up, changed, or taken from another space', async () => {
    const service = aService();
    const [space, other] = [await aSpace(service), await aSpace(service)];
    for (const where of [space, other]) for (const _ of [1, 2]) await aVolunteer(service, where);
    const cursor = valueOf(await list(service, other, { limit: 1 })).nextCursor ?? '';
    for (const bad of [cursor, `x${cursor}`, 'made-up', '.', cursor.slice(0, -1)]) {
      const refused = problemOf(await list(service, space, { limit: 1, cursor: bad }));
      expect(refused).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/cursor' }] });
    }
  });
});

describe('editing a volunteer', () => {
  it('changes what is named, merges limits, and hands out the new ETag', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { page, etag } = await aVolunteer(service, space, { subject: 'x', limits: { talksPerDay: 3 }, topics: ['grief'] });
    const change = { languages: ['de'], limits: { capacityMax: 2 } };
    const edited = valueOf(await edit(service, { space, volunteer: page.id, ifMatch: etag }, change));
    expectConforms(volunteerPage, edited.page);
    const limits = { talksPerDay: 3, capacityMax: 2 };
    expect(edited.page).toEqual({ ...page, languages: ['de'], limits });
    expect((await stored(service.store, homeKeys.volunteer(space, page.id), volunteerRecord)).rev).toBe(edited.etag);
  });

  it('needs the ETag that was read, and the first of two edits wins', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { page, etag } = await aVolunteer(service, space, { subject: 'x' });
    const which = { space, volunteer: page.id };
    const without = { ...which, caller: service.person('coordinator'), body: volunteerEdit.parse({}) };
    expect(problemOf(await editVolunteer(service.ports, without, noon)).code).toBe('precondition-required');
    service.ahead.push(overtakenBy(() => edit(service, which, { topics: ['grief'] })));
    expect(problemOf(await edit(service, { ...which, ifMatch: etag }, { topics: ['work'] })).code).toBe('stale');
    expect((await stored(service.store, homeKeys.volunteer(space, page.id), volunteerRecord)).topics).toEqual(['grief']);
  });

  it('is applied once, and not called stale, when the answer of the store was lost', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { page, etag } = await aVolunteer(service, space, { subject: 'x' });
    service.ahead.push(meddling.unknownDone);
    const edited = await edit(service, { space, volunteer: page.id, ifMatch: etag }, { status: 'suspended' });
    expect(valueOf(edited).page.status).toBe('suspended');
    expect(service.store.dump().filter((item) => item.body['what'] === 'volunteer-suspended')).toHaveLength(1);
  });
});

describe('an edit of somebody who is on', () => {
  async function someoneOn() {
    const service = aService();
    const space = await aSpace(service, { limits: { capacityMax: 3 } });
    const { id } = (await aVolunteer(service, space, { subject: 'x', languages: ['en', 'de'] })).page;
    const talks = [
      aTalk({ n: 1, ask: { languages: ['de'] } }),
      aTalk({ n: 2, ask: { languages: ['en'] } }),
      aTalk({ n: 3, ask: { languages: ['de'] } }),
    ];
    await isOn(service, { space, volunteer: id, facts: { languages: ['en', 'de'] } }, talks);
    const seat = () => stored(service.store, liveKeys.seat(space, id), seatRecord);
    const talk = (n: number) => stored(service.store, liveKeys.talk(requestNo(n)), talkRecord);
    return { service, which: { space, volunteer: id }, seat, talk };
  }

  it('writes the seat and withdraws the offers that no longer fit, and wakes the room', async () => {
    const { service, which, seat, talk } = await someoneOn();
    valueOf(await edit(service, which, { languages: ['en'] }));
    expect((await seat()).facts.languages).toEqual(['en']);
    expect((await seat()).offers.map((offer) => offer.request)).toEqual([requestNo(2)]);
    expect((await talk(1)).state).toBe('waiting');
    expect((await talk(2)).state).toBe('offered');
    expect((await talk(3)).state).toBe('waiting');
    expect(service.wakes.drain()).toEqual([`${which.space}#0`]);
  });

  it('turns a suspension into an off that takes every offer back', async () => {
    const { service, which, seat, talk } = await someoneOn();
    valueOf(await edit(service, which, { status: 'suspended' }));
    expect(await seat()).toMatchObject({ on: 'off', offers: [], facts: { active: false } });
    for (const n of [1, 2, 3]) expect((await talk(n)).state).toBe('waiting');
  });

  it('answers although the wake is lost', async () => {
    const { service, which } = await someoneOn();
    service.wakes.refuse(1);
    expect((await edit(service, which, { languages: ['en'] })).ok).toBe(true);
  });

  it('decides again when the seat has changed meanwhile', async () => {
    const { service, which, seat } = await someoneOn();
    const before = await seat();
    service.ahead.push(
      overtakenBy(() => service.store.commit([seatRecord.put(service.ports.ids, { ...before, restUntil: at(60) }, before)])),
    );
    valueOf(await edit(service, which, { status: 'suspended' }));
    expect(await seat()).toMatchObject({ on: 'off', restUntil: at(60) });
  });

  it('does not miss somebody who goes on for the first time meanwhile', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'x' })).page;
    service.ahead.push(overtakenBy(() => isOn(service, { space, volunteer: id })));
    valueOf(await edit(service, { space, volunteer: id }, { status: 'suspended' }));
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('off');
  });
});

describe('an edit of a volunteer while the space is edited', () => {
  it('follows from the settings as they are when it is committed', async () => {
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
    const { id } = (await aVolunteer(service, space, { subject: 'x' })).page;
    await isOn(service, { space, volunteer: id });
    const body = spaceEdit.parse({ credentialsRequired: ['training'] });
    const stricter = { caller: service.person('coordinator'), space, ifMatch: '*', body };
    betweenReads = () => editSpace(service.ports, stricter, noon);
    const edited = valueOf(await edit(service, { space, volunteer: id }, { topics: ['grief'] }));
    expect(edited.page.eligibility.eligible).toBe(false);
    const { facts } = await stored(service.store, liveKeys.seat(space, id), seatRecord);
    expect(facts).toMatchObject({ topics: ['grief'], eligibleUntil: 0 });
  });
});

describe('an edit of the space that touches eligibility', () => {
  it('reaches everybody who is on before it is acknowledged, and leaves the others alone', async () => {
    const service = aService();
    const space = await aSpace(service);
    const on = (await aVolunteer(service, space, { subject: 'on' })).page.id;
    const off = (await aVolunteer(service, space, { subject: 'off' })).page.id;
    await isOn(service, { space, volunteer: on }, [aTalk()]);
    await isOn(service, { space, volunteer: off, on: 'off' });
    const body = spaceEdit.parse({ credentialsRequired: ['training'] });
    const command = { caller: service.person('coordinator'), space, ifMatch: '*', body };
    service.wakes.drain();
    valueOf(await editSpace(service.ports, command, noon));
    const seat = (volunteer: VolunteerId) => stored(service.store, liveKeys.seat(space, volunteer), seatRecord);
    expect(await seat(on)).toMatchObject({ on: 'off', offers: [], facts: { eligibleUntil: 0 } });
    expect((await seat(off)).facts.eligibleUntil).toBeNull();
    expect((await stored(service.store, liveKeys.talk(requestNo(1)), talkRecord)).state).toBe('waiting');
    expect(service.wakes.drain()).toContain(`${space}#0`);
  });

  it('says 503 where it could not reach them all, and a repetition does', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'on' })).page;
    await isOn(service, { space, volunteer: id });
    const body = spaceEdit.parse({ roles: ['mentor'] });
    const command = { caller: service.person('coordinator'), space, ifMatch: '*', body };
    service.ahead.push((commit) => commit(), meddling.unavailable);
    expect(problemOf(await editSpace(service.ports, command, noon)).code).toBe('unavailable');
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('on');
    valueOf(await editSpace(service.ports, command, noon));
    expect((await stored(service.store, liveKeys.seat(space, id), seatRecord)).on).toBe('off');
  });
});
