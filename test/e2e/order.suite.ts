/** The order of requests and of volunteers: invariant 7, and the policies of a space. */
import { describe, expect, it } from 'vitest';
import { aSpace, topicsOfEverySpace } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { canary } from './support/canary.ts';
import { whoIsAsked } from './support/who-is-asked.ts';

describe.concurrent('the order', () => {
  it('of requests is by need, then by queue time', async () => {
    const space = await aSpace({ limits: { restSeconds: 0, talksPerDay: 10 } });
    const volunteer = await aVolunteer(space);
    const wishes = [
      { urgency: 'whenever' },
      { urgency: 'soon' },
      { urgency: 'now' },
      { urgency: 'now' },
      { urgency: 'soon', notSafeNow: true },
    ] as const;
    const topics = [...topicsOfEverySpace];
    for (const [at, wish] of wishes.entries()) await aSeeker(space, { ...wish, topics: topics.slice(at, at + 1) });
    await volunteer.on();
    const served: (string | undefined)[] = [];
    for (const _ of wishes) {
      const offer = await volunteer.offer();
      served.push(offer.topics[0]);
      const { id } = await volunteer.take(offer.id);
      await end(volunteer.about({ conversation: id }));
    }
    expect(served).toEqual([4, 2, 3, 1, 0].map((at) => topics[at]));
  });

  it('of volunteers is by the longest idle time', async () => {
    const space = await aSpace();
    const first = await aVolunteerOn(space);
    const second = await aVolunteerOn(space);
    await aSeeker(space);
    const asked = await whoIsAsked([first, second]);
    expect(asked.volunteer).toBe(first);
    await aSeeker(space);
    await second.offer();
  });

  it.each(['priced', 'fair'] as const)('under %s yields to a preference, and always to a requirement', async (name) => {
    const space = await aSpace({ policy: { name } });
    const plain = await aVolunteerOn(space);
    const woman = await aVolunteerOn(space, { attributes: { gender: ['woman'] } });
    const wish = (strength: 'prefer' | 'require') => ({ preferences: [{ attribute: 'gender', value: 'woman', strength }] });
    await aSeeker(space, wish('prefer'));
    const offer = await woman.offer();
    expect(offer.reasons).toContain('preferences-met');
    const { id } = await woman.take(offer.id);
    // A preference does not wait for a volunteer who is off: the seeker gets an offer to another volunteer, with the reason.
    const other = await aSeeker(space, { preferences: [{ attribute: 'gender', value: 'man', strength: 'prefer' }] });
    const { id: relaxed } = await plain.take((await plain.offer()).id);
    expect((await other.read()).explanation).toMatchObject({ relaxed: ['preferences-relaxed'] });
    await end(plain.about({ conversation: relaxed }));
    const required = await aSeeker(space, wish('require'));
    expect(await plain.whyNone()).toEqual(['attribute-missing']);
    expect((await required.read()).status).toBe('waiting');
    await end(woman.about({ conversation: id }));
    await woman.offer(offer.id);
  });

  it('lets a request that few volunteers can serve pass an older one of the same need, as often as the space allows', async () => {
    const space = await aSpace({ policy: { overtakesMax: 1, hedgeAfterSeconds: null } });
    const english = await Promise.all([aVolunteerOn(space), aVolunteerOn(space)]);
    for (const volunteer of english) {
      await aSeeker(space);
      await whoIsAsked([volunteer]);
    }
    const polish = await aVolunteer(space, { languages: ['en', 'pl'] });
    await aSeeker(space);
    await aSeeker(space, { languages: ['pl'] });
    await polish.on();
    const first = await polish.offer();
    expect(first).toMatchObject({ languages: ['pl'], reasons: ['longest-idle', 'scarce-skill-first'] });
    await aSeeker(space, { languages: ['pl'] });
    await polish.decline(first.id);
    expect(await polish.offer(first.id)).toMatchObject({ languages: ['en'], reasons: ['longest-idle'] });
  });

  it('is by queue time only, under the policy fcfs', async () => {
    const space = await aSpace({ policy: { name: 'fcfs' } });
    const plain = await aVolunteerOn(space);
    const woman = await aVolunteerOn(space, { attributes: { gender: ['woman'] } });
    await aSeeker(space, { preferences: [{ attribute: 'gender', value: 'woman', strength: 'prefer' }] });
    expect((await whoIsAsked([plain, woman])).volunteer).toBe(plain);
  });

  it('puts the same volunteer first for the seeker who talked with them before, and for no other seeker', async () => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    await end(talk.as.seeker);
    await talk.volunteer.off();
    const other = await aVolunteerOn(space);
    await talk.volunteer.on();
    const again = await aSeeker(space, { subject, sameVolunteerAs: talk.id });
    const offer = await talk.volunteer.offer();
    expect(offer.reasons).toContain('same-volunteer');
    await again.cancel();
    await aSeeker(space, { subject: canary('subject'), sameVolunteerAs: talk.id });
    expect((await other.offer()).reasons).toEqual(['longest-idle']);
  });
});
