/** While a seeker waits: the queue position, a cancel that counts, and the deletion at once. */
import { describe, expect, it } from 'vitest';
import { aSpace } from './support/a-space.ts';
import { aKeyOfOnce, ask, aSeeker } from './support/a-seeker.ts';
import { aTalk } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { boardOf } from './support/board.ts';
import { call, callRaw, refused, succeeded, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { askingBody } from '../world/bodies.ts';

describe.concurrent('a request that waits', () => {
  it('has a queue position that counts earlier requests, and never rises', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const [first, second, third] = [await aSeeker(space), await aSeeker(space, { urgency: 'soon' }), await aSeeker(space)];
    const positions = async () => Promise.all([first, second, third].map(async (seeker) => (await seeker.read()).position));
    expect([first, second, third].map(({ created }) => created.position)).toEqual([1, 2, 3]);
    // A request of a seeker who is not safe goes first, and does not count for requests that came before it.
    await aSeeker(space, { notSafeNow: true });
    expect(await positions()).toEqual([1, 2, 3]);
    await first.cancel();
    expect(await positions()).toEqual([null, 1, 2]);
    await second.cancel();
    expect(await positions()).toEqual([null, null, 1]);
  });

  it('is seen by the partner who asked, and by the seeker', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    const byPartner = await succeeds('showRequest', { ...seeker.as, token: space.partner.key });
    expect(byPartner).toEqual(await seeker.read());
    expect(byPartner).toMatchObject({ id: seeker.id, status: 'waiting' });
    await seeker.here();
    await succeeds('stillHere', { ...seeker.as, token: space.partner.key });
  });

  it('can be cancelled any number of times, and then no volunteer can accept it', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const offer = await volunteer.offer();
    expect((await seeker.read()).status).toBe('offered');
    for (let times = 0; times < 3; times += 1) {
      expect(await succeeded(seeker.cancel())).toMatchObject({ id: seeker.id, status: 'cancelled', position: null });
    }
    expect(await volunteer.offers()).toEqual([]);
    await refused('offer-gone', volunteer.accept(offer.id));
    expect((await volunteer.next()).status).toBe(204);
    await seeker.here();
    expect((await seeker.read()).status).toBe('cancelled');
  });

  it('that a volunteer has accepted cannot be cancelled any more, and the answer names the conversation', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    expect(await refused('already-matched', talk.seeker.cancel())).toMatchObject({ conversation: { id: talk.id } });
    expect(await talk.seeker.read()).toMatchObject({
      status: 'matched',
      position: null,
      estimate: null,
      conversation: { id: talk.id, state: 'open' },
      explanation: { reasons: ['longest-idle'], relaxed: [] },
    });
  });

  it.for([1, 2, 3, 4, 5, 6])('is either cancelled or accepted when both happen at once (%i)', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const offer = await volunteer.offer();
    const [cancelled, accepted] = await Promise.all([seeker.cancel(), volunteer.accept(offer.id)]);
    expect([cancelled.status, accepted.status].toSorted()).toEqual([200, 409]);
    const matched = accepted.status === 200;
    expect((await seeker.read()).status).toBe(matched ? 'matched' : 'cancelled');
    expect(await volunteer.conversations()).toHaveLength(matched ? 1 : 0);
    expect(await boardOf(space)).toMatchObject({ waiting: 0, offered: 0, volunteersOn: 1, conversationsOpen: matched ? 1 : 0 });
  });
});

describe.concurrent('erasure', () => {
  /** What every erasure leaves. */
  const always = ['counters', 'tombstone', 'day-of-changes', 'day-of-recovery'];

  it('of a waiting request leaves a receipt, and nothing that can be read', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const parts = { subject: canary('subject'), opening: canary('opening') };
    const seeker = await aSeeker(space, parts, { key });
    const { receipt } = await seeker.erase();
    expect(receipt).toMatchObject({ request: seeker.id, kept: always });
    for (const token of [seeker.token, space.partner.key]) {
      for (const id of ['showRequest', 'cancelRequest', 'stillHere', 'sayNotSafe', 'eraseRequest'] as const) {
        await refused('gone', call(id, { ...seeker.as, token }));
      }
    }
    await refused('gone', ask(space, parts, { key }));
    await refused(
      'gone',
      call('match', {
        token: space.partner.key,
        params: { space: space.id },
        idempotencyKey: key,
        body: askingBody,
      }),
    );
    expect((await ask(space, parts)).status).toBe(202);
    expect(await boardOf(space)).toMatchObject({ waiting: 1 });
  });

  it('of an offered request withdraws the offer', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const offer = await volunteer.offer();
    await seeker.erase();
    expect(await volunteer.offers()).toEqual([]);
    await refused('offer-gone', volunteer.accept(offer.id));
    await aSeeker(space);
    await volunteer.take((await volunteer.offer()).id);
  });

  it('of a talk ends it for both sides, and the volunteer is free again', async () => {
    const space = await aSpace();
    const talk = await aTalk(space, { subject: canary('subject') });
    await call('report', { ...talk.as.seeker, body: { category: 'spam', text: canary('report') } });
    expect((await talk.seeker.erase()).receipt.kept).toEqual(['reports', 'audit', 'notices', ...always]);
    for (const sent of Object.values(talk.as)) await refused('gone', call('showConversation', sent));
    for (const id of ['endConversation', 'hereInConversation', 'rematch'] as const)
      await refused('gone', call(id, talk.as.volunteer));
    for (const id of ['block', 'giveFeedback', 'report'] as const) {
      const body = { block: undefined, giveFeedback: { heard: 'no' }, report: { category: 'other' } }[id];
      await refused('gone', callRaw(id, { ...talk.as.volunteer, body }));
    }
    expect(await talk.volunteer.conversations()).toEqual([]);
    await aSeeker(space);
    await talk.volunteer.take((await talk.volunteer.offer()).id);
  });

  it('happens once when many calls ask for it at once, with one receipt', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space, { notSafeNow: true });
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('eraseRequest', seeker.as)));
    const erased = answers.filter(({ status }) => status === 202);
    // A call that lost the race may get either answer: the request is gone, or here is the receipt.
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(5 - erased.length);
    const receipts = await Promise.all(erased.map(async (answer) => (await succeeded(answer)).receipt));
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    expect(receipts[0]?.kept).toEqual(['escalation', 'audit', 'notices', ...always]);
    await refused('gone', call('eraseRequest', seeker.as));
    expect(await boardOf(space)).toMatchObject({ waiting: 0, cases: { escalationsOpen: 1 } });
  });
});
