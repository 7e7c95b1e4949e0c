/** During a talk and after it: feedback, reports and blocks. */
import { describe, expect, it } from 'vitest';
import { feedbackCharsMax, reportCharsMax } from '../../shared/domain/case-limits.ts';
import { reportCategories } from '../../shared/domain/report.ts';
import { aSpace } from './support/a-space.ts';
import { aKeyOfOnce, aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { boardOf } from './support/board.ts';
import { call, callRaw, refused, succeeded, succeeds } from './support/call.ts';
import type { Sent } from '../../client/sent.ts';
import { canary } from './support/canary.ts';
import { once } from './support/once.ts';

const anyTalk = once(async () => aTalk(await aSpace()));
const sides = ['seeker', 'volunteer'] as const;

describe.concurrent('feedback', () => {
  it('is taken from both sides, during the talk and afterwards, any number of times', async () => {
    const talk = await aTalk(await aSpace());
    const give = (side: (typeof sides)[number], body: object) => call('giveFeedback', { ...talk.as[side], body });
    for (const side of sides)
      expect((await give(side, { heard: 'somewhat', rating: 3, text: canary('feedback') })).status).toBe(201);
    await end(talk.as.seeker);
    for (const side of sides) expect((await give(side, { heard: 'yes' })).status).toBe(201);
    expect((await give('seeker', {})).status).toBe(201);
  });

  it('keeps a text only if its writer agrees to share it, and shows coordinators nothing of a week that is not complete', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const give = (body: object) => succeeds('giveFeedback', { ...talk.as.seeker, body });
    expect(await give({ heard: 'yes', text: canary('feedback') })).toMatchObject({ received: true, textKept: false });
    expect(await give({ heard: 'yes', shareText: true })).toMatchObject({ textKept: false });
    expect(await give({ text: canary('feedback'), shareText: true })).toMatchObject({ textKept: true });
    const to = new Date().toISOString().slice(0, 10);
    for (const query of [{}, { to }, { from: '2026-01-05', to: '2026-03-01' }])
      expect(await succeeds('showFeedback', { ...coordinating(space), query })).toEqual({ items: [] });
    for (const [query, pointer] of [
      [{ from: '2026-03-01', to: '2026-02-01' }, '/from'],
      [{ from: '2025-01-01', to: '2026-01-01' }, '/from'],
      [{ to: 'yesterday' }, '/to'],
    ] as const) {
      const { errors } = await refused('bad-request', callRaw('showFeedback', { ...coordinating(space), query }));
      expect(errors).toMatchObject([{ pointer }]);
    }
  });

  it.for([
    ['another word', { heard: 'maybe' }, '/heard'],
    ['no star', { rating: 0 }, '/rating'],
    ['six stars', { rating: 6 }, '/rating'],
    ['half a star', { rating: 4.5 }, '/rating'],
    ['no text', { text: '' }, '/text'],
    ['a text too long', { text: canary('feedback').padEnd(feedbackCharsMax + 1, 'x') }, '/text'],
  ] as const)('is not taken with %s', async ([, body, pointer]) => {
    const talk = await anyTalk();
    const { errors } = await refused('bad-request', callRaw('giveFeedback', { ...talk.as.seeker, body }));
    expect(errors).toMatchObject([{ pointer }]);
  });
});

describe.concurrent('a report', () => {
  it('is taken from both sides, once per Idempotency-Key', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    for (const side of sides) {
      const idempotencyKey = aKeyOfOnce();
      const body = { category: 'harassment', text: canary('report') };
      const make = (other = {}) => callRaw('report', { ...talk.as[side], idempotencyKey, body: { ...body, ...other } });
      const made = await Promise.all([1, 2, 3].map(() => succeeded(make())));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(made[0]?.blocked).toBe(false);
      await refused('idempotency-mismatch', make({ category: 'spam' }));
    }
    expect(await boardOf(space)).toMatchObject({ cases: { reportsOpen: 2 } });
  });

  it('[bug-report-sides] is taken of every kind from each side, and neither side can use up what the other may say', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    for (const side of sides)
      for (const category of [...reportCategories, ...reportCategories])
        expect((await callRaw('report', { ...talk.as[side], body: { category } })).status).toBe(201);
    expect(await boardOf(space)).toMatchObject({ cases: { reportsOpen: sides.length * reportCategories.length } });
  });

  it.for([
    ['no category', {}, '/category'],
    ['another category', { category: canary('category') }, '/category'],
    ['no text', { category: 'other', text: '' }, '/text'],
    ['a text too long', { category: 'other', text: canary('report').padEnd(reportCharsMax + 1, 'x') }, '/text'],
    ['a block that is not yes or no', { category: 'other', block: 'yes' }, '/block'],
  ] as const)('is not taken with %s', async ([, body, pointer]) => {
    const talk = await anyTalk();
    const { errors } = await refused('bad-request', callRaw('report', { ...talk.as.seeker, body }));
    expect(errors).toMatchObject([{ pointer }]);
  });

  it('also blocks the other side if the caller asks for it', async () => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    const body = { category: 'threat', text: canary('report'), block: true } as const;
    expect((await succeeds('report', { ...talk.as.seeker, body })).blocked).toBe(true);
    await end(talk.as.seeker);
    await aVolunteer(space);
    await aSeeker(space, { subject });
    expect(await talk.volunteer.whyNone()).toEqual(['for-others']);
  });
});

const block = (sent: Sent<'block'>) => succeeds('block', sent);

describe.concurrent('a block', () => {
  it.for(sides)('by the %s keeps the pair apart for good', async (side) => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    expect(await block(talk.as[side])).toMatchObject({ blocked: true, lasts: 'for-good' });
    expect((await block(talk.as[side])).lasts).toBe('for-good');
    await end(talk.as[side]);
    // Another volunteer could serve the seeker, so the request is taken.
    await aVolunteer(space);
    const again = await aSeeker(space, { subject });
    expect(await talk.volunteer.whyNone()).toEqual(['for-others']);
    const another = await aVolunteerOn(space);
    await another.take((await another.offer()).id);
    expect((await again.read()).status).toBe('matched');
    // Only the pair is kept apart.
    await aSeeker(space, { subject: canary('subject') });
    await talk.volunteer.offer();
  });

  it('[sec-block-2] holds even if the seeker asks for the same volunteer again', async () => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    await block(talk.as.volunteer);
    await end(talk.as.seeker);
    await aVolunteer(space);
    const again = await aSeeker(space, { subject, sameVolunteerAs: talk.id });
    expect(await talk.volunteer.whyNone()).toEqual(['for-others']);
    expect((await again.read()).status).toBe('waiting');
  });

  it('[sec-block-1] withdraws an open offer of the pair before the call that blocks is answered', async () => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    await end(talk.as.seeker);
    const again = await aSeeker(space, { subject });
    const offer = await talk.volunteer.offer();
    await block(talk.as.seeker);
    expect(await talk.volunteer.offers()).toEqual([]);
    await refused('offer-gone', talk.volunteer.accept(offer.id));
    expect((await again.read()).status).toBe('waiting');
    expect(await talk.volunteer.whyNone()).toEqual(['for-others']);
  });

  it.for([1, 2, 3])('and an accept at the same time: either there is a talk or there never is (%i)', async () => {
    const space = await aSpace();
    const subject = canary('subject');
    const talk = await aTalk(space, { subject });
    await end(talk.as.seeker);
    const again = await aSeeker(space, { subject });
    const offer = await talk.volunteer.offer();
    const [, accepted] = await Promise.all([block(talk.as.volunteer), talk.volunteer.accept(offer.id)]);
    expect([200, 409]).toContain(accepted.status);
    expect((await again.read()).status).toBe(accepted.status === 200 ? 'matched' : 'waiting');
    expect(await talk.volunteer.conversations()).toHaveLength(accepted.status === 200 ? 1 : 0);
  });

  it('without a pseudonym lasts as long as the request is kept, and the answer says so', async () => {
    const talk = await aTalk(await aSpace());
    expect((await block(talk.as.seeker)).lasts).toBe('while-the-request-is-kept');
  });
});
