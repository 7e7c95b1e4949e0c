/** An edit after which no volunteer could serve seekers who wait: what is told before, what ends, and what passes. */
import { describe, expect, it } from 'vitest';
import { aboutTalk, supportBlock } from '../../shared/domain/support-block.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { editMe } from '../../shared/app/me/edit-me.ts';
import { leaveSpace } from '../../shared/app/me/leave-space.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { requestView } from '../../shared/contract/talk-requests.ts';
import { aTalk, at, noon, requestNo, spaceNo, type TalkParts } from '../fixtures/domain.ts';
import { aVolunteer, expectConforms, isOn, problemOf, stored, valueOf } from '../fixtures/service.ts';
import {
  aFixture,
  deleteVera,
  editTheSpace,
  editVera,
  inclusivity,
  reconciled,
  request,
  spoiledVolunteer,
  stateOf,
  waits,
  type Edit,
} from '../fixtures/stranding.ts';
import type { VolunteerBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

const { partner } = partnerOf(spaceNo(1));

/** Edits that leave the request of one seeker without a volunteer. */
const strands: readonly (readonly [string, Edit, TalkParts, Partial<VolunteerBody>])[] = [
  ['takes the role of the volunteer away', editTheSpace({ roles: ['mentor'] }), {}, {}],
  ['takes the channel away', editTheSpace({ channels: ['voice'] }), {}, {}],
  ['requires a training', editTheSpace({ credentialsRequired: ['training'] }), {}, {}],
  [
    'keeps scripts apart',
    editTheSpace({ inclusivity: { ...inclusivity, scriptsApart: true } }),
    { criteria: { languages: ['zh-Hant'] } },
    { languages: ['zh-Hans'] },
  ],
  ['takes the place to meet away', editTheSpace({ handover: null }), {}, {}],
  ['suspends the volunteer', editVera({ status: 'suspended' }), {}, {}],
  ['takes the language of the volunteer away', editVera({ languages: ['cy'] }), {}, {}],
  ['changes the role of the volunteer', editVera({ role: 'mentor' }), { criteria: { role: 'listener' } }, {}],
  ['takes the channel of the volunteer away', editVera({ channels: ['voice'] }), {}, {}],
  ['mutes the topic for the volunteer', editVera({ mutedTopics: ['Grief'] }), { criteria: { topics: ['grief'] } }, {}],
  [
    'takes the attribute of the volunteer away',
    editVera({ attributes: {} }),
    { criteria: { preferences: [{ attribute: 'gender', value: 'woman', strength: 'require' }] } },
    { attributes: { Gender: ['woman'] } },
  ],
  ['deletes the volunteer', deleteVera, {}, {}],
];

describe('an edit that leaves a seeker who waits without a volunteer', () => {
  it.each(strands)('[bug-would-strand] which %s, is not saved, and says how many', async (_, edit, wanted, vera) => {
    const fixture = await aFixture({}, vera);
    await waits(fixture, wanted, { n: 2, ...wanted });
    const before = fixture.service.store.dump();
    expect(problemOf(await edit(fixture))).toEqual({ code: 'would-strand', members: { stranded: 2 } });
    expect(fixture.service.store.dump()).toEqual(before);
  });

  it.each(strands)('[bug-end-stranded] which %s, ends the request if the coordinator says so', async (_, edit, wanted, vera) => {
    const fixture = await aFixture({}, vera);
    await waits(fixture, wanted, { n: 2, ...wanted, need: 'notSafeNow' });
    valueOf(await edit(fixture, { endStranded: true }));
    expect(await stateOf(fixture)).toBe('expired, space changed');
    expect(await stateOf(fixture, 2)).toBe('waiting');
    const { service, space } = fixture;
    const seeker = { caller: { kind: 'seeker', request: requestNo(1) }, space, request: requestNo(1) } as const;
    const shown = valueOf(await showRequest(service.ports, seeker, noon));
    expectConforms(requestView.omit({ support: true }), shown.view);
    expect(shown.view).toMatchObject({ status: 'expired', expiredBecause: 'space-changed', comeBack: expect.any(String) });
    expect(supportBlock(aboutTalk(shown), noon).notice).toContain('This space has changed');
  });

  it('ends a request that a volunteer is being asked for, and the volunteer is free again', async () => {
    const fixture = await aFixture();
    const { service, space, vera } = fixture;
    await isOn(service, { space, volunteer: vera }, [aTalk({ space })]);
    expect(problemOf(await editVera({ languages: ['cy'] })(fixture)).code).toBe('would-strand');
    service.wakes.drain();
    valueOf(await editVera({ languages: ['cy'] })(fixture, { endStranded: true }));
    expect(await stateOf(fixture)).toBe('expired, space changed');
    expect((await stored(service.store, liveKeys.seat(space, vera), seatRecord)).offers).toEqual([]);
    expect(service.wakes.drain()).toContain(`${space}#0`);
  });

  it('closes the space now: every seeker who waits counts, and the closing ends their requests', async () => {
    const fixture = await aFixture();
    await waits(fixture, {}, { n: 2, need: 'notSafeNow' });
    const closes = editTheSpace({ hours: { weekly: [] } });
    expect(problemOf(await closes(fixture))).toMatchObject({ code: 'would-strand', members: { stranded: 2 } });
    valueOf(await closes(fixture, { endStranded: true }));
    const { service } = fixture;
    const space = valueOf(await spaceOr404(service.ports, fixture.space));
    valueOf(await matchRoom(service.ports, { space, whole: true, mayGoOn: () => true }, noon));
    expect(await request(fixture)).toMatchObject({ state: 'expired', spaceClosed: true });
  });
});

const withoutLanguage = { inclusivity: { languages: ['cy'], identityPreferences: [] } };

/** Edits that leave no seeker worse off. */
const passes: readonly (readonly [string, Edit, TalkParts])[] = [
  ['changes no rule', editTheSpace({ purpose: 'Another purpose', limits: { talksPerDay: 1 } }), {}],
  ['takes away a channel that no request needs', editTheSpace({ channels: ['chat'] }), {}],
  ['takes out of the list a language that the volunteer still speaks', editTheSpace(withoutLanguage), {}],
  ['takes a topic out of the list', editTheSpace({ topics: ['work'] }), { criteria: { topics: ['grief'] } }],
  ['takes the place to meet away, where a partner gives the links', editTheSpace({ handover: null }), { partner }],
  [
    'is about a request that no volunteer could serve before',
    editVera({ status: 'suspended' }),
    { criteria: { languages: ['fr'] } },
  ],
  ['is about a seeker who is not safe', editVera({ status: 'suspended' }), { need: 'notSafeNow' }],
  ['takes a language away that the request does not need', editVera({ languages: ['en'] }), {}],
  ['is about a request that has ended', deleteVera, { state: 'cancelled', endedAt: noon }],
];

describe('an edit that leaves no seeker without a volunteer', () => {
  it.each(passes)('[bug-strands-nobody-new] because it %s, is saved, and the request stays', async (_, edit, wanted) => {
    const fixture = await aFixture({}, { languages: ['en', 'cy'] });
    await waits(fixture, wanted);
    const before = await request(fixture);
    valueOf(await edit(fixture));
    await reconciled(fixture, at(1));
    expect(await request(fixture)).toEqual(before);
  });

  it('because another volunteer could serve the request, on or off, is saved', async () => {
    const fixture = await aFixture();
    await aVolunteer(fixture.service, fixture.space, { subject: 'another' });
    await waits(fixture, {});
    valueOf(await deleteVera(fixture));
    expect(await stateOf(fixture)).toBe('waiting');
  });

  it('is not found where the other volunteer is blocked with the seeker', async () => {
    const fixture = await aFixture();
    const { id } = (await aVolunteer(fixture.service, fixture.space, { subject: 'another' })).view;
    await waits(fixture, { excludedVolunteers: [{ volunteer: id, until: null }] });
    expect(problemOf(await deleteVera(fixture)).code).toBe('would-strand');
  });

  it('is saved if a volunteer cannot be read, who may serve: no request ends', async () => {
    const fixture = await aFixture();
    await waits(fixture, {});
    await spoiledVolunteer(fixture);
    valueOf(await editVera({ status: 'suspended' })(fixture, { endStranded: true }));
    await reconciled(fixture, at(1));
    expect(await stateOf(fixture)).toBe('waiting');
  });

  it('[bug-own-edit-free] is that of the volunteer: leaving and muting are never refused, and end no request', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    await waits(fixture, { criteria: { topics: ['grief'] } }, { n: 2 });
    const me = { caller: service.person('vera'), space };
    valueOf(await editMe(service.ports, { ...me, body: { mutedTopics: ['grief'] } }, noon));
    valueOf(await leaveSpace(service.ports, me, noon));
    await reconciled(fixture, at(1));
    expect([await stateOf(fixture), await stateOf(fixture, 2)]).toEqual(['waiting', 'waiting']);
  });
});
