/** Call-outs: from a request that no volunteer who is on could serve, to what a volunteer who is off sees of it. */
import { describe, expect, it } from 'vitest';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { editMe } from '../../shared/app/volunteers/edit-me.ts';
import { me } from '../../shared/app/volunteers/me.ts';
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

interface Scene {
  readonly service: Service;
  readonly space: SpaceId;
}

const inPolish: TalkParts = { criteria: { languages: ['pl'], role: 'listener' } };

/** A seeker asks in Polish. */
async function aScene(parts: Parameters<typeof aSpace>[1] = {}, talk: TalkParts = inPolish): Promise<Scene> {
  const service = aService();
  const space = await aSpace(service, { demo: true, ...parts });
  await asks({ service, space }, talk);
  return { service, space };
}

async function asks({ service: { ports, store }, space }: Scene, parts: TalkParts = inPolish): Promise<void> {
  const talk = aTalk({ space, lastSeenAt: at(9000), expiresAt: at(90_000), ...parts });
  valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
}

/** A volunteer of the space who speaks Polish and was on before. */
async function speaker(scene: Scene, subject: string, seat: SeatParts = {}, languages = ['pl', 'en']): Promise<VolunteerId> {
  const { service, space } = scene;
  const { id } = (await aVolunteer(service, space, { subject, languages })).view;
  const held = aSeat({ space, volunteer: id, on: 'off', facts: { languages: ['en'] }, ...seat });
  valueOf(await committed(service.store, [seatRecord.put(service.ports.ids, held, undefined)]));
  return id;
}

async function run({ service: { ports }, space: id }: Scene, now = noon) {
  const space = valueOf(await spaceOr404(ports, id));
  return valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, now));
}

const seatOf = ({ service, space }: Scene, id: VolunteerId) => stored(service.store, liveKeys.seat(space, id), seatRecord);
const talkNo = ({ service }: Scene, n = 1): Promise<Talk> => stored(service.store, liveKeys.talk(requestNo(n)), talkRecord);
const mine = async ({ service }: Scene, subject: string, now: EpochMs = noon) =>
  valueOf(await me(service.ports, { caller: service.person(subject) }, now)).items[0];

describe('if no volunteer who is on could serve', () => {
  it('two volunteers who could serve are called out, see in coarse words what for, and both sides note the time', async () => {
    const scene = await aScene();
    const [first] = [await speaker(scene, 'ala'), await speaker(scene, 'ola'), await speaker(scene, 'ula')];
    await speaker(scene, 'else', { on: 'on' }, ['en']);
    expect(await run(scene)).toMatchObject({ offers: 0, calledOut: 2 });
    const seen = await Promise.all(['ala', 'ola', 'ula', 'else'].map((subject) => mine(scene, subject)));
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
    expect(await talkNo(scene)).toMatchObject({ state: 'waiting', seq: 1, calledOutAt: noon, offers: [] });
    expect(await seatOf(scene, first)).toMatchObject({ on: 'off', offers: [] });
  });

  it('more are called out after a while, not before, and each is then not called again for hours', async () => {
    const scene = await aScene({ policy: { calloutsAtOnce: 1 } });
    await speaker(scene, 'ala');
    await speaker(scene, 'ola');
    expect(await run(scene)).toMatchObject({ calledOut: 1 });
    expect(await run(scene, at(calloutRepeatSeconds - 1))).toMatchObject({ calledOut: 0 });
    expect(await run(scene, at(calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
    expect(await run(scene, at(2 * calloutRepeatSeconds))).toMatchObject({ calledOut: 0 });
    await asks(scene, { n: 2, ...inPolish, lastSeenAt: at(calloutPauseSeconds + 9000) });
    expect(await run(scene, at(calloutPauseSeconds - 1))).toMatchObject({ calledOut: 0 });
    expect(await run(scene, at(calloutPauseSeconds + calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
  });

  it('a search is noted although it found no volunteer, so that it is not repeated at every wake', async () => {
    const scene = await aScene();
    expect(await run(scene)).toMatchObject({ calledOut: 0 });
    const { calledOutAt, rev } = await talkNo(scene);
    expect(calledOutAt).toBe(noon);
    await speaker(scene, 'ala');
    await run(scene, at(60));
    expect((await talkNo(scene)).rev).toBe(rev);
  });

  it('a call-out ends for a volunteer who goes on, and the volunteer gets the request as an offer', async () => {
    const scene = await aScene();
    const ala = await speaker(scene, 'ala');
    await run(scene);
    const { service, space } = scene;
    const body = availabilityBody.parse({ available: true });
    valueOf(await setAvailability(service.ports, { caller: service.person('ala'), space, body }, at(5)));
    expect(await mine(scene, 'ala', at(5))).toMatchObject({ callout: null });
    expect(await seatOf(scene, ala)).not.toHaveProperty('callout');
    expect(await run(scene, at(6))).toMatchObject({ offers: 1 });
  });

  it.each<[string, SeatParts]>([
    ['is in a talk', { talks: [{ request: requestNo(9), conversation: conversationOf(requestNo(9), 1), at: noon }] }],
    ['rests', { restUntil: at(60) }],
    ['has reached the daily cap', { day: { date: '2026-03-02', talks: 8 } }],
    ['is on, and may not serve', { on: 'on', leaseExpiresAt: at(120), facts: { languages: ['en'], active: false } }],
  ])('a volunteer who %s is not called out', async (_name, seat) => {
    const scene = await aScene();
    await speaker(scene, 'ala', seat);
    expect(await run(scene)).toMatchObject({ calledOut: 0 });
    expect(await mine(scene, 'ala')).toMatchObject({ callout: null });
  });

  it('a volunteer who is suspended, lacks a credential, was never on, or no longer speaks the language is not called out', async () => {
    const scene = await aScene({ credentialsRequired: ['check'] });
    const { service, space } = scene;
    await speaker(scene, 'uncredentialed');
    const expiresAt = '2027-01-01T00:00:00Z';
    await aVolunteer(service, space, { subject: 'never', languages: ['pl'], credentials: [{ kind: 'check', expiresAt }] });
    const checked = async (subject: string) => {
      const volunteer = await speaker(scene, subject);
      valueOf(await editOf(service, { space, volunteer }, { credentials: [{ kind: 'check', expiresAt }] }));
      return volunteer;
    };
    valueOf(await editOf(service, { space, volunteer: await checked('suspended') }, { status: 'suspended' }));
    valueOf(await editOf(service, { space, volunteer: await checked('changed') }, { languages: ['en'] }));
    expect(await run(scene)).toMatchObject({ calledOut: 0 });
    await asks(scene, { n: 2, ...inPolish });
    await checked('ala');
    expect(await run(scene)).toMatchObject({ calledOut: 1 });
  });

  it('a volunteer who refuses call-outs gets none and sees none, and no other person learns of it', async () => {
    const scene = await aScene();
    const { service, space } = scene;
    const volunteer = await speaker(scene, 'ala');
    const say = async (callouts: boolean) =>
      valueOf(await editMe(service.ports, { caller: service.person('ala'), space, body: meBody.parse({ callouts }) }, noon));
    expect(await mine(scene, 'ala')).toMatchObject({ callouts: true });
    expect(await say(false)).toMatchObject({ callouts: false, callout: null });
    expect(await run(scene)).toMatchObject({ calledOut: 0 });
    const shown = valueOf(await showVolunteer(service.ports, { caller: service.person('coordinator'), space, volunteer }, noon));
    expectConforms(volunteerView, shown.view);
    await say(true);
    expect(await run(scene, at(calloutRepeatSeconds))).toMatchObject({ calledOut: 1 });
    expect(await mine(scene, 'ala', at(calloutRepeatSeconds))).toMatchObject({ callout: { languages: ['pl'] } });
    expect(await say(false)).toMatchObject({ callout: null });
    expect(await mine(scene, 'ala', at(calloutRepeatSeconds))).toMatchObject({ callout: null });
  });

  it('a call-out is no longer shown to a volunteer who may no longer serve', async () => {
    const scene = await aScene();
    const volunteer = await speaker(scene, 'ala');
    await run(scene);
    const { service, space } = scene;
    valueOf(await editOf(service, { space, volunteer }, { status: 'suspended' }));
    expect(await mine(scene, 'ala')).toMatchObject({ callout: null, eligibility: { eligible: false } });
  });

  it('no volunteer is called out if the space makes no call-outs, or is closed', async () => {
    for (const parts of [{ policy: { calloutsAtOnce: 0 } }, { hours: { weekly: [] } }]) {
      const scene = await aScene(parts);
      await speaker(scene, 'ala');
      expect(await run(scene)).toMatchObject({ calledOut: 0 });
      expect(await talkNo(scene)).not.toHaveProperty('calledOutAt');
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
    const scene = { service, space: await aSpace(service, { demo: true }) };
    await asks(scene);
    const on = await speaker(scene, 'ala', { on: 'on', leaseExpiresAt: at(120), facts: { languages: ['pl'] } });
    await speaker(scene, 'ola');
    expect(await run(scene)).toMatchObject({ offers: 0, calledOut: 0 });
    expect(await talkNo(scene)).not.toHaveProperty('calledOutAt');
    lags = false;
    expect(await run(scene)).toMatchObject({ offers: 1, calledOut: 0 });
    expect((await talkNo(scene)).offers[0]?.volunteer).toBe(on);
  });

  it('a request that was written meanwhile is processed again in the same run', async () => {
    const scene = await aScene();
    const ala = await speaker(scene, 'ala');
    const { service } = scene;
    service.ahead.push(
      overtakenBy(async () => {
        const before = await talkNo(scene);
        await service.store.commit([talkRecord.put(service.ports.ids, { ...before, positionTold: 1 }, before)]);
      }),
    );
    expect(await run(scene)).toMatchObject({ calledOut: 1, lost: 1 });
    expect(await seatOf(scene, ala)).toMatchObject({ calledOutAt: noon });
    expect(await talkNo(scene)).toMatchObject({ calledOutAt: noon, positionTold: 1 });
  });

  it('a volunteer who goes on meanwhile gets the request as an offer, and no call-out', async () => {
    const scene = await aScene();
    const ala = await speaker(scene, 'ala');
    const { service } = scene;
    service.ahead.push(
      overtakenBy(async () => {
        const before = await seatOf(scene, ala);
        const on = { ...before, on: 'on' as const, leaseExpiresAt: at(120), facts: { ...before.facts, languages: ['pl'] } };
        await service.store.commit([seatRecord.put(service.ports.ids, on, before)]);
      }),
    );
    expect(await run(scene)).toMatchObject({ calledOut: 0, lost: 1, offers: 1 });
    expect(await seatOf(scene, ala)).not.toHaveProperty('calledOutAt');
    expect(await talkNo(scene)).toMatchObject({ state: 'offered' });
    expect(await talkNo(scene)).not.toHaveProperty('calledOutAt');
  });
});

describe('if a volunteer who is on could serve', () => {
  it.each<[string, SeatParts]>([
    ['talking', { talks: [{ request: requestNo(9), conversation: conversationOf(requestNo(9), 1), at: noon }] }],
    ['resting', { restUntil: at(600) }],
  ])('and is %s, no volunteer is read, written or called out', async (_name, seat) => {
    const scene = await aScene({}, {});
    await speaker(scene, 'on', { on: 'on', leaseExpiresAt: at(120), ...seat });
    await speaker(scene, 'ala');
    const before = scene.service.store.dump().filter(({ key }) => key.pk !== 'LIVE');
    expect(await run(scene)).toMatchObject({ offers: 0, calledOut: 0 });
    expect(scene.service.store.dump().filter(({ key }) => key.pk !== 'LIVE')).toEqual(before);
  });
});
