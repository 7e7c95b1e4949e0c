/** `Prefer: wait`: an answer that is held until it has changed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aSpace } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { boardOf } from './support/board.ts';
import { call, callRaw, succeeds, tagOf } from './support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import type { AnyAnswer } from '../../client/answer.ts';
import { until } from './support/wait.ts';

type Held = 'showRequest' | 'showConversation' | 'listOffers' | 'board';

async function timed<Given extends AnyAnswer>(answering: () => Promise<Given>): Promise<Given & { readonly seconds: number }> {
  const began = performance.now();
  const answered = await answering();
  return { ...answered, seconds: (performance.now() - began) / 1000 };
}

function holding({ route, sent }: { readonly route: Held; readonly sent: RawSent }, tag: string | undefined, prefer = 'wait=20') {
  const headers = { prefer, ...(tag === undefined ? {} : { 'if-none-match': tag }) };
  return timed(() => callRaw(route, { ...sent, headers }));
}

/** One object of each kind that a long poll can wait for, and the call that changes it. */
async function waitedFor(): Promise<readonly { readonly route: Held; readonly sent: RawSent; change(): Promise<unknown> }[]> {
  const [space, busy] = await Promise.all([aSpace(), aSpace()]);
  const [volunteer, talk] = await Promise.all([aVolunteerOn(space, { languages: ['de'] }), aTalk(busy)]);
  await aVolunteer(space, { languages: ['fr'] });
  const waiting = await aSeeker(space, { languages: ['fr'] });
  // The event counter counts a little later. Until it has counted, the board changes by itself.
  await until(
    () => boardOf(busy),
    ({ today }) => today.asked === 1 && today.offers === 1 && today.matched === 1,
  );
  return [
    { route: 'showRequest', sent: waiting.as, change: () => waiting.cancel() },
    { route: 'listOffers', sent: volunteer.as, change: () => aSeeker(space, { languages: ['de'] }) },
    { route: 'showConversation', sent: talk.as.seeker, change: () => succeeds('hereInConversation', talk.as.volunteer) },
    { route: 'board', sent: coordinating(busy), change: () => talk.volunteer.off() },
  ];
}

/**
 * An answer that comes long before the wait is over. A busy machine may be late now and then, so a late answer is asked for again; a poll
 * that nothing wakes is late every time.
 */
async function promptly<Given extends { readonly seconds: number }>(ask: (tries: number) => Promise<Given>): Promise<Given> {
  for (let tries = 1; ; tries += 1) {
    const answered = await ask(tries);
    if (answered.seconds < promptSeconds) return answered;
    if (tries === promptTriesMax) throw new Error(`answered after ${answered.seconds} s, ${tries} times`);
  }
}

/** Seconds far below the 20 for which the polls ask, and the most tries. */
const [promptSeconds, promptTriesMax] = [15, 5];

describe.concurrent('a long poll', () => {
  it('is answered when the object changes', async () => {
    const first = await waitedFor();
    for (const at of first.keys())
      await promptly(async (tries) => {
        const one = (tries === 1 ? first : await waitedFor())[at];
        if (one === undefined) throw new Error('there is none');
        const { route, sent, change } = one;
        const tag = tagOf(await callRaw(route, sent));
        const [answered] = await Promise.all([holding({ route, sent }, tag), change()]);
        expect([route, answered.status]).toEqual([route, 200]);
        expect(tagOf(answered)).not.toBe(tag);
        return answered;
      });
  });

  it('says that it was held', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteer(space);
    const sent = coordinating(space);
    let applied: string | null = null;
    // On a busy machine the change may come before the first read. Then the call was not held, and the test tries again, more
    // slowly.
    for (let tries = 1; applied === null && tries <= 5; tries += 1) {
      const tag = tagOf(await call('board', sent));
      const change = sleep(500 * tries).then(() => (tries % 2 === 0 ? volunteer.off() : volunteer.on()));
      const [answered] = await Promise.all([holding({ route: 'board', sent }, tag), change]);
      expect(answered.status).toBe(200);
      applied = answered.headers.get('preference-applied');
    }
    expect(applied).toContain('wait');
  });

  it('is answered 304 when its time is over', async () => {
    const all = await waitedFor();
    await Promise.all(
      all.map(async ({ route, sent }) => {
        let tag = tagOf(await callRaw(route, sent));
        let answered = await holding({ route, sent }, tag, 'wait=2');
        // On a busy machine the object may still change by itself, a few times.
        for (let changes = 1; answered.status === 200 && changes <= promptTriesMax; changes += 1) {
          tag = tagOf(answered);
          answered = await holding({ route, sent }, tag, 'wait=2');
        }
        expect([route, answered.status, tagOf(answered)]).toEqual([route, 304, tag]);
        expect(answered.seconds).toBeGreaterThan(1.9);
        expect(answered.headers.get('preference-applied')).toContain('wait');
      }),
    );
  });

  it('is answered at once if the caller has no tag, or an old one', async () => {
    for (const { route, sent } of await waitedFor()) {
      for (const tag of [undefined, '"other"']) {
        const answered = await promptly(() => holding({ route, sent }, tag));
        expect([route, answered.status]).toEqual([route, 200]);
        expect(answered.headers.has('preference-applied')).toBe(false);
      }
    }
  });

  it('happens only on request: without it the answer is 304 at once, and says when to ask again', async () => {
    for (const { route, sent } of await waitedFor()) {
      const tag = tagOf(await callRaw(route, sent));
      for (const prefer of ['', 'respond-async', 'wait=', 'wait=soon', 'wait=0']) {
        const answered = await promptly(() => holding({ route, sent }, tag, prefer));
        expect([route, prefer, answered.status]).toEqual([route, prefer, 304]);
        expect(answered.headers.has('preference-applied')).toBe(false);
      }
      const several = await callRaw(route, { ...sent, headers: { 'if-none-match': `"other", W/${tag}` } });
      expect(several.status).toBe(304);
      const notNow = await holding({ route, sent }, tag, 'wait=0');
      expect(Number(notNow.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('is held beside other preferences, and is answered when the object is erased', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    await promptly(async () => {
      const seeker = await aSeeker(space);
      const tag = tagOf(await call('showRequest', seeker.as));
      const [held] = await Promise.all([
        holding({ route: 'showRequest', sent: seeker.as }, tag, 'respond-async, wait=20; handling=strict'),
        seeker.erase(),
      ]);
      // An erasure cancels the request, then deletes it. The poll is answered by what it sees first.
      if (held.kind === 'success') expect(held.body).toMatchObject({ status: 'cancelled' });
      else expect(held.status).toBe(410);
      expect((await callRaw('showRequest', seeker.as)).status).toBe(410);
      return held;
    });
  });
});
