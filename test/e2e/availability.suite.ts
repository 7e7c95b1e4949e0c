/** A volunteer's availability: on, renewed, draining, off. */
import { describe, expect, it } from 'vitest';
import { aSpace } from './support/a-space.ts';
import { aKeyOfOnce, aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { callRaw, refused, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { once } from './support/once.ts';
import { inSeconds, past } from './support/wait.ts';

const anyVolunteer = once(async () => aVolunteer(await aSpace()));
const secondsFromNow = (iso = ''): number => (Date.parse(iso) - Date.now()) / 1000;

describe.concurrent('availability', () => {
  it('is on for a session, with a lease that only a renewal extends', async () => {
    const space = await aSpace({ channels: ['chat', 'voice'], limits: { presenceLeaseSeconds: 60, capacityMax: 2 } });
    const volunteer = await aVolunteer(space);
    const on = await volunteer.on({ channels: ['chat'], capacity: 2 });
    expect(on).toMatchObject({ state: 'on', channels: ['chat'], capacity: 2, talks: 0 });
    expect(Math.abs(secondsFromNow(on.leaseExpiresAt) - 60)).toBeLessThan(15);
    const renewed = await volunteer.on({ session: on.session, channels: ['voice'], capacity: 1 });
    expect(renewed).toMatchObject({ state: 'on', session: on.session, channels: ['chat'], capacity: 2 });
    expect(Date.parse(renewed.leaseExpiresAt ?? '')).toBeGreaterThan(Date.parse(on.leaseExpiresAt ?? ''));
  });

  it('stays off after a late renewal, and after a renewal of an earlier session', async () => {
    const volunteer = await aVolunteer(await aSpace());
    const renew = (session = '') => volunteer.setAvailability({ available: true, session });
    await refused('session-ended', renew(canary('session')));
    const { session } = await volunteer.on();
    expect((await volunteer.off()).state).toBe('off');
    await refused('session-ended', renew(session));
    const again = await volunteer.on();
    expect(again.session).not.toBe(session);
    await refused('session-ended', renew(session));
    expect((await renew(again.session)).status).toBe(200);
  });

  it('is not turned on again by a late duplicate of the call that turned it on', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteer(space);
    const key = aKeyOfOnce();
    const first = await volunteer.on({}, key);
    expect(await volunteer.on({}, key)).toEqual(first);
    await volunteer.off();
    expect(await volunteer.on({}, key)).toMatchObject({ state: 'off' });
    const seeker = await aSeeker(space);
    expect((await seeker.read()).status).toBe('waiting');
    await refused('not-eligible', volunteer.next());
    expect((await volunteer.on({}, aKeyOfOnce())).state).toBe('on');
    await volunteer.offer();
  });

  it('answered as off means that no offer is open and none comes', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const offer = await volunteer.offer();
    expect(await volunteer.off()).toMatchObject({ state: 'off', talks: 0 });
    expect(await volunteer.offers()).toEqual([]);
    expect((await seeker.read()).status).toBe('waiting');
    await refused('offer-gone', volunteer.accept(offer.id));
    expect(await volunteer.off()).toMatchObject({ state: 'off' });
  });

  it.for([1, 2, 3, 4])(
    'ends, or an offer is accepted, when both calls come at once: no offer stays open afterwards (%i)',
    async () => {
      const space = await aSpace();
      const volunteer = await aVolunteerOn(space);
      const seeker = await aSeeker(space);
      const offer = await volunteer.offer();
      const [off, accepted] = await Promise.all([volunteer.off(), volunteer.accept(offer.id)]);
      const matched = accepted.status === 200;
      if (!matched) await refused('offer-gone', accepted);
      expect(off.state).toBe('off');
      expect(await volunteer.offers()).toEqual([]);
      expect((await seeker.read()).status).toBe(matched ? 'matched' : 'waiting');
      expect(await volunteer.conversations()).toHaveLength(matched ? 1 : 0);
    },
  );

  it('when draining lasts until the talk ends, without another offer', async () => {
    const space = await aSpace({ limits: { restSeconds: 0, capacityMax: 2 } });
    const volunteer = await aVolunteerOn(space, {}, { capacity: 2 });
    const talk = await aTalk(space, {}, volunteer);
    const waiting = await aSeeker(space);
    const offer = await volunteer.offer();
    expect(await volunteer.off(true)).toMatchObject({ state: 'draining', talks: 1 });
    await refused('offer-gone', volunteer.accept(offer.id));
    await refused('not-eligible', volunteer.next());
    await end(talk.as.seeker);
    expect(await volunteer.off()).toMatchObject({ state: 'off', talks: 0 });
    expect((await waiting.read()).status).toBe('waiting');
  });

  it('when draining becomes off at once without a talk, and on again during a talk', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    expect((await volunteer.off(true)).state).toBe('off');
    expect((await volunteer.off(true)).state).toBe('off');
    await volunteer.on();
    const talk = await aTalk(space, {}, volunteer);
    expect((await volunteer.off(true)).state).toBe('draining');
    expect((await volunteer.on()).state).toBe('draining');
    expect((await volunteer.on({ afterThisOne: false })).state).toBe('on');
    await end(talk.as.volunteer);
    expect(await volunteer.on()).toMatchObject({ state: 'on', talks: 0 });
  });

  it('ends by itself at the stated time', async () => {
    const space = await aSpace();
    const [first, second] = await Promise.all([aVolunteer(space), aVolunteer(space)]);
    const { until = '' } = await first.on({ until: inSeconds(6) });
    await past(until);
    await second.on();
    await aSeeker(space);
    await second.offer();
    expect(await first.offers()).toEqual([]);
    await refused('not-eligible', first.next());
  });

  it('has the capacity and the channels that the profile and the space allow', async () => {
    const space = await aSpace({ channels: ['chat', 'voice'], limits: { capacityMax: 2 } });
    const volunteer = await aVolunteer(space);
    const wrong = [
      [{ capacity: 3, channels: ['chat'] }, '/capacity'],
      [{ capacity: 2, channels: ['chat', 'voice'] }, '/capacity'],
      [{ capacity: 2, channels: ['voice'] }, '/capacity'],
      [{ channels: ['video'] }, '/channels'],
      [{ until: inSeconds(-5) }, '/until'],
    ] as const;
    for (const [choices, pointer] of wrong) {
      const { errors } = await refused('unprocessable', volunteer.setAvailability({ available: true, ...choices }));
      expect(errors).toMatchObject([{ pointer }]);
    }
    expect((await volunteer.on({ channels: ['chat'], capacity: 2 })).capacity).toBe(2);
  });

  it.for([
    {},
    { available: 'yes' },
    { available: null },
    { available: true, afterThisOne: true },
    { available: false, session: 'x' },
    { available: true, capacity: 0 },
    { available: true, capacity: 4 },
    { available: true, channels: [] },
    { available: true, channels: ['letter'] },
    { available: true, until: 'six' },
    { available: true, session: '' },
  ])('refuses %j', async (body) => {
    const volunteer = await anyVolunteer();
    await refused('bad-request', callRaw('setAvailability', { ...volunteer.as, body }));
  });

  it('of a volunteer who was never on is off, with no other data', async () => {
    const volunteer = await aVolunteer(await aSpace());
    expect(await volunteer.offers()).toEqual([]);
    expect(await volunteer.conversations()).toEqual([]);
    await refused('not-eligible', volunteer.next());
    await refused('offer-gone', volunteer.accept(`ofr_${'0'.repeat(22)}`));
    await succeeds('declineOffer', volunteer.about({ offer: `ofr_${'0'.repeat(22)}` }));
    expect(await volunteer.off()).toMatchObject({ state: 'off', talks: 0 });
  });
});
