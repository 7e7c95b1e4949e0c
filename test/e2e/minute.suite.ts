/**
 * What the service does when a time has passed. The shortest of these times is half a minute, the longest a minute. So all of
 * them run at once, and first.
 */
import { describe, expect, it } from 'vitest';
import { aSpace, edit } from './support/a-space.ts';
import { aKeyOfOnce, ask, aSeeker } from './support/a-seeker.ts';
import { aTalk, show } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn, type Volunteer } from './support/a-volunteer.ts';
import { publicView } from './support/public-page.ts';
import { call, refused, shownIn, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { inSeconds, past } from './support/wait.ts';

/** Milliseconds in which a request with a life of one minute must have ended. The reconciler would end it one minute later. */
const expiryMsMax = 85_000;

/** Calls of a volunteer who is on. Each of them is a heartbeat. */
const signsOfLife: readonly (readonly [string, (volunteer: Volunteer, session?: string) => Promise<unknown>])[] = [
  ['renews', (volunteer, session) => volunteer.on({ session })],
  ['reads offers', (volunteer) => volunteer.offers()],
  ['waits for the next offer', (volunteer) => volunteer.next()],
  ['reads the conversations', (volunteer) => volunteer.conversations()],
  ['changes topics', (volunteer) => call('editMe', { ...volunteer.as, body: { topics: ['grief'] } })],
];

describe.concurrent('after a minute', () => {
  it('a request that no volunteer accepted expires with a come-back token, which keeps the queue time', async () => {
    const space = await aSpace({ limits: { unmatchedExpirySeconds: 60, restSeconds: 0 } });
    const volunteer = await aVolunteer(space);
    const parts = { subject: canary('subject'), topics: ['grief'] };
    const first = await aSeeker(space, parts);
    expect(Date.parse(first.created.expiresAt ?? '') - Date.parse(first.created.askedAt)).toBe(60_000);
    await edit(space, { limits: { unmatchedExpirySeconds: 86_400 } });
    const second = await aSeeker(space);
    expect(second.created.position).toBe(2);
    const expired = await first.sees(({ status }) => status !== 'waiting', expiryMsMax);
    expect(expired).toMatchObject({ status: 'expired', position: null, comeBack: expect.stringMatching(/^ecb_/u) });
    const comeBack = expired.comeBack ?? '';
    expect(shownIn(await first.cancel())).toMatchObject({ status: 'expired' });
    expect((await second.read()).position).toBe(1);

    for (const wrong of [first.token, canary('comeback'), `${comeBack.slice(0, -2)}xx`]) {
      const { errors } = await refused('unprocessable', ask(space, { ...parts, comeBack: wrong }));
      expect(errors).toMatchObject([{ pointer: '/comeBack' }]);
    }
    const key = aKeyOfOnce();
    const back = await aSeeker(space, { ...parts, comeBack }, { key });
    expect(back.created).toMatchObject({ status: 'waiting', position: 1, askedAt: first.created.askedAt });
    expect((await aSeeker(space, { ...parts, comeBack }, { key })).id).toBe(back.id);
    expect((await second.read()).position).toBe(1);
    expect(await first.read()).not.toHaveProperty('comeBack');
    await refused('unprocessable', ask(space, { comeBack }));
    await volunteer.on();
    expect((await volunteer.offer()).topics).toEqual(parts.topics);
  });

  it('an ended request is deleted after the space’s retention', async () => {
    const space = await aSpace({ limits: { retentionSeconds: 60 } });
    const talk = await aTalk(space, { opening: canary('opening') });
    const key = aKeyOfOnce();
    const subject = canary('subject');
    const seeker = await aSeeker(space, { subject }, { key });
    await seeker.cancel();
    const { endedAt = '' } = await endOf(talk.as.seeker);
    expect((await seeker.read()).status).toBe('cancelled');
    await past(new Date(Date.parse(endedAt) + 60_000).toISOString());
    for (const id of ['showRequest', 'cancelRequest', 'stillHere', 'eraseRequest'] as const)
      await refused('gone', call(id, seeker.as));
    await refused('gone', ask(space, { subject }, { key }));
    for (const sent of Object.values(talk.as)) {
      await refused('gone', call('showConversation', sent));
      await refused('gone', call('endConversation', sent));
    }
    await refused('gone', call('giveFeedback', { ...talk.as.seeker, body: { heard: 'yes' } }));
    await refused(
      'gone',
      call('setJoin', {
        ...talk.as.partner,
        body: { seeker: { url: 'https://j.example/' }, volunteer: { url: 'https://j.example/' }, expiresAt: inSeconds(60) },
      }),
    );
    expect((await ask(space, { subject })).status).toBe(202);
  });

  it('a seeker without a heartbeat is not offered until the next heartbeat, and the request does not end', async () => {
    const space = await aSpace({ limits: { stillThereSeconds: 30 } });
    const volunteer = await aVolunteer(space);
    const silent = await aSeeker(space);
    const talkative = await aSeeker(space);
    await past(new Date(Date.parse(silent.created.askedAt) + 30_000).toISOString());
    await talkative.here();
    await volunteer.on();
    await volunteer.take((await volunteer.offer()).id);
    expect((await talkative.read()).status).toBe('matched');
    const another = await aVolunteerOn(space);
    expect(await another.whyNone()).toEqual(['for-others']);
    await silent.here();
    await another.take((await another.offer()).id);
    expect((await silent.read()).status).toBe('matched');
  });

  it('a volunteer without a heartbeat gets no offer, even as the one idle longest', async () => {
    const space = await aSpace({ limits: { presenceLeaseSeconds: 30 } });
    const [first, second] = await Promise.all([aVolunteer(space), aVolunteer(space)]);
    const { leaseExpiresAt = '' } = await first.on();
    await past(leaseExpiresAt);
    await second.on();
    await aSeeker(space);
    await second.take((await second.offer()).id);
    await refused('not-eligible', first.next());
    expect((await first.on()).state).toBe('on');
  });

  it.for(signsOfLife)('a volunteer who %s stays on', async ([, signOfLife]) => {
    const space = await aSpace({ limits: { presenceLeaseSeconds: 30 } });
    const volunteer = await aVolunteer(space);
    const { leaseExpiresAt = '', session } = await volunteer.on();
    await past(new Date(Date.parse(leaseExpiresAt) - 12_000).toISOString());
    await signOfLife(volunteer, session);
    await past(leaseExpiresAt);
    await aSeeker(space);
    await volunteer.offer();
    expect((await volunteer.on()).session).toBe(session);
    expect((await publicView(space)).state).toBe('busy');
  });

  it('a talk is asked "still talking?", and goes on when a side says yes', async () => {
    const space = await aSpace({ limits: { talkSecondsMax: 60 } });
    const talk = await aTalk(space);
    const { endsAt = '', stillTalking } = await show(talk.as.seeker);
    expect(stillTalking).toBe(false);
    await past(new Date(Date.parse(endsAt) - 30_000).toISOString());
    expect((await show(talk.as.volunteer)).stillTalking).toBe(true);
    await succeeds('hereInConversation', talk.as.volunteer);
    const after = await show(talk.as.seeker);
    expect(after.stillTalking).toBe(false);
    expect(Date.parse(after.endsAt ?? '')).toBeGreaterThan(Date.parse(endsAt));
  });
});

async function endOf(sent: Parameters<typeof show>[0]) {
  await call('endConversation', sent);
  return show(sent);
}
