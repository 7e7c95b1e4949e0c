/** Call-outs: from a request that no volunteer who is on could serve, to what a volunteer who is off sees of it. */
import { describe, expect, it } from 'vitest';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { editMe } from '../../shared/app/me/edit-me.ts';
import { me } from '../../shared/app/me/me.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { meBody, meView, volunteerView } from '../../shared/contract/volunteers.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { conversationOf, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import { calloutRepeatSeconds, calloutPauseSeconds } from '../../shared/domain/limits.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { aSeat, aTalk, at, noon, requestNo, type SeatParts, type TalkParts } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  editOf,
  expectConforms,
  overtakenBy,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
}

const inPolish: TalkParts = { criteria: { languages: ['pl'], role: 'listener' } };

/** A seeker asks in Polish. */
async function aFixture(parts: Parameters<typeof aSpace>[1] = {}, talk: TalkParts = inPolish): Promise<Fixture> {
  const service = aService();
  const space = await aSpace(service, { demo: true, ...parts });
  await asks({ service, space }, talk);
  return { service, space };
}

async function asks({ service: { ports, store }, space }: Fixture, parts: TalkParts = inPolish): Promise<void> {
  const talk = aTalk({ space, lastSeenAt: at(9000), expiresAt: at(90_000), ...parts });
  valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
}

/** A volunteer of the space who speaks Polish and was on before. */
async function speaker(fixture: Fixture, subject: string, seat: SeatParts = {}, languages = ['pl', 'en']): Promise<VolunteerId> {
  const { service, space } = fixture;
  const { id } = (await aVolunteer(service, space, { subject, languages })).view;
  const held = aSeat({ space, volunteer: id, on: 'off', facts: { languages: ['en'] }, ...seat });
  valueOf(await committed(service.store, [seatRecord.put(service.ports.ids, held, undefined)]));
  return id;
}

async function run({ service: { ports }, space: id }: Fixture, now = noon) {
  const space = valueOf(await spaceOr404(ports, id));
  return valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, now));
}

const seatOf = ({ service, space }: Fixture, id: VolunteerId) => stored(service.store, liveKeys.seat(space, id), seatRecord);
const talkNo = ({ service }: Fixture, n = 1): Promise<Talk> => stored(service.store, liveKeys.talk(requestNo(n)), talkRecord);
const mine = async ({ service }: Fixture, subject: string, now: EpochMs = noon) =>
  valueOf(await me(service.ports, { caller: service.person(subject) }, now)).items[0];

describe('if no volunteer who is on could serve', () => {
  it('two volunteers who could serve are called out, see in coarse words what for, and both sides note the time', async () => {
    const fixture = await aFixture();
    const [first] = [await speaker(fixture, 'ala'), await speaker(fixture, 'ola'), await speaker(fixture, 'ula')];
    await speaker(fixture, 'else', { on: 'on' }, ['en']);
    expect(await run(fixture)).toMatchObject({ offers: 0, calledOut: 2 });
    const seen = await Promise.all(['ala', 'ola', 'ula', 'else'].map((subject) => mine(fixture, subject)));
    for (const callout of seen) expectConforms(meView, callout);
    const callout = {
      since: '2026-03-02T12:00:00.000Z',
      until: '2026-03-02T12:10:00.000Z',
      languages: ['pl'],
      role: 'listener',
      channel: 'chat',
    };
    expect(seen.filter((one) => one?.callout !== null).map((one) => one?.callout)).toEqual([callout, callout]);
    expect(JSON.stringify(seen)).not.toContain(requestNo(1));
    expect(await talkNo(fixture)).toMatchObject({ state: 'waiting', seq: 1, calledOutAt: noon, offers: [] });
    expect(await seatOf(fixture, first)).toMatchObject({ on: 'off', offers: [] });
  });

  it('more are called out after a while, not before, and each is then not called again for hours', async () => {
    const fixture = await aFixture({ policy: { calloutsAtOnce: 1 } });
    await speaker(fixture, 'ala');
    await speaker(fixture, 'ola');
    expect(await run(fixture)).toMatchObject({ calledOut: 1 });
    expect(await run(fixture, at(calloutRepeatSeconds - 1))).toMatchObject({ calledOut: 0 });
    expect(await run(fixture, at(calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
    expect(await run(fixture, at(2 * calloutRepeatSeconds))).toMatchObject({ calledOut: 0 });
    await asks(fixture, { n: 2, ...inPolish, lastSeenAt: at(calloutPauseSeconds + 9000) });
    expect(await run(fixture, at(calloutPauseSeconds - 1))).toMatchObject({ calledOut: 0 });
    expect(await run(fixture, at(calloutPauseSeconds + calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
  });

  it('a search is noted although it found no volunteer, so that it is not repeated at every wake', async () => {
    const fixture = await aFixture();
    expect(await run(fixture)).toMatchObject({ calledOut: 0 });
    const { calledOutAt, rev } = await talkNo(fixture);
    expect(calledOutAt).toBe(noon);
    await speaker(fixture, 'ala');
    await run(fixture, at(60));
    expect((await talkNo(fixture)).rev).toBe(rev);
  });

  it('a call-out ends for a volunteer who goes on, and the volunteer gets the request as an offer', async () => {
    const fixture = await aFixture();
    const ala = await speaker(fixture, 'ala');
    await run(fixture);
    const { service, space } = fixture;
    const body = availabilityBody.parse({ available: true });
    valueOf(await setAvailability(service.ports, { caller: service.person('ala'), space, body }, at(5)));
    expect(await mine(fixture, 'ala', at(5))).toMatchObject({ callout: null });
    expect(await seatOf(fixture, ala)).not.toHaveProperty('callout');
    expect(await run(fixture, at(6))).toMatchObject({ offers: 1 });
  });

  it.each<[string, SeatParts]>([
    ['is in a talk', { talks: [{ request: requestNo(9), conversation: conversationOf(requestNo(9), 1), at: noon }] }],
    ['rests', { restUntil: at(60) }],
    ['has reached the daily cap', { day: { date: '2026-03-02', talks: 8 } }],
    ['is on, and may not serve', { on: 'on', leaseExpiresAt: at(120), facts: { languages: ['en'], active: false } }],
  ])('a volunteer who %s is not called out', async (_name, seat) => {
    const fixture = await aFixture();
    await speaker(fixture, 'ala', seat);
    expect(await run(fixture)).toMatchObject({ calledOut: 0 });
    expect(await mine(fixture, 'ala')).toMatchObject({ callout: null });
  });

  it('a volunteer who is suspended, lacks a credential, was never on, or no longer speaks the language is not called out', async () => {
    const fixture = await aFixture({ credentialsRequired: ['check'] });
    const { service, space } = fixture;
    await speaker(fixture, 'uncredentialed');
    const expiresAt = '2027-01-01T00:00:00Z';
    await aVolunteer(service, space, { subject: 'never', languages: ['pl'], credentials: [{ kind: 'check', expiresAt }] });
    const checked = async (subject: string) => {
      const volunteer = await speaker(fixture, subject);
      valueOf(await editOf(service, { space, volunteer }, { credentials: [{ kind: 'check', expiresAt }] }));
      return volunteer;
    };
    valueOf(await editOf(service, { space, volunteer: await checked('suspended') }, { status: 'suspended' }));
    valueOf(await editOf(service, { space, volunteer: await checked('changed') }, { languages: ['en'] }));
    expect(await run(fixture)).toMatchObject({ calledOut: 0 });
    await asks(fixture, { n: 2, ...inPolish });
    await checked('ala');
    expect(await run(fixture)).toMatchObject({ calledOut: 1 });
  });

  it('a volunteer who refuses call-outs gets none and sees none, and no other person learns of it', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    const volunteer = await speaker(fixture, 'ala');
    const say = async (callouts: boolean) =>
      valueOf(await editMe(service.ports, { caller: service.person('ala'), space, body: meBody.parse({ callouts }) }, noon));
    expect(await mine(fixture, 'ala')).toMatchObject({ callouts: true });
    expect(await say(false)).toMatchObject({ callouts: false, callout: null });
    expect(await run(fixture)).toMatchObject({ calledOut: 0 });
    const shown = valueOf(await showVolunteer(service.ports, { caller: service.person('coordinator'), space, volunteer }, noon));
    expectConforms(volunteerView, shown.view);
    await say(true);
    expect(await run(fixture, at(calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
    expect(await mine(fixture, 'ala', at(calloutRepeatSeconds))).toMatchObject({ callout: { languages: ['pl'] } });
    expect(await say(false)).toMatchObject({ callout: null });
    expect(await mine(fixture, 'ala', at(calloutRepeatSeconds))).toMatchObject({ callout: null });
  });

  it('a call-out is no longer shown to a volunteer who may no longer serve', async () => {
    const fixture = await aFixture();
    const volunteer = await speaker(fixture, 'ala');
    await speaker(fixture, 'ola');
    await run(fixture);
    const { service, space } = fixture;
    valueOf(await editOf(service, { space, volunteer }, { status: 'suspended' }));
    expect(await mine(fixture, 'ala')).toMatchObject({ callout: null, eligibility: { eligible: false } });
  });

  it('no volunteer is called out if the space makes no call-outs, or is closed', async () => {
    for (const parts of [{ policy: { calloutsAtOnce: 0 } }, { hours: { weekly: [] } }]) {
      const fixture = await aFixture(parts);
      await speaker(fixture, 'ala');
      expect(await run(fixture)).toMatchObject({ calledOut: 0 });
      expect(await talkNo(fixture)).not.toHaveProperty('calledOutAt');
    }
  });

  it('no volunteer is called out if one who could serve is on and the index does not show it yet', async () => {
    let lags = true;
    const service = aService((store) => ({
      ...store,
      query: async (wanted) => {
        const callout = await store.query(wanted);
        if (!callout.ok || wanted.index !== 'room' || !lags) return callout;
        return ok({ items: callout.value.items.filter(({ key }) => !key.pk.startsWith('SEAT#')) });
      },
    }));
    const fixture = { service, space: await aSpace(service, { demo: true }) };
    await asks(fixture);
    const on = await speaker(fixture, 'ala', { on: 'on', leaseExpiresAt: at(120), facts: { languages: ['pl'] } });
    await speaker(fixture, 'ola');
    expect(await run(fixture)).toMatchObject({ offers: 0, calledOut: 0 });
    expect(await talkNo(fixture)).not.toHaveProperty('calledOutAt');
    lags = false;
    expect(await run(fixture)).toMatchObject({ offers: 1, calledOut: 0 });
    expect((await talkNo(fixture)).offers[0]?.volunteer).toBe(on);
  });

  it('a request that was written meanwhile is processed again in the same run', async () => {
    const fixture = await aFixture();
    const ala = await speaker(fixture, 'ala');
    const { service } = fixture;
    service.ahead.push(
      overtakenBy(async () => {
        const before = await talkNo(fixture);
        await service.store.commit([talkRecord.put(service.ports.ids, { ...before, positionTold: 1 }, before)]);
      }),
    );
    expect(await run(fixture)).toMatchObject({ calledOut: 1, lost: 1 });
    expect(await seatOf(fixture, ala)).toMatchObject({ calledOutAt: noon });
    expect(await talkNo(fixture)).toMatchObject({ calledOutAt: noon, positionTold: 1 });
  });

  it('a volunteer who goes on meanwhile gets the request as an offer, and no call-out', async () => {
    const fixture = await aFixture();
    const ala = await speaker(fixture, 'ala');
    const { service } = fixture;
    service.ahead.push(
      overtakenBy(async () => {
        const before = await seatOf(fixture, ala);
        const on = { ...before, on: 'on' as const, leaseExpiresAt: at(120), facts: { ...before.facts, languages: ['pl'] } };
        await service.store.commit([seatRecord.put(service.ports.ids, on, before)]);
      }),
    );
    expect(await run(fixture)).toMatchObject({ calledOut: 0, lost: 1, offers: 1 });
    expect(await seatOf(fixture, ala)).not.toHaveProperty('calledOutAt');
    expect(await talkNo(fixture)).toMatchObject({ state: 'offered' });
    expect(await talkNo(fixture)).not.toHaveProperty('calledOutAt');
  });
});

describe('if a volunteer who is on could serve', () => {
  it.each<[string, SeatParts]>([
    ['talking', { talks: [{ request: requestNo(9), conversation: conversationOf(requestNo(9), 1), at: noon }] }],
    ['resting', { restUntil: at(600) }],
  ])('and is %s, no volunteer is read, written or called out', async (_name, seat) => {
    const fixture = await aFixture({}, {});
    await speaker(fixture, 'on', { on: 'on', leaseExpiresAt: at(120), ...seat });
    await speaker(fixture, 'ala');
    const before = fixture.service.store.dump().filter(({ key }) => key.pk !== 'LIVE');
    expect(await run(fixture)).toMatchObject({ offers: 0, calledOut: 0 });
    expect(fixture.service.store.dump().filter(({ key }) => key.pk !== 'LIVE')).toEqual(before);
  });
});
