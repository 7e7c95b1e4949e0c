/**
 * Overtaking a request that waits longer (invariant 7): it is counted in the same transaction as the offer, or the offer is not
 * made.
 */
import { describe, expect, it } from 'vitest';
import { commitOffer } from '../../shared/app/matching/commit-offer.ts';
import { touchedBy } from '../../shared/app/matching/reread.ts';
import { snapshotOf } from '../../shared/app/matching/snapshot.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { blockRecord } from '../../shared/app/store/home-records.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { tokenFor } from '../../shared/app/store/tokens.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { partnerId, type SpaceId } from '../../shared/domain/ids.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { overtake } from '../../shared/domain/transitions/overtake.ts';
import {
  aBusySeat,
  aPolicy,
  aSeat,
  aTalk,
  at,
  noon,
  requestNo,
  volunteerNo,
  type SeatParts,
  type TalkParts,
} from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  isOn,
  overtakenBy,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

const overtakesMax = 2;
const bilingual = { languages: ['en', 'pl'] };
const inPolish = { criteria: { languages: ['pl'] } };

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
}

/**
 * Two requests in English have waited a minute, and one in Polish has just come. Only volunteer 1 is free, and speaks both
 * languages.
 */
async function aFixture(parts: { readonly older?: TalkParts; readonly rarer?: TalkParts } = {}): Promise<Fixture> {
  const service = aService();
  const space = await aSpace(service, { demo: true, policy: { overtakesMax } });
  await put(service, space, aTalk({ n: 1, askedAt: at(-60), ...parts.older }), aTalk({ n: 2, askedAt: at(-50) }));
  await put(service, space, aTalk({ n: 3, ...inPolish, ...parts.rarer }));
  await isOn(service, { space, facts: bilingual });
  for (const n of [7, 8, 9]) await isOn(service, aBusySeat({ n, space, capacity: 1 }) satisfies SeatParts);
  return { service, space };
}

async function put({ ports, store }: Service, space: SpaceId, ...talks: readonly Talk[]): Promise<void> {
  const writes = talks.map((talk) => talkRecord.put(ports.ids, { ...talk, space }, undefined));
  valueOf(await committed(store, writes));
}

async function run({ service: { ports }, space }: Fixture, now = noon) {
  const command = { space: valueOf(await spaceOr404(ports, space)), whole: false, mayGoOn: () => true };
  return valueOf(await matchRoom(ports, command, now));
}

const talkNo = ({ service: { store } }: Fixture, n: number): Promise<Talk> =>
  stored(store, liveKeys.talk(requestNo(n)), talkRecord);

/** Changes a request without the use cases. */
async function change(fixture: Fixture, n: number, by: Partial<Talk>): Promise<void> {
  const { ports, store } = fixture.service;
  const before = await talkNo(fixture, n);
  valueOf(await committed(store, [talkRecord.put(ports.ids, { ...before, ...by }, before)]));
}

describe('an offer that overtakes others', () => {
  it('is committed together with the count on each of them, and the count makes no event for them', async () => {
    const fixture = await aFixture();
    expect(await run(fixture)).toMatchObject({ offers: 1, lost: 0 });
    expect((await talkNo(fixture, 3)).offers).toMatchObject([
      { volunteer: volunteerNo(1), reasons: ['longest-idle', 'scarce-skill-first'] },
    ]);
    for (const n of [1, 2])
      expect(await talkNo(fixture, n)).toMatchObject({ overtaken: 1, event: 'overtaken', seq: 1, state: 'waiting' });
    expect(await talkNo(fixture, 3)).not.toHaveProperty('overtaken');
  });

  it('is not made if a request was already overtaken as often as the space allows', async () => {
    const fixture = await aFixture({ older: { overtaken: overtakesMax } });
    await run(fixture);
    expect((await talkNo(fixture, 1)).offers).toHaveLength(1);
    expect(await talkNo(fixture, 2)).not.toHaveProperty('overtaken');
  });

  it('loses if one of them was written meanwhile, and is made again from what is stored', async () => {
    const fixture = await aFixture();
    fixture.service.ahead.push(overtakenBy(() => change(fixture, 2, { lastSeenAt: at(1) })));
    expect(await run(fixture)).toMatchObject({ offers: 1, lost: 1 });
    expect(await talkNo(fixture, 1)).toMatchObject({ overtaken: 1 });
    expect(await talkNo(fixture, 2)).toMatchObject({ overtaken: 1, lastSeenAt: at(1) });
  });

  it('loses to another matcher that overtook them at the same moment, so the two together never overtake a request too often', async () => {
    const fixture = await aFixture({ older: { overtaken: overtakesMax - 1 } });
    fixture.service.ahead.push(overtakenBy(() => change(fixture, 1, { overtaken: overtakesMax })));
    expect(await run(fixture)).toMatchObject({ offers: 1, lost: 1 });
    expect(await talkNo(fixture, 1)).toMatchObject({ overtaken: overtakesMax, state: 'offered' });
    expect((await talkNo(fixture, 3)).offers).toEqual([]);
  });

  it('may be one of several that overtake the same requests, and each is counted', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    await put(service, space, aTalk({ n: 4, ...inPolish }));
    await isOn(service, { n: 2, space, facts: bilingual });
    expect(await run(fixture)).toMatchObject({ offers: 2, lost: 0 });
    for (const n of [1, 2]) expect(await talkNo(fixture, n)).toMatchObject({ overtaken: 2, state: 'waiting' });
  });

  it('is not made for a blocked pair, and then no request was overtaken', async () => {
    const fixture = await aFixture({ rarer: { subject: 'digest' } });
    const { ports, store } = fixture.service;
    const block = {
      rev: '',
      space: fixture.space,
      subject: 'digest',
      volunteer: volunteerNo(1),
      at: noon,
      by: 'seeker' as const,
    };
    valueOf(await committed(store, [blockRecord.put(ports.ids, block, undefined)]));
    expect(await run(fixture)).toMatchObject({ offers: 1, lost: 1 });
    expect((await talkNo(fixture, 1)).offers).toHaveLength(1);
    for (const n of [1, 2]) expect(await talkNo(fixture, n)).not.toHaveProperty('overtaken');
  });

  it('is counted also if volunteers ask for the next request themselves', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    const me = await aVolunteer(service, space, { subject: 'vera', languages: ['en', 'pl'] });
    const mine = aSeat({ space, volunteer: me.view.id, facts: bilingual });
    const others = await stored(service.store, liveKeys.seat(space, volunteerNo(1)), seatRecord);
    const writes = [
      seatRecord.put(service.ports.ids, mine, undefined),
      seatRecord.put(service.ports.ids, { ...others, on: 'off' }, others),
    ];
    valueOf(await committed(service.store, writes));
    const offer = valueOf(await nextOffer(service.ports, { caller: service.person('vera'), space }, noon));
    expect(offer).toMatchObject({ offer: { languages: ['pl'] } });
    for (const n of [1, 2]) expect(await talkNo(fixture, n)).toMatchObject({ overtaken: 1 });
  });
});

describe('committing an offer', () => {
  it('is refused if a request must not be overtaken, whatever was planned', async () => {
    const { service, space: id } = await aFixture();
    const space = valueOf(await spaceOr404(service.ports, id));
    const pair = { talk: aTalk({ n: 3, space: id, ...inPolish }), seat: aSeat({ space: id, facts: bilingual }) };
    const wanted = {
      pair,
      reasons: [],
      passes: [aTalk({ space: id, overtaken: overtakesMax })],
      elsewhere: [],
      date: '2026-03-02',
    };
    const before = service.store.dump();
    expect(await commitOffer(service.ports, space, wanted, noon)).toEqual({ kind: 'refused' });
    expect(service.store.dump()).toEqual(before);
  });
});

describe('what a run of the matcher has touched', () => {
  it('is the offered requests, the volunteers and the overtaken requests: all are read next from the table, not from the index', () => {
    const planned = { request: requestNo(3), volunteer: volunteerNo(1), reasons: [], passes: [requestNo(1), requestNo(2)] };
    const { requests, volunteers } = touchedBy([planned]);
    expect([...requests]).toEqual([requestNo(3), requestNo(1), requestNo(2)]);
    expect([...volunteers]).toEqual([volunteerNo(1)]);
  });
});

describe('how often a request was overtaken', () => {
  it('is kept with its queue time when the seeker comes back', async () => {
    const fixture = await aFixture({ older: { overtaken: 2 } });
    const { ports } = fixture.service;
    const partner = partnerId.parse('ptn_00000001');
    const caller = { kind: 'partner' as const, partner, spaces: [fixture.space], rights: ['ask' as const], test: false };
    await change(fixture, 1, {
      state: 'expired',
      event: 'expired',
      endedAt: noon,
      deleteAt: at(1000),
      caller: ports.crypto.mac('caller', partner),
    });
    const comeBack = tokenFor(ports.crypto, 'come-back', requestNo(1));
    const body = askBody.parse({ ...askingBody, comeBack });
    const { talk } = valueOf(await ask(ports, { caller, space: fixture.space, key: 'key', body }, at(1)));
    expect(talk).toMatchObject({ askedAt: at(-60), overtaken: 2 });
  });

  it('rises by one, never above what the space allows, and only while the request waits', () => {
    const once = overtake(aTalk(), 2);
    expect(once).toMatchObject({ ok: true, value: { overtaken: 1, seq: 1 } });
    expect(overtake(aTalk({ overtaken: 1 }), 2)).toMatchObject({ ok: true, value: { overtaken: 2 } });
    expect(overtake(aTalk({ overtaken: 2 }), 2)).toMatchObject({ ok: false });
    expect(overtake(aTalk(), 0)).toMatchObject({ ok: false });
    expect(overtake(aTalk({ state: 'cancelled', endedAt: noon }), 2)).toMatchObject({ ok: false });
  });
});

describe('the part of a room that was read', () => {
  it('is planned only up to where the unread requests begin, so none of those can be overtaken', async () => {
    const service = aService();
    const space = valueOf(await spaceOr404(service.ports, await aSpace(service, { policy: { overtakesMax } })));
    const [edge, rarer] = [aTalk({ n: 1, askedAt: at(-60) }), aTalk({ n: 2, need: 'soon', askedAt: at(-30), ...inPolish })];
    const seats = [aSeat({ facts: bilingual }), aBusySeat({ n: 8 }), aBusySeat({ n: 9 })];
    const policy = aPolicy({ ...space.policy, promotionSeconds: 30 });
    const planned = (edges: readonly Talk[]) => {
      const view = { waiting: [edge, rarer], edges, seats };
      const snapshot = snapshotOf({ ...space, policy }, view, { blocked: [], demand: undefined }, noon);
      return planMatches(snapshot, policy, noon).offers.map(({ request }) => request);
    };
    expect(planned([])).toEqual([rarer.id]);
    expect(planned([edge])).toEqual([edge.id]);
  });
});
