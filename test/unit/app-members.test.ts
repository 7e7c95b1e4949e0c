import { describe, expect, it } from 'vitest';
import type { Caller } from '../../shared/app/access/callers.ts';
import { editVolunteer } from '../../shared/app/volunteers/edit-volunteer.ts';
import { acceptInvitation } from '../../shared/app/me/accept-invitation.ts';
import { editMe } from '../../shared/app/me/edit-me.ts';
import { me } from '../../shared/app/me/me.ts';
import { volunteerOf } from '../../shared/app/volunteers/volunteer-of.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { volunteerRecord } from '../../shared/app/store/home-records.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { meBody, meView, volunteerEdit } from '../../shared/contract/volunteers.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { invitationSeconds } from '../../shared/domain/limits.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  expectConforms,
  isOn,
  disruption,
  anonymousCaller,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

async function invited(service: Service, space: SpaceId) {
  const { id, invitation } = (await aVolunteer(service, space)).view;
  if (invitation === undefined) throw new Error('not invited');
  return { id, code: invitation.code };
}

const accept = (service: Service, code: string, sub: string, now = noon) =>
  acceptInvitation(service.ports, { caller: service.person(sub), code }, now);

describe('accepting an invitation', () => {
  it('links the caller, makes the volunteer active, and may be repeated by the same person', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id, code } = await invited(service, space);
    const view = valueOf(await accept(service, code, 'me'));
    expectConforms(meView, view);
    expect(view).toMatchObject({ id, space, status: 'active', eligibility: { eligible: true } });
    expect(valueOf(await accept(service, code, 'me'))).toEqual(view);
    expect(valueOf(await volunteerOf(service.ports, service.person('me'), space)).volunteer.id).toBe(id);
    expect(service.store.dump().filter((item) => item.body['what'] === 'invitation-accepted')).toHaveLength(1);
  });

  it('works for the first person only, also if two accept at once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { code } = await invited(service, space);
    service.ahead.push(overtakenBy(() => accept(service, code, 'faster')));
    expect(problemOf(await accept(service, code, 'slower')).code).toBe('invitation-used');
    expect((await volunteerOf(service.ports, service.person('faster'), space)).ok).toBe(true);
    expect((await volunteerOf(service.ports, service.person('slower'), space)).ok).toBe(false);
  });

  it.each(['conflict', 'unknownUndone', 'unknownDone'] as const)('succeeds once after %s', async (what) => {
    const service = aService();
    const { code } = await invited(service, await aSpace(service));
    service.ahead.push(disruption[what]);
    expect(valueOf(await accept(service, code, 'me')).status).toBe('active');
    expect(service.store.dump().filter((item) => item.body['what'] === 'invitation-accepted')).toHaveLength(1);
  });

  it('refuses an unknown code, an expired code, and a caller who is not authenticated', async () => {
    const service = aService();
    const { code } = await invited(service, await aSpace(service));
    expect(problemOf(await accept(service, 'inv_unknown', 'me')).code).toBe('not-found');
    expect(problemOf(await accept(service, code, 'me', at(invitationSeconds))).code).toBe('not-found');
    const anonymous = await acceptInvitation(service.ports, { caller: anonymousCaller, code }, noon);
    expect(problemOf(anonymous).code).toBe('unauthenticated');
  });

  it('never makes one person two volunteers of one space', async () => {
    const service = aService();
    const space = await aSpace(service);
    const [first, second] = [await invited(service, space), await invited(service, space)];
    valueOf(await accept(service, first.code, 'me'));
    expect(problemOf(await accept(service, second.code, 'me')).code).toBe('unprocessable');
    const elsewhere = await invited(service, await aSpace(service));
    expect((await accept(service, elsewhere.code, 'me')).ok).toBe(true);
  });

  it('leaves a volunteer suspended who was suspended meanwhile', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id, code } = await invited(service, space);
    const body = volunteerEdit.parse({ status: 'suspended' });
    const command = { caller: service.person('coordinator'), space, volunteer: id, ifMatch: ['*'], body };
    valueOf(await editVolunteer(service.ports, command, noon));
    expect(valueOf(await accept(service, code, 'me'))).toMatchObject({ status: 'suspended', eligibility: { eligible: false } });
  });
});

describe('the volunteers of a caller', () => {
  it('lists the caller’s records, one per space, with the limits that hold for them and the reasons why the caller may not serve', async () => {
    const service = aService();
    const [one, two] = [await aSpace(service), await aSpace(service, { credentialsRequired: ['check'] })];
    await aVolunteer(service, one, { subject: 'me', limits: { talksPerDay: 3 } });
    await aVolunteer(service, two, { subject: 'me' });
    await aVolunteer(service, one, { subject: 'another person' });
    const { items } = valueOf(await me(service.ports, { caller: service.person('me') }, noon));
    for (const item of items) expectConforms(meView, item);
    expect(items.map((item) => item.space).toSorted()).toEqual([one, two].toSorted());
    expect(items.find((item) => item.space === one)).toMatchObject({
      limits: { talksPerDay: 3, capacityMax: 1 },
      eligibility: { eligible: true, reasons: [] },
    });
    expect(items.find((item) => item.space === two)?.eligibility).toEqual({
      eligible: false,
      reasons: [{ reason: 'credential-missing', what: 'check' }],
    });
  });

  it('is empty for a person who was never invited, and 401 for a caller who is not authenticated', async () => {
    const { ports, person } = aService();
    expect(valueOf(await me(ports, { caller: person('me') }, noon))).toEqual({ items: [], coordinates: [] });
    expect(problemOf(await me(ports, { caller: anonymousCaller }, noon)).code).toBe('unauthenticated');
  });
});

describe('the volunteer of a caller', () => {
  it('is found in their own space and nowhere else, suspended or not', async () => {
    const service = aService();
    const [space, other] = [await aSpace(service), await aSpace(service)];
    await aVolunteer(service, space, { subject: 'me', status: 'suspended' });
    const find = (caller: Caller, where = space) => volunteerOf(service.ports, caller, where);
    expect(valueOf(await find(service.person('me'))).volunteer.status).toBe('suspended');
    expect(problemOf(await find(service.person('me'), other)).code).toBe('not-found');
    expect(problemOf(await find(service.person('stranger'))).code).toBe('not-found');
    expect(problemOf(await find({ kind: 'seeker', request: requestNo(1) })).code).toBe('not-found');
    expect(problemOf(await find(anonymousCaller)).code).toBe('unauthenticated');
  });
});

describe('editing one’s own profile', () => {
  const edit = (service: Service, space: SpaceId, body: unknown, caller: Caller = service.person('me')) =>
    editMe(service.ports, { caller, space, body: meBody.parse(body) }, noon);

  it('changes only the fields that are sent, within the caps of the space', async () => {
    const service = aService();
    const space = await aSpace(service, { limits: { talksPerDay: 5 } });
    const { view: page } = await aVolunteer(service, space, { subject: 'me', limits: { capacityMax: 1 } });
    const view = valueOf(await edit(service, space, { topics: ['grief'], limits: { talksPerDay: 5 } }));
    expectConforms(meView, view);
    expect(view).toMatchObject({ topics: ['grief'], languages: page.languages, limits: { talksPerDay: 5, capacityMax: 1 } });
    const { limits } = await stored(service.store, homeKeys.volunteer(space, page.id), volunteerRecord);
    expect(limits).toEqual({ talksPerDay: 5, capacityMax: 1 });
    const above = problemOf(await edit(service, space, { limits: { talksPerDay: 6, capacityMax: 2 } }));
    expect(above.errors?.map((one) => one.pointer)).toEqual(['/limits/talksPerDay', '/limits/capacityMax']);
  });

  it('withdraws an offer of a topic that the volunteer mutes, and wakes the room', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id } = (await aVolunteer(service, space, { subject: 'me' })).view;
    await isOn(service, { space, volunteer: id }, [aTalk({ criteria: { topics: ['grief'] } })]);
    service.ahead.push(disruption.unknownDone);
    valueOf(await edit(service, space, { mutedTopics: ['grief'] }));
    const seat = await stored(service.store, liveKeys.seat(space, id), seatRecord);
    expect(seat).toMatchObject({ on: 'on', offers: [], facts: { mutedTopics: ['grief'] } });
    expect((await stored(service.store, liveKeys.talk(requestNo(1)), talkRecord)).state).toBe('waiting');
    expect(service.wakes.drain()).toEqual([`${space}#0`]);
  });

  it('loses neither of two simultaneous edits', async () => {
    const service = aService();
    const space = await aSpace(service);
    await aVolunteer(service, space, { subject: 'me' });
    service.ahead.push(overtakenBy(() => edit(service, space, { languages: ['de'] })));
    expect(valueOf(await edit(service, space, { topics: ['grief'] }))).toMatchObject({ languages: ['de'], topics: ['grief'] });
  });

  it('is only for volunteers of the space', async () => {
    const service = aService();
    const space = await aSpace(service);
    expect(problemOf(await edit(service, space, {})).code).toBe('not-found');
    expect(problemOf(await edit(service, space, {}, anonymousCaller)).code).toBe('unauthenticated');
  });
});
