import { describe, expect, it } from 'vitest';
import type { Caller } from '../../shared/app/access/callers.ts';
import { addVolunteer } from '../../shared/app/volunteers/add-volunteer.ts';
import { listVolunteers, showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import { acceptInvitation } from '../../shared/app/me/accept-invitation.ts';
import { homeKeys } from '../../shared/app/store/keys.ts';
import { volunteerRecord } from '../../shared/app/store/home-records.ts';
import { volunteerCreation, volunteerView, volunteerRoutes } from '../../shared/contract/volunteers.ts';
import { volunteerId, type SpaceId } from '../../shared/domain/ids.ts';
import { invitationSeconds } from '../../shared/domain/limits.ts';
import { toIso } from '../../shared/domain/time.ts';
import { at, noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  editOf,
  everyPage,
  expectConforms,
  disruption,
  anonymousCaller,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { volunteerBody } from '../world/bodies.ts';

const listener = volunteerCreation.parse(volunteerBody);

describe('adding a volunteer', () => {
  it('links a subject at once, and stores only a keyed digest of it', async () => {
    const service = aService();
    const { view } = await aVolunteer(service, await aSpace(service), { subject: 'sub-of-a-person' });
    expectConforms(volunteerRoutes.addVolunteer.answers[201], view);
    expect(view).toMatchObject({ status: 'active', linked: true, eligibility: { eligible: true, reasons: [] } });
    expect(view.invitation).toBeUndefined();
    expect(JSON.stringify(service.store.dump())).not.toContain('sub-of-a-person');
  });

  it('invites if there is no subject, and stores only a digest of the code', async () => {
    const service = aService();
    const { view } = await aVolunteer(service, await aSpace(service));
    expectConforms(volunteerRoutes.addVolunteer.answers[201], view);
    expect(view).toMatchObject({ status: 'invited', linked: false, eligibility: { eligible: false } });
    expect(view.invitation).toMatchObject({ expiresAt: toIso(at(invitationSeconds)) });
    expect(view.invitation?.code).toMatch(/^inv_[A-Za-z0-9_-]{22}$/u);
    expect(JSON.stringify(service.store.dump())).not.toContain(view.invitation?.code);
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

  it('does not show the code to a replay after it was used', async () => {
    const service = aService();
    const space = await aSpace(service);
    const add = () =>
      addVolunteer(service.ports, { caller: service.person('coordinator'), space, key: 'k', body: listener }, noon);
    const { view } = valueOf(await add());
    const code = view.invitation?.code ?? '';
    valueOf(await acceptInvitation(service.ports, { caller: service.person('x'), code }, noon));
    expect(valueOf(await add()).view).toMatchObject({ id: view.id, status: 'active', linked: true });
    expect(valueOf(await add()).view.invitation).toBeUndefined();
  });

  it('adds one volunteer when many calls with one key race', async () => {
    const service = aService();
    const space = await aSpace(service);
    const command = { caller: service.person('coordinator'), space, key: 'k', body: listener };
    const all = await Promise.all([1, 2, 3, 4].map(() => addVolunteer(service.ports, command, noon)));
    expect(new Set(all.map((one) => valueOf(one).view.id)).size).toBe(1);
  });

  it('allows one volunteer per person and space, also if two are added at once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const body = { ...listener, subject: 'x' };
    const add = () => addVolunteer(service.ports, { caller: service.person('coordinator'), space, body }, noon);
    service.ahead.push(overtakenBy(add));
    expect(problemOf(await add())).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/subject' }] });
    expect(valueOf(await list(service, space)).items).toHaveLength(1);
    expect((await aVolunteer(service, await aSpace(service), { subject: 'x' })).view.linked).toBe(true);
  });

  it.each(['conflict', 'unknownUndone', 'unknownDone'] as const)('adds one volunteer after %s', async (what) => {
    const service = aService();
    const space = await aSpace(service);
    service.ahead.push(disruption[what]);
    await aVolunteer(service, space, { subject: 'x' });
    expect(valueOf(await list(service, space)).items).toHaveLength(1);
  });

  it('says which credential is missing or expired, and refuses one from before 1970', async () => {
    const service = aService();
    const space = await aSpace(service, { credentialsRequired: ['training', 'check'] });
    const expired = { kind: 'check', expiresAt: toIso(noon) };
    const { view } = await aVolunteer(service, space, { subject: 'x', credentials: [expired] });
    expect(view.credentials).toEqual([expired]);
    expect(view.eligibility.reasons).toEqual([
      { reason: 'credential-missing', what: 'training' },
      { reason: 'credential-expired', what: 'check' },
    ]);
    const body = { ...listener, credentials: [{ kind: 'check', expiresAt: '1969-12-31T00:00:00Z' }] };
    const refused = await addVolunteer(service.ports, { caller: service.person('coordinator'), space, body }, noon);
    expect(problemOf(refused).errors?.[0]?.pointer).toBe('/credentials/0/expiresAt');
  });
});

function list(service: Service, space: SpaceId, view: { limit: number; cursor?: string } = { limit: 100 }, caller?: Caller) {
  return listVolunteers(service.ports, { caller: caller ?? service.person('coordinator'), space, ...view }, noon);
}

describe('reading volunteers', () => {
  it('is for coordinators of that space, and reveals nothing about other spaces', async () => {
    const service = aService();
    const [mine, other] = [await aSpace(service), await aSpace(service)];
    const { id } = (await aVolunteer(service, other)).view;
    const show = (caller: Caller, space: SpaceId, volunteer = id) =>
      showVolunteer(service.ports, { caller, space, volunteer }, noon);
    const coordinator = service.person('coordinator');
    expectConforms(volunteerView, valueOf(await show(coordinator, other)).view);
    expect(problemOf(await show(coordinator, mine)).code).toBe('not-found');
    expect(problemOf(await show(coordinator, other, volunteerId.parse('vol_nobody00'))).code).toBe('not-found');
    for (const stranger of [service.person('stranger'), service.person('operator', 'operator')]) {
      expect(problemOf(await show(stranger, other)).code).toBe('not-found');
      expect(problemOf(await list(service, other, { limit: 1 }, stranger)).code).toBe('not-found');
      expect(problemOf(await editOf(service, { space: other, volunteer: id, caller: stranger }, {})).code).toBe('not-found');
      const added = await addVolunteer(service.ports, { caller: stranger, space: other, body: listener }, noon);
      expect(problemOf(added).code).toBe('not-found');
    }
    expect(problemOf(await show(anonymousCaller, other)).code).toBe('unauthenticated');
    expect(problemOf(await list(service, other, { limit: 1 }, anonymousCaller)).code).toBe('unauthenticated');
  });

  it('pages through all volunteers, each once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const ids = await Promise.all([1, 2, 3, 4, 5].map(async () => (await aVolunteer(service, space)).view.id));
    const pages = await everyPage((cursor) => list(service, space, { limit: 2, ...cursor }));
    expect(pages.map((view) => view.length)).toEqual([2, 2, 1]);
    const seen = pages.flat().map((one) => one.id);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('refuses a cursor that was invented, changed, or taken from another space', async () => {
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
  it('changes only the fields that are sent, merges limits, and returns the new ETag', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { view, etag } = await aVolunteer(service, space, { subject: 'x', limits: { talksPerDay: 3 }, topics: ['grief'] });
    const change = { languages: ['de'], limits: { capacityMax: 2 } };
    const edited = valueOf(await editOf(service, { space, volunteer: view.id, ifMatch: [etag] }, change));
    expectConforms(volunteerView, edited.view);
    const limits = { talksPerDay: 3, capacityMax: 2 };
    expect(edited.view).toEqual({ ...view, languages: ['de'], limits });
    expect((await stored(service.store, homeKeys.volunteer(space, view.id), volunteerRecord)).rev).toBe(edited.etag);
  });

  it('needs the ETag that was read, and the first of two edits wins', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { view, etag } = await aVolunteer(service, space, { subject: 'x' });
    const which = { space, volunteer: view.id };
    expect(problemOf(await editOf(service, { ...which, ifMatch: undefined }, {})).code).toBe('precondition-required');
    service.ahead.push(overtakenBy(() => editOf(service, which, { topics: ['grief'] })));
    expect(problemOf(await editOf(service, { ...which, ifMatch: [etag] }, { topics: ['work'] })).code).toBe('stale');
    expect((await stored(service.store, homeKeys.volunteer(space, view.id), volunteerRecord)).topics).toEqual(['grief']);
  });

  it('is applied once, and not called stale, if the answer of the store was lost', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { view, etag } = await aVolunteer(service, space, { subject: 'x' });
    service.ahead.push(disruption.unknownDone);
    const edited = await editOf(service, { space, volunteer: view.id, ifMatch: [etag] }, { status: 'suspended' });
    expect(valueOf(edited).view.status).toBe('suspended');
    expect(service.store.dump().filter((item) => item.body['what'] === 'volunteer-suspended')).toHaveLength(1);
  });
});
