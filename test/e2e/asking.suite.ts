/** Making a talk request. */
import { describe, expect, it } from 'vitest';
import { listEntriesMax, openingCharsMax, subjectCharsMax } from '../../shared/domain/limits.ts';
import { aPartner, aSpace } from './support/a-space.ts';
import { aKeyOfOnce, ask, aSeeker, Seeker, wanting, type AskParts } from './support/a-seeker.ts';
import { end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { boardOf } from './support/board.ts';
import { call, callRaw, refused, shownIn, succeeded, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { once } from './support/once.ts';
import { aPerson } from './support/service.ts';
import { inSeconds } from './support/wait.ts';

const anySpace = once(() => aSpace());

describe.concurrent('asking', () => {
  it('is answered with the queue position, a token, and help for the named country', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const parts = { subject: canary('subject'), opening: canary('opening'), topics: ['Grief'], country: 'fr' };
    const answered = await ask(space, parts);
    const made = await succeeded(answered);
    expect(answered.status).toBe(202);
    expect(made).toMatchObject({ status: 'waiting', position: 1, estimate: null, support: { country: 'FR' } });
    expect(answered.headers.get('location')).toBe(made.links['self']);
    expect(Number(answered.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(made.token).toMatch(/^est_/u);
    const shown = await call('showRequest', { token: space.partner.key, params: { space: space.id, request: made.id } });
    expect(JSON.stringify([shown.text, ...shown.headers])).not.toContain(made.token);
    expect((await new Seeker(space.id, made).read()).id).toBe(made.id);
  });

  it('needs no partner where the space takes direct requests, but then a key that cannot be guessed', async () => {
    const [direct, closed] = await Promise.all([aSpace({ direct: true }), aSpace()]);
    await Promise.all([aVolunteer(direct), aVolunteer(closed)]);
    await refused('unauthenticated', ask(closed, {}, { by: null }));
    await refused('idempotency-key-missing', ask(direct, {}, { by: null, key: '' }));
    for (const key of ['k'.repeat(21), 'k'.repeat(40), crypto.randomUUID().slice(1)]) {
      const { errors } = await refused('bad-request', ask(direct, {}, { by: null, key }));
      expect(errors).toMatchObject([{ pointer: '/Idempotency-Key', detail: expect.stringContaining('openssl rand') }]);
    }
    await refused('unprocessable', ask(direct, { subject: canary('subject') }, { by: null, key: crypto.randomUUID() }));
    const seeker = await aSeeker(direct, {}, { by: null, key: crypto.randomUUID().replaceAll('-', '') });
    expect((await seeker.read()).status).toBe('waiting');
    const sent = { params: { space: direct.id }, body: wanting() };
    await refused('idempotency-key-missing', callRaw('ask', sent));
    await refused('idempotency-key-missing', callRaw('ask', { ...sent, token: direct.partner.key }));
    await refused('idempotency-key-missing', callRaw('match', { ...sent, token: direct.partner.key }));
  });

  it('is refused to signed-in people, and with the token of another request', async () => {
    const space = await aSpace({ direct: true });
    await aVolunteer(space);
    const [seeker, { token }] = await Promise.all([aSeeker(space), aPerson()]);
    for (const by of [token, space.coordinator.token, space.operator.token, seeker.token])
      await refused('forbidden', ask(space, {}, { by }));
  });

  it('again with the same key gives the same request as it is now, with one effect', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const parts = { subject: canary('subject'), topics: ['work', 'grief'], notSafeNow: true };
    const all = await Promise.all(Array.from({ length: 8 }, () => aSeeker(space, parts, { key })));
    expect(new Set(all.map(({ id, token }) => `${id} ${token}`)).size).toBe(1);
    const [first] = all;
    const turned = JSON.stringify(Object.fromEntries(Object.entries(wanting(parts)).toReversed()));
    const sent = { token: space.partner.key, params: { space: space.id }, idempotencyKey: key };
    expect((await succeeded(callRaw('ask', { ...sent, text: turned }))).id).toBe(first?.id);
    expect(await boardOf(space)).toMatchObject({ waiting: 1, cases: { escalationsOpen: 1 } });
    await first?.cancel();
    expect((await aSeeker(space, parts, { key })).created).toMatchObject({ id: first?.id, status: 'cancelled' });
    await refused('idempotency-mismatch', ask(space, { ...parts, urgency: 'soon' }, { key }));
    await refused('idempotency-mismatch', ask(space, { ...parts, topics: ['grief', 'work'] }, { key }));
    expect(await boardOf(space)).toMatchObject({ waiting: 0, cases: { escalationsOpen: 1 } });
  });

  it('with the same key makes another request for another partner, and in another space', async () => {
    const [space, other] = await Promise.all([aSpace(), aSpace()]);
    await Promise.all([aVolunteer(space), aVolunteer(other)]);
    const second = await aPartner(space.operator, [space.id, other.id]);
    const key = aKeyOfOnce();
    const [mine, theirs, elsewhere] = await Promise.all([
      aSeeker(space, {}, { key }),
      aSeeker(space, {}, { key, by: second.key }),
      aSeeker(other, {}, { key, by: second.key }),
    ]);
    expect(new Set([mine.id, theirs.id, elsewhere.id]).size).toBe(3);
    await refused('not-found', call('showRequest', { ...mine.as, token: second.key }));
  });

  it('[sec-asking-2] is refused while the same subject has a live request', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const subject = canary('subject');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(space, { subject })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409]);
    const [made] = answers.flatMap((answer) => (answer.status === 202 ? [answer.body] : []));
    if (made === undefined) throw new Error('no volunteer accepted');
    expect(await refused('already-asking', ask(space, { subject }))).toMatchObject({ links: made.links });
    const second = await aPartner(space.operator, [space.id]);
    expect((await ask(space, { subject }, { by: second.key })).status).toBe(202);
    expect((await new Seeker(space.id, made).cancel()).status).toBe(200);
    expect((await ask(space, { subject })).status).toBe(202);
  });

  it('is refused at once if no volunteer could ever serve it, and the answer says which criteria to drop', async () => {
    const space = await aSpace({ channels: ['chat', 'voice'] });
    const unmet = async (parts: AskParts) => (await refused('nobody-could-serve', ask(space, parts)))['unmet'];
    expect(await unmet({})).toEqual(['nobody']);
    const [off] = await Promise.all([
      aVolunteer(space, { languages: ['en', 'de-AT'], channels: ['chat'], attributes: { gender: ['woman'] } }),
      aVolunteer(space, { languages: ['fr'], role: 'professional' }),
    ]);
    const require = (value: string) => ({ preferences: [{ attribute: 'gender', value, strength: 'require' as const }] });
    expect(await unmet({ languages: ['es'] })).toEqual(['language']);
    expect(await unmet({ role: 'mentor' })).toEqual(['role']);
    expect(await unmet({ channel: 'video' })).toEqual(['channel']);
    expect(await unmet(require('man'))).toEqual(['attribute']);
    expect(await unmet({ languages: ['en'], role: 'professional' })).toEqual(['combination']);
    expect(await unmet({ languages: ['fr'], ...require('woman') })).toEqual(['combination']);
    for (const parts of [
      { languages: ['es', 'DE-at'] },
      require('woman'),
      { languages: ['fr'], role: 'professional' as const, channel: 'voice' as const },
    ]) {
      expect((await ask(space, parts)).status).toBe(202);
    }
    expect(await off.offers()).toEqual([]);
  });

  it('names what the space has when it has not what was asked for', async () => {
    const space = await aSpace({ channels: ['chat'], roles: ['listener'], topics: ['Loss & grief', 'Schlaf'] });
    await aVolunteer(space);
    const unknown = await refused('unprocessable', ask(space, { topics: ['Schlaf', 'work'], languages: ['ja'] }));
    expect(unknown.errors).toEqual([
      { pointer: '/topics/1', detail: 'This space has: Loss & grief, Schlaf.' },
      { pointer: '/languages', detail: 'This space has: en, de, es, fr, pl, pt.' },
    ]);
    const nobody = await refused('nobody-could-serve', ask(space, { languages: ['ja'], channel: 'video', role: 'mentor' }));
    expect(nobody).toMatchObject({
      unmet: ['language', 'role', 'channel'],
      errors: [
        { pointer: '/languages', detail: 'This space has: en, de, es, fr, pl, pt.' },
        { pointer: '/role', detail: 'This space has: listener.' },
        { pointer: '/channel', detail: 'This space has: chat.' },
      ],
    });
    expect((await ask(space, { topics: ['LOSS & GRIEF'], languages: ['ja', 'EN_us'] })).status).toBe(202);
  });

  it('is refused if a credential has expired, a topic is muted by all, or the one who could serve is blocked', async () => {
    const space = await aSpace({ credentialsRequired: ['check'] });
    const unmet = async (parts: AskParts) => (await refused('nobody-could-serve', ask(space, parts)))['unmet'];
    const credentials = (from: number) => [{ kind: 'Check', expiresAt: inSeconds(from) }];
    await aVolunteer(space, { credentials: credentials(-60) });
    expect(await unmet({})).toEqual(['nobody']);
    const volunteer = await aVolunteer(space, { mutedTopics: ['grief'], credentials: credentials(86_400) });
    expect(await unmet({ topics: ['Grief'] })).toEqual(['topic']);
    await volunteer.on();
    const subject = canary('subject');
    const seeker = await aSeeker(space, { subject });
    const { id } = await volunteer.take((await volunteer.offer()).id);
    await succeeds('block', { token: seeker.token, params: { space: space.id, conversation: id } });
    await end(volunteer.about({ conversation: id }));
    expect(await unmet({ subject })).toEqual(['nobody']);
    expect((await ask(space, { subject: canary('subject') })).status).toBe(202);
  });

  it('by a seeker who is not safe is taken whatever is asked, raises the case, and says that no volunteer can serve it', async () => {
    const space = await aSpace({ duty: { always: true } });
    const parts = { notSafeNow: true, languages: ['ja'], channel: 'video', topics: ['dragons'] } as const;
    const first = await aSeeker(space, { ...parts, languages: ['ja'], topics: ['dragons'] });
    expect(first.created).toMatchObject({ status: 'waiting', unmet: ['nobody'] });
    expect(first.created.support.resources[0]?.topics).toContain('emergency');
    expect(await boardOf(space)).toMatchObject({ waiting: 1, cases: { escalationsOpen: 1 } });
    const volunteer = await aVolunteerOn(space);
    expect((await first.read()).unmet).toEqual(['language', 'channel']);
    const regional = await aSeeker(space, { notSafeNow: true, languages: ['en-GB'] });
    expect(regional.created).not.toHaveProperty('unmet');
    await volunteer.take((await volunteer.offer()).id);
    expect((await regional.read()).status).toBe('matched');
  });

  it('[sec-asking-1] is refused when the queue is full, but never to a seeker who is not safe', async () => {
    const space = await aSpace({ limits: { waitingMax: 1 } });
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const first = await aSeeker(space, {}, { key });
    await refused('space-full', ask(space));
    expect((await aSeeker(space, {}, { key })).id).toBe(first.id);
    expect((await aSeeker(space, { notSafeNow: true })).created.status).toBe('waiting');
    await refused('space-full', ask(space));
  });

  it('by a seeker who is not safe is taken although the come-back token is good for nothing', async () => {
    const space = await aSpace();
    await refused('unprocessable', ask(space, { comeBack: canary('comeback') }));
    expect((await aSeeker(space, { notSafeNow: true, comeBack: canary('comeback') })).created.status).toBe('waiting');
  });

  it('by a seeker who is not safe is answered with emergency numbers first, and says when no coordinator is on duty', async () => {
    const [alone, staffed] = await Promise.all([aSpace(), aSpace({ duty: { always: true } })]);
    await Promise.all([aVolunteer(alone), aVolunteer(staffed)]);
    const [here, there] = await Promise.all([
      aSeeker(alone, { notSafeNow: true, country: 'DE' }),
      aSeeker(staffed, { notSafeNow: true }),
    ]);
    for (const { support } of [here.created, await here.read(), there.created])
      expect(support.resources[0]?.topics).toContain('emergency');
    expect(here.created.support.notice).toContain('No coordinator of this space is on duty');
    expect(there.created.support.notice ?? '').not.toContain('No coordinator of this space is on duty');
    const { created } = await aSeeker(staffed);
    expect(created.support.resources[0]?.topics).not.toContain('emergency');
  });

  it.for(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    'for a preference called %s is like asking for any other',
    async (attribute) => {
      const space = await aSpace();
      await aVolunteer(space);
      const wish = (strength: 'prefer' | 'require') => ({ preferences: [{ attribute, value: 'x', strength }] });
      expect(await refused('nobody-could-serve', ask(space, wish('require')))).toMatchObject({ unmet: ['attribute'] });
    },
  );

  it('[sec-asking-3] for a preference with the name of a built-in property does not stop matching', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    await aSeeker(space, { preferences: [{ attribute: 'constructor', value: 'x', strength: 'prefer' }] });
    await volunteer.take((await volunteer.offer()).id);
  });

  const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['no language', { languages: [] }, '/languages'],
    ['a language that is not a tag', { languages: [canary('language')] }, '/languages/0'],
    ['too many languages', { languages: Array.from({ length: listEntriesMax + 1 }, () => 'en') }, '/languages'],
    ['another channel', { channel: canary('channel') }, '/channel'],
    ['no version of the ground rules', { groundRulesVersion: undefined }, '/groundRulesVersion'],
    ['an invalid version', { groundRulesVersion: 0 }, '/groundRulesVersion'],
    ['another role', { role: 'friend' }, '/role'],
    ['an invalid topic', { topics: [`${canary('topic')} <b>`] }, '/topics/0'],
    ['a country that does not exist', { country: 'GBX' }, '/country'],
    ['a language that is no language', { languages: ['und'] }, '/languages/0'],
    ['a topic with a control character', { topics: ['grief\u0007'] }, '/topics/0'],
    ['another urgency', { urgency: 'notSafeNow' }, '/urgency'],
    ['danger that is not yes or no', { notSafeNow: 'yes' }, '/notSafeNow'],
    ['a preference without a strength', { preferences: [{ attribute: 'a', value: 'b' }] }, '/preferences/0/strength'],
    ['an invalid conversation', { sameVolunteerAs: canary('conversation') }, '/sameVolunteerAs'],
    ['an empty subject', { subject: '' }, '/subject'],
    ['a subject with a blank at its end', { subject: `${canary('subject')} ` }, '/subject'],
    ['a subject with a control character', { subject: `${canary('subject')}\u0000` }, '/subject'],
    ['a subject with a mark of direction', { subject: `\u200e${canary('subject')}` }, '/subject'],
    ['a subject too long', { subject: canary('subject').padEnd(subjectCharsMax + 1, 'x') }, '/subject'],
    ['an opening too long', { opening: canary('opening').padEnd(openingCharsMax + 1, 'x') }, '/opening'],
  ];

  it.for(wrong)('is refused with %s', async ([, part, pointer]) => {
    const space = await anySpace();
    const body = { ...wanting(), ...part };
    const idempotencyKey = aKeyOfOnce();
    for (const id of ['ask', 'match'] as const) {
      const { errors } = await refused(
        'bad-request',
        callRaw(id, { token: space.partner.key, params: { space: space.id }, idempotencyKey, body }),
      );
      expect(errors).toMatchObject([{ pointer }]);
    }
  });

  it('takes any text as it is', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const opening = `${canary('opening')} \u0000 \u202e "<script>" '; -- 🫂 \\ \ud800`;
    const subject = `${canary('subject')}#/~% 🫂`;
    await aSeeker(space, { opening, subject });
    const { id } = await volunteer.take((await volunteer.offer()).id);
    const shown = await call('showConversation', volunteer.about({ conversation: id }));
    expect(shownIn(shown)).toMatchObject({ opening: opening.toWellFormed() });
    await refused('already-asking', ask(space, { subject }));
  });
});
