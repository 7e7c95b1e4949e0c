/** The matching endpoint: one call asks, and is answered with the match if it comes in time. */
import { describe, expect, it } from 'vitest';
import { aClosedSpace, aSpace, type ASpace } from './support/a-space.ts';
import { aKeyOfOnce, ask, aSeeker, Seeker, wanting, type AskParts } from './support/a-seeker.ts';
import { show } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { boardOf } from './support/board.ts';
import { answered, call, callRaw, refused, tagOf } from './support/call.ts';
import { canary } from './support/canary.ts';

function match(
  { id, partner }: ASpace,
  waitSeconds: unknown,
  { key = aKeyOfOnce(), ...parts }: AskParts & { key?: string } = {},
) {
  const body = { ...wanting(parts), waitSeconds };
  return callRaw('match', { token: partner.key, params: { space: id }, idempotencyKey: key, body });
}

describe.concurrent('the matching endpoint', () => {
  it('answers with the match when a volunteer accepts in time', async () => {
    const space = await aSpace({
      handover: { seekerUrl: 'https://s.example/{conversation}', volunteerUrl: 'https://v.example/{conversation}' },
    });
    const volunteer = await aVolunteerOn(space);
    const key = aKeyOfOnce();
    const parts = { subject: canary('subject'), opening: canary('opening') };
    const [answer] = await Promise.all([
      match(space, 20, { ...parts, key }),
      volunteer.offer().then((offer) => volunteer.take(offer.id)),
    ]);
    const found = (await answered(200, answer)).match;
    expect(found.conversation.join?.url).toBe(`https://s.example/${found.conversation.id}`);
    const sent = { token: found.token, params: { space: space.id, conversation: found.conversation.id } };
    expect(await show(sent)).toMatchObject({ id: found.conversation.id, state: 'open' });
    expect((await answered(200, match(space, 0, { ...parts, key }))).match).toEqual(found);
    expect(await boardOf(space)).toMatchObject({ conversationsOpen: 1, waiting: 0 });
  });

  it('answers with the waiting request when no volunteer has accepted in time, and with the match when called again', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteer(space);
    const key = aKeyOfOnce();
    const began = performance.now();
    const answer = await match(space, 2, { key });
    expect(performance.now() - began).toBeGreaterThan(1900);
    const created = await answered(202, answer);
    expect([answer.status, created.status, created.position]).toEqual([202, 'waiting', 1]);
    expect(answer.headers.get('location')).toBe(created.links['self']);
    expect((await answered(202, match(space, 0, { key }))).id).toBe(created.id);
    await volunteer.on();
    const [again] = await Promise.all([match(space, 20, { key }), volunteer.offer().then((offer) => volunteer.take(offer.id))]);
    expect((await answered(200, again)).match).toMatchObject({ requestId: created.id, token: created.token });
  });

  it('is answered at once when the request is over, and does not ask the caller to come again', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const asked = await aSeeker(space, {}, { key });
    const began = performance.now();
    const [held] = await Promise.all([match(space, 25, { key }), asked.cancel()]);
    const again = await match(space, 25, { key });
    expect(performance.now() - began).toBeLessThan(20_000);
    for (const answer of [held, again]) {
      expect((await answered(202, answer)).status).toBe('cancelled');
      expect(answer.headers.get('retry-after')).toBeNull();
    }
    expect((await ask(space, {}, { key })).headers.get('retry-after')).toBeNull();
    const tag = tagOf(await call('showRequest', asked.as));
    const shown = await call('showRequest', { ...asked.as, headers: { prefer: 'wait=25', 'if-none-match': tag } });
    expect([shown.status, shown.headers.get('retry-after')]).toEqual([304, null]);
    expect(performance.now() - began).toBeLessThan(25_000);
  });

  it('makes the same request as the ask route with the same key, and no second one', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const asked = await aSeeker(space, {}, { key });
    const created = await answered(202, match(space, 0, { key }));
    expect([created.id, created.token]).toEqual([asked.id, asked.token]);
    await refused('idempotency-mismatch', match(space, 0, { urgency: 'soon', key }));
    expect((await new Seeker(space.id, created).read()).status).toBe('waiting');
  });

  it('refuses what the ask route refuses, and serves partners only', async () => {
    const space = await aSpace({ direct: true, limits: { waitingMax: 1 } });
    await refused('nobody-could-serve', match(space, 0));
    await aVolunteer(space);
    await refused('stale-ground-rules', match(space, 0, { groundRulesVersion: 2 }));
    await refused('unprocessable', match(space, 0, { comeBack: canary('comeback') }));
    const subject = canary('subject');
    expect((await match(space, 0, { subject })).status).toBe(202);
    await refused('already-asking', match(space, 0, { subject }));
    await refused('space-full', match(space, 0));
    const sent = {
      params: { space: space.id },
      idempotencyKey: aKeyOfOnce(),
      body: { ...wanting(), waitSeconds: 0 },
    };
    await refused('unauthenticated', call('match', sent));
    expect((await match(space, 0, { notSafeNow: true, comeBack: canary('comeback') })).status).toBe(202);
    const closed = await refused('space-closed', match(await aClosedSpace(), 0));
    expect(closed).toMatchObject({ opensAt: null });
    for (const waitSeconds of [26, -1, 1.5, '5', null]) {
      const { errors } = await refused('bad-request', match(space, waitSeconds), String(waitSeconds));
      expect(errors).toMatchObject([{ pointer: '/waitSeconds' }]);
    }
  });
});
