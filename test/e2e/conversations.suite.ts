/** From the match to the end of the talk. */
import { describe, expect, it } from 'vitest';
import { aSpace } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk, end, show, type ATalk } from './support/a-talk.ts';
import { call, callRaw, refused, succeeded } from './support/call.ts';
import { canary } from './support/canary.ts';
import { inSeconds } from './support/wait.ts';

const sides = ['seeker', 'volunteer', 'partner'] as const;

function links(expiresAt = inSeconds(3600)) {
  const name = canary('link');
  return { seeker: { url: `https://join.example/s-${name}` }, volunteer: { url: `https://join.example/v-${name}` }, expiresAt };
}

const setJoin = ({ as }: ATalk, body: unknown) => callRaw('setJoin', { ...as.partner, body });
const here = ({ as }: ATalk, side: (typeof sides)[number]) => call('hereInConversation', as[side]);
const joins = async ({ as }: ATalk) => Promise.all(sides.map(async (side) => (await show(as[side])).join?.url ?? null));

describe.concurrent('a conversation', () => {
  it('is open for both sides, and each reads only its own join link, after the partner has sent both', async () => {
    const talk = await aTalk(await aSpace({ handover: null }));
    expect(await show(talk.as.seeker)).toMatchObject({
      id: talk.id,
      state: 'open',
      channel: 'chat',
      join: null,
      seekerHere: false,
      volunteerHere: false,
      stillTalking: false,
    });
    expect(await joins(talk)).toEqual([null, null, null]);
    const first = links();
    expect(await succeeded(setJoin(talk, first))).toMatchObject({
      join: { url: first.seeker.url, expiresAt: first.expiresAt },
    });
    expect(await joins(talk)).toEqual([first.seeker.url, first.volunteer.url, first.seeker.url]);
    expect(await talk.volunteer.conversations()).toMatchObject([
      { id: talk.id, channel: 'chat', join: { url: first.volunteer.url } },
    ]);
    const second = links();
    expect((await setJoin(talk, second)).status).toBe(200);
    expect(await joins(talk)).toEqual([second.seeker.url, second.volunteer.url, second.seeker.url]);
    await end(talk.as.seeker);
    expect(await joins(talk)).toEqual([null, null, null]);
    await refused('already-over', setJoin(talk, links()));
  });

  it('refuses a join link that has expired or is not a web address', async () => {
    const talk = await aTalk(await aSpace({ handover: null }));
    const { errors } = await refused('unprocessable', setJoin(talk, links(inSeconds(-10))));
    expect(errors).toMatchObject([{ pointer: '/expiresAt' }]);
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://join.example/',
      '/relative',
      canary('url'),
      '',
      `https://join.example/${'x'.repeat(2000)}`,
    ]) {
      await refused('bad-request', setJoin(talk, { ...links(), volunteer: { url } }), url);
    }
    await refused('bad-request', setJoin(talk, { seeker: links().seeker, expiresAt: inSeconds(60) }));
    await refused('bad-request', setJoin(talk, { ...links(), expiresAt: 'tomorrow' }));
    expect(await joins(talk)).toEqual([null, null, null]);
  });

  it('has its join links at once if the space has a template for them', async () => {
    const handover = { seekerUrl: 'https://s.example/{conversation}', volunteerUrl: 'https://v.example/?c={conversation}' };
    const talk = await aTalk(await aSpace({ handover }));
    const [seekers, volunteers] = [`https://s.example/${talk.id}`, `https://v.example/?c=${talk.id}`];
    expect(await joins(talk)).toEqual([seekers, volunteers, seekers]);
    const [offer] = await talk.volunteer.conversations();
    expect(offer?.join?.url).toBe(volunteers);
  });

  it('shows the seeker’s opening to the volunteer only, and only while it is open', async () => {
    const opening = canary('opening');
    const talk = await aTalk(await aSpace(), { opening });
    const openings = async () => Promise.all(sides.map(async (side) => (await show(talk.as[side])).opening));
    expect(await openings()).toEqual([undefined, opening, undefined]);
    await end(talk.as.volunteer);
    expect(await openings()).toEqual([undefined, undefined, undefined]);
  });

  it('knows which sides have joined', async () => {
    const talk = await aTalk(await aSpace());
    const present = async () => {
      const { seekerHere, volunteerHere } = await show(talk.as.partner);
      return { seekerHere, volunteerHere };
    };
    await succeeded(here(talk, 'volunteer'));
    expect(await present()).toEqual({ seekerHere: false, volunteerHere: true });
    await succeeded(here(talk, 'partner'));
    expect(await present()).toEqual({ seekerHere: true, volunteerHere: true });
    await succeeded(here(talk, 'seeker'));
    await end(talk.as.seeker);
    for (const side of sides) await refused('already-over', here(talk, side));
  });

  it.for(sides)('is ended by its %s, once, for both sides', async (side) => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const ended = await end(talk.as[side]);
    expect(ended).toMatchObject({ state: 'ended', endedBy: side, join: null });
    for (const other of sides) {
      const { support: _support, reasons: _reasons, ...again } = await end(talk.as[other], { heavy: false });
      expect(ended).toMatchObject(again);
    }
    expect(await talk.volunteer.conversations()).toEqual([]);
    expect(await talk.seeker.read()).toMatchObject({ status: 'matched', conversation: { id: talk.id, state: 'ended' } });
    await aSeeker(space);
    await talk.volunteer.offer();
  });

  it('is ended once when both sides end it at the same time', async () => {
    const talk = await aTalk(await aSpace());
    const ended = await Promise.all([end(talk.as.seeker), end(talk.as.volunteer), end(talk.as.partner)]);
    expect(new Set(ended.map(({ endedAt, endedBy }) => `${endedAt} ${endedBy}`)).size).toBe(1);
  });

  it('that was heavy gives a longer rest, if the volunteer says so at the end or once afterwards', async () => {
    const space = await aSpace({ limits: { restSeconds: 60, heavyRestSeconds: 3600 } });
    const talk = await aTalk(space);
    const rests = async () =>
      Math.round((Date.parse((await talk.volunteer.on()).restUntil ?? '') - Date.parse(ended.endedAt ?? '')) / 1000);
    const ended = await end(talk.as.seeker, { heavy: true });
    expect(await rests()).toBe(60);
    await end(talk.as.seeker, { heavy: true });
    expect(await rests()).toBe(60);
    await end(talk.as.volunteer, { heavy: true });
    expect(await rests()).toBe(3600);
    await end(talk.as.volunteer, { heavy: true });
    expect(await rests()).toBe(3600);
  });

  it('that the volunteer ends as heavy gives the longer rest at once', async () => {
    const space = await aSpace({ limits: { restSeconds: 60, heavyRestSeconds: 3600 } });
    const talk = await aTalk(space);
    const { endedAt = '' } = await end(talk.as.volunteer, { heavy: true });
    const { restUntil = '' } = await talk.volunteer.on();
    expect(Date.parse(restUntil) - Date.parse(endedAt)).toBe(3_600_000);
  });

  it('cannot be rematched before the other side had its time to join, after it has joined, or after the end', async () => {
    const space = await aSpace();
    const talk = await aTalk(space);
    const rematch = (side: (typeof sides)[number]) => call('rematch', talk.as[side]);
    for (const side of sides) {
      const early = await refused('too-early', rematch(side));
      expect(early.retryAfterSeconds).toBeGreaterThan(60);
      expect(early.retryAfterSeconds).toBeLessThanOrEqual(121);
    }
    await succeeded(here(talk, 'volunteer'));
    await refused('already-joined', rematch('seeker'));
    await refused('already-joined', rematch('partner'));
    await refused('too-early', rematch('volunteer'));
    await succeeded(here(talk, 'seeker'));
    await refused('already-joined', rematch('volunteer'));
    await end(talk.as.seeker);
    for (const side of sides) await refused('already-over', rematch(side));
  });

  it('may be ended by a coordinator of its space, who sees nothing else of it', async () => {
    const space = await aSpace();
    const other = await aSpace();
    const talk = await aTalk(space);
    const as = (coordinator: typeof space.coordinator) => ({ ...talk.as.volunteer, token: coordinator.token });
    await refused('not-found', call('showConversation', as(space.coordinator)));
    await refused('not-found', call('endConversation', as(other.coordinator)));
    expect(await end(as(space.coordinator))).toMatchObject({ state: 'ended', endedBy: 'coordinator', join: null });
    expect((await show(talk.as.seeker)).endedBy).toBe('coordinator');
  });

  it('refuses an end with any value beside whether it was heavy', async () => {
    const talk = await aTalk(await aSpace());
    for (const body of [{ heavy: 'yes' }, { heavy: null }, { reason: canary('text') }, 'heavy']) {
      await refused('bad-request', callRaw('endConversation', { ...talk.as.volunteer, body }));
    }
    expect((await show(talk.as.seeker)).state).toBe('open');
  });
});
