/** The volunteers of a space: how they join it, what they may do, and what a coordinator changes. */
import { describe, expect, it } from 'vitest';
import { aSpace, edit } from './support/a-space.ts';
import { aKeyOfOnce, aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { addVolunteer, aVolunteer, aVolunteerOn, editVolunteer } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { call, callRaw, refused, succeeded, succeeds, tagOf } from './support/call.ts';
import { canary } from './support/canary.ts';
import { once } from './support/once.ts';
import { aPerson } from './support/service.ts';
import { inSeconds, past } from './support/wait.ts';

const anySpace = once(() => aSpace());

describe.concurrent('a volunteer', () => {
  it('with an account is linked and active at once, in that space alone', async () => {
    const [space, other] = await Promise.all([aSpace(), aSpace()]);
    const { sub, token } = await aPerson();
    const answered = await addVolunteer(space, { subject: sub, topics: ['Grief'] });
    const volunteer = await succeeded(answered);
    expect(answered.headers.get('location')).toBe(`/v1/spaces/${space.id}/volunteers/${volunteer.id}`);
    expect(volunteer).toMatchObject({ status: 'active', linked: true, eligibility: { eligible: true, reasons: [] } });
    expect(volunteer).not.toHaveProperty('invitation');
    const { items } = await succeeds('me', { token });
    const availability = { state: 'off', talks: 0, talksToday: 0, talksPerDay: 8, reasons: [{ reason: 'off' }] };
    expect(items).toMatchObject([
      { id: volunteer.id, space: space.id, status: 'active', limits: { talksPerDay: 8, capacityMax: 1 }, availability },
    ]);
    expect(await succeeds('showAvailability', { token, params: { space: space.id } })).toEqual(items[0]?.availability);
    await refused('unprocessable', addVolunteer(space, { subject: sub }));
    expect((await addVolunteer(other, { subject: sub })).status).toBe(201);
    expect((await succeeds('me', { token })).items).toHaveLength(2);
  });

  it('without an account is invited with a code that works once, for one person', async () => {
    const space = await aSpace();
    const { id, status, linked, invitation } = await succeeded(addVolunteer(space));
    expect({ status, linked }).toEqual({ status: 'invited', linked: false });
    const params = { code: invitation?.code ?? '' };
    const shown = await call('showVolunteer', coordinating(space, { volunteer: id }));
    expect(shown.text).not.toContain(params.code);
    const [who, another] = await Promise.all([aPerson(), aPerson()]);
    expect((await succeeds('me', { token: who.token })).items).toEqual([]);
    const accept = ({ token }: { readonly token: string }) => call('acceptInvitation', { token, params });
    const accepted = await succeeded(accept(who));
    expect(accepted).toMatchObject({ id, space: space.id, status: 'active', eligibility: { eligible: true } });
    expect(await succeeded(accept(who))).toEqual(accepted);
    await refused('invitation-used', accept(another));
    for (const code of [canary('code'), `${params.code}x`, params.code.slice(0, -1)]) {
      await refused('not-found', call('acceptInvitation', { token: who.token, params: { code } }));
    }
    expect(await succeeds('showVolunteer', coordinating(space, { volunteer: id }))).toMatchObject({
      status: 'active',
      linked: true,
    });
  });

  it('leaves: is off at once, the talk goes on, and afterwards the person is no volunteer of the space', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const { volunteer } = talk;
    const { receipt } = await succeeds('leaveSpace', volunteer.as);
    expect(receipt).toMatchObject({ volunteer: volunteer.id, deleted: false });
    expect(await volunteer.me()).toMatchObject({ status: 'suspended', availability: { state: 'off' } });
    const shown = await succeeds('showVolunteer', coordinating(space, { volunteer: volunteer.id }));
    expect(shown.leftAt).toBe(receipt.leftAt);
    await refused('not-eligible', volunteer.setAvailability({ available: true }));
    await refused('already-over', call('inviteAgain', coordinating(space, { volunteer: volunteer.id })));
    await end(talk.as.volunteer);
    expect((await succeeds('leaveSpace', volunteer.as)).receipt).toEqual({ ...receipt, deleted: true });
    expect((await succeeds('me', { token: volunteer.person.token })).items).toEqual([]);
    await refused('not-found', call('leaveSpace', volunteer.as));
    await refused('not-found', call('showVolunteer', coordinating(space, { volunteer: volunteer.id })));
    const { items } = await succeeds('audit', coordinating(space));
    expect(items.filter(({ what }) => what === 'volunteer-left')).toMatchObject([{ about: volunteer.id }]);
    // The same person may become a volunteer again, as another one.
    expect((await addVolunteer(space, { subject: volunteer.person.sub })).status).toBe(201);
  });

  it('is deleted by a coordinator, is invited again, and gets another login', async () => {
    const space = await aSpace();
    const { id, invitation } = await succeeded(addVolunteer(space));
    const [who, other, third] = await Promise.all([aPerson(), aPerson(), aPerson()]);
    const of = coordinating(space, { volunteer: id });
    const accept = ({ token }: { readonly token: string }, code: string) => call('acceptInvitation', { token, params: { code } });
    const fresh = await succeeds('inviteAgain', of);
    await refused('not-found', accept(who, invitation?.code ?? ''));
    expect(await succeeded(accept(who, fresh.code))).toMatchObject({ id, status: 'active' });
    const another = await succeeds('inviteAgain', of);
    const volunteerNow = async (token: string) => (await succeeds('me', { token })).items.map((one) => one.id);
    expect(await volunteerNow(who.token)).toEqual([id]);
    await succeeded(accept(other, another.code));
    expect([await volunteerNow(who.token), await volunteerNow(other.token)]).toEqual([[], [id]]);
    await succeeds('editVolunteer', { ...of, ifMatch: '*', body: { subject: third.sub } });
    expect([await volunteerNow(other.token), await volunteerNow(third.token)]).toEqual([[], [id]]);
    await refused('not-found', accept(other, another.code));
    expect((await succeeds('deleteVolunteer', of)).receipt).toMatchObject({ volunteer: id, deleted: true });
    expect(await volunteerNow(third.token)).toEqual([]);
    for (const route of ['deleteVolunteer', 'inviteAgain'] as const) await refused('not-found', call(route, of));
  });

  it('who is a volunteer of the space already cannot become a second one by an invitation', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteer(space);
    const { invitation } = await succeeded(addVolunteer(space));
    await refused(
      'unprocessable',
      call('acceptInvitation', { token: volunteer.person.token, params: { code: invitation?.code ?? '' } }),
    );
  });

  it('is one of two people who accept one invitation at once', async () => {
    const space = await aSpace();
    const { invitation } = await succeeded(addVolunteer(space));
    const people = await Promise.all([aPerson(), aPerson(), aPerson()]);
    const params = { code: invitation?.code ?? '' };
    const statuses = await Promise.all(
      people.map(async ({ token }) => (await call('acceptInvitation', { token, params })).status),
    );
    expect(statuses.toSorted()).toEqual([200, 409, 409]);
  });

  it('is added once per Idempotency-Key, and replays show the code until it is used', async () => {
    const space = await aSpace();
    const key = aKeyOfOnce();
    const add = () => succeeded(addVolunteer(space, {}, key));
    const [first, second] = await Promise.all([add(), add()]);
    expect(second).toEqual(first);
    await refused('idempotency-mismatch', addVolunteer(space, { role: 'mentor' }, key));
    const { token } = await aPerson();
    await succeeds('acceptInvitation', { token, params: { code: first.invitation?.code ?? '' } });
    const after = await add();
    expect([after.id, after.invitation]).toEqual([first.id, undefined]);
    expect((await succeeds('listVolunteers', coordinating(space))).items).toHaveLength(1);
  });

  it.for([
    ['no role', { languages: ['en'] }, '/role'],
    ['an unknown role', { role: 'friend', languages: ['en'] }, '/role'],
    ['no language', { role: 'listener', languages: [] }, '/languages'],
    ['a language that is not a tag', { role: 'listener', languages: [canary('language')] }, '/languages/0'],
    ['an invalid topic', { role: 'listener', languages: ['en'], topics: [`${canary('topic')}\n`] }, '/topics/0'],
    ['a daily cap of zero', { role: 'listener', languages: ['en'], limits: { talksPerDay: 0 } }, '/limits/talksPerDay'],
    ['a capacity of four', { role: 'listener', languages: ['en'], limits: { capacityMax: 4 } }, '/limits/capacityMax'],
    [
      'a credential that ends on no date',
      { role: 'listener', languages: ['en'], credentials: [{ kind: 'dbs', expiresAt: 'some day' }] },
      '/credentials/0/expiresAt',
    ],
    ['a subject of no length', { role: 'listener', languages: ['en'], subject: '' }, '/subject'],
  ] as const)('is not added with %s', async ([, body, pointer]) => {
    const space = await anySpace();
    const { errors } = await refused('bad-request', callRaw('addVolunteer', { ...coordinating(space), body }));
    expect(errors).toMatchObject([{ pointer }]);
  });

  it('is not added with invalid attributes, and the answer does not repeat their names', async () => {
    const space = await anySpace();
    const wrong = [
      { [`${canary('attribute')} <`]: ['x'] },
      { [canary('attribute')]: [`${canary('value')} <`] },
      { [canary('attribute')]: [] },
    ];
    for (const attributes of wrong) {
      const { errors = [] } = await refused('bad-request', addVolunteer(space, { attributes }));
      expect(
        errors.every(({ pointer }) => pointer.startsWith('/attributes/*')),
        JSON.stringify(errors),
      ).toBe(true);
    }
  });

  it('is listed in pages, each volunteer once, by a cursor of that list', async () => {
    const [space, other] = await Promise.all([aSpace(), aSpace()]);
    const ids = (await Promise.all([aVolunteer(space), aVolunteer(space), aVolunteer(space)])).map(({ id }) => id);
    const list = (query: Record<string, string>) => call('listVolunteers', { ...coordinating(space), query });
    const first = await succeeded(list({ limit: '2' }));
    const second = await succeeded(list({ limit: '2', cursor: first.nextCursor ?? '' }));
    expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(second.nextCursor).toBeUndefined();
    const cursor = first.nextCursor ?? '';
    await refused('bad-request', call('listVolunteers', { ...coordinating(other), query: { cursor } }));
    await refused('bad-request', call('audit', { ...coordinating(space), query: { cursor } }));
  });

  it('is edited only by a coordinator who has read the current state', async () => {
    const space = await aSpace();
    const { id } = await aVolunteer(space);
    const sent = coordinating(space, { volunteer: id });
    const first = tagOf(await call('showVolunteer', sent));
    const change = (tag: string | undefined, body: object) => callRaw('editVolunteer', { ...sent, ifMatch: tag, body });
    await refused('precondition-required', change(undefined, { topics: [] }));
    const edited = await change(first, { role: 'mentor', limits: { talksPerDay: 2 } });
    expect(await succeeded(edited)).toMatchObject({ role: 'mentor', limits: { talksPerDay: 2 } });
    await refused('stale', change(first, { role: 'listener' }));
    expect((await change(tagOf(edited), { role: 'listener' })).status).toBe(200);
    for (const body of [{ status: 'invited' }, { id }]) await refused('bad-request', change('*', body));
    await refused('unprocessable', change('*', { credentials: [{ kind: 'dbs', expiresAt: '1969-12-31T23:59:59Z' }] }));
  });

  it('changes their own languages, topics and caps, within the caps of the space', async () => {
    const space = await aSpace({ limits: { talksPerDay: 5 } });
    const volunteer = await aVolunteer(space);
    const change = (body: object) => call('editMe', { ...volunteer.as, body });
    const limits = { talksPerDay: 3, capacityMax: 1 };
    const edited = await succeeded(change({ languages: ['EN', 'fr'], topics: ['Grief'], limits: { talksPerDay: 3 } }));
    expect(edited).toMatchObject({ languages: ['en', 'fr'], limits });
    expect(await volunteer.me()).toEqual(edited);
    const { errors } = await refused('unprocessable', change({ limits: { talksPerDay: 6 } }));
    expect(errors).toMatchObject([{ pointer: '/limits/talksPerDay' }]);
    const unknown = { languages: ['de-AT', 'ja'], topics: ['dragons'], mutedTopics: ['work', 'swords'] };
    const has = {
      topics: 'This space has: family, grief, loneliness, study, work.',
      languages: 'This space has: en, de, es, fr, pl, pt.',
    };
    const places = [
      { pointer: '/languages/1', detail: has.languages },
      { pointer: '/topics/0', detail: has.topics },
      { pointer: '/mutedTopics/1', detail: has.topics },
    ];
    expect((await refused('unprocessable', change(unknown))).errors).toEqual(places);
    const ofCoordinator = { ...unknown, channels: ['chat', 'video'] as const };
    const byCoordinator = [...places, { pointer: '/channels/1', detail: 'This space has: chat.' }];
    const added = addVolunteer(space, { ...ofCoordinator, channels: ['chat', 'video'] });
    expect((await refused('unprocessable', added)).errors).toEqual(byCoordinator);
    for (const body of [
      { role: 'professional' },
      { status: 'active' },
      { attributes: {} },
      { credentials: [] },
      { languages: [] },
    ]) {
      await refused('bad-request', change(body));
    }
    expect(await volunteer.me()).toEqual(edited);
  });
});

describe.concurrent('a volunteer who may not serve', () => {
  it('because a credential is missing is told which one, and is not on', async () => {
    const space = await aSpace({ credentialsRequired: ['training', 'check'] });
    const volunteer = await aVolunteer(space, { credentials: [{ kind: 'training', expiresAt: inSeconds(-1) }] });
    const reasons = [
      { reason: 'credential-expired', what: 'training' },
      { reason: 'credential-missing', what: 'check' },
    ];
    expect((await volunteer.me()).eligibility).toEqual({ eligible: false, reasons });
    expect(await refused('not-eligible', volunteer.setAvailability({ available: true }))).toMatchObject({ reasons });
    const credentials = ['training', 'check'].map((kind) => ({ kind, expiresAt: inSeconds(3600) }));
    expect((await editVolunteer(space, volunteer.id, { credentials })).eligibility.eligible).toBe(true);
    expect((await volunteer.on()).state).toBe('on');
  });

  it('is offered nothing and can accept nothing from the moment a credential expires, even while on', async () => {
    const space = await aSpace({ credentialsRequired: ['training'] });
    const expiresAt = inSeconds(10);
    const [first, second] = await Promise.all([
      aVolunteerOn(space, { credentials: [{ kind: 'training', expiresAt }] }),
      aVolunteer(space, { credentials: [{ kind: 'training', expiresAt: inSeconds(3600) }] }),
    ]);
    const seeker = await aSeeker(space);
    const offer = await first.offer();
    await second.on();
    await past(expiresAt);
    await refused('offer-gone', first.accept(offer.id));
    expect((await first.me()).eligibility.reasons).toEqual([{ reason: 'credential-expired', what: 'training' }]);
    await second.take((await second.offer()).id);
    expect((await seeker.read()).status).toBe('matched');
    expect(await first.offers()).toEqual([]);
  });

  it('because of a suspension is off at once, and an open talk goes on', async () => {
    const space = await aSpace({ limits: { restSeconds: 0, capacityMax: 2 } });
    const volunteer = await aVolunteerOn(space, {}, { capacity: 2 });
    await aVolunteer(space);
    const talk = await aTalk(space, {}, volunteer);
    const waiting = await aSeeker(space);
    const offer = await volunteer.offer();
    expect(await editVolunteer(space, volunteer.id, { status: 'suspended' })).toMatchObject({
      eligibility: { reasons: [{ reason: 'not-active' }] },
    });
    expect(await volunteer.offers()).toEqual([]);
    await refused('offer-gone', volunteer.accept(offer.id));
    expect((await waiting.read()).status).toBe('waiting');
    await refused('not-eligible', volunteer.setAvailability({ available: true }));
    await refused('not-eligible', volunteer.next());
    expect(await volunteer.conversations()).toMatchObject([{ id: talk.id }]);
    expect((await end(talk.as.volunteer)).endedBy).toBe('volunteer');
    await editVolunteer(space, volunteer.id, { status: 'active' });
    expect((await volunteer.on()).state).toBe('on');
    expect((await volunteer.offer()).id).not.toBe(offer.id);
  });

  it('because a rule of the space became stricter holds no offer any more', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    // An edit never ends a request of a seeker who is not safe.
    await aSeeker(space, { notSafeNow: true });
    const offer = await volunteer.offer();
    await edit(space, { credentialsRequired: ['training'] });
    expect(await volunteer.offers()).toEqual([]);
    await refused('offer-gone', volunteer.accept(offer.id));
  });

  it.for<[string, Parameters<typeof editVolunteer>[2]]>([
    ['the coordinator takes the language away', { languages: ['fr'] }],
    ['the coordinator makes the volunteer a mentor where a listener was asked for', { role: 'mentor' }],
  ])('this request, since %s, does not hold the offer any more', async ([, change]) => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    await aVolunteer(space);
    const seeker = await aSeeker(space, { role: 'listener' });
    const offer = await volunteer.offer();
    await editVolunteer(space, volunteer.id, change);
    expect((await seeker.read()).status).toBe('waiting');
    await refused('offer-gone', volunteer.accept(offer.id));
  });

  it('this request, since the volunteer mutes its topic, does not hold the offer any more', async () => {
    const space = await aSpace();
    const topic = 'grief';
    const volunteer = await aVolunteerOn(space);
    await aSeeker(space, { topics: [topic] });
    const offer = await volunteer.offer();
    expect((await succeeds('editMe', { ...volunteer.as, body: { mutedTopics: [topic] } })).mutedTopics).toEqual([topic]);
    await refused('offer-gone', volunteer.accept(offer.id));
    expect(await volunteer.whyNone()).toEqual(['topic-muted']);
  });
});
