/** What every plan of the policy `priced` must satisfy, with and without overtaking: invariants 1, 6 and 7, promises 4 and 5. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairViolations } from '../../shared/domain/eligibility.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { MatchPlan, Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { promotedClass, type Talk } from '../../shared/domain/talk.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { needs, type Need } from '../../shared/domain/vocabulary.ts';
import { aBusySeat, aPolicy, aSeat, aSnapshot, aTalk, at, noon } from '../fixtures/domain.ts';
import { couldServe, isBefore, isSeen } from '../fixtures/fairness-oracle.ts';
import { anyRoom, committed, type Room } from '../fixtures/rooms.ts';
import { holds } from '../fixtures/seed.ts';

const language = fc.constantFrom('en', 'fr', 'tr');

/** Any room under `priced`, with and without knowledge of demand and overtaking. */
const anyPricedRoom: fc.Arbitrary<Room> = fc
  .record({
    room: anyRoom,
    overtakesMax: fc.constantFrom(0, 1, 2, 5),
    percents: fc.record({
      scarcityPercent: fc.constantFrom(0, 100, 300),
      fitPercent: fc.constantFrom(0, 100),
      evennessPercent: fc.constantFrom(0, 100),
    }),
    rates: fc.option(fc.array(fc.tuple(language, fc.constantFrom(1, 10)), { maxLength: 3 }), { nil: undefined }),
    counts: fc.option(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 7 }), { nil: undefined, freq: 5 }),
  })
  .map(({ room, overtakesMax, percents, rates, counts }) => {
    const kinds = rates?.map(([one, perHour]) => ({ kind: { languages: [one], requires: [] }, perHour }));
    const snapshot: Snapshot = {
      ...room.snapshot,
      ...(kinds === undefined ? {} : { demand: { at: noon, kinds } }),
      ...(counts === undefined ? {} : { overtaken: new Map(room.snapshot.talks.map(({ id }, n) => [id, counts[n] ?? 0])) }),
    };
    return { snapshot, policy: { ...room.policy, ...percents, name: 'priced', overtakesMax } };
  });

/**
 * More waiting requests than free volunteers, in few classes, some of which few volunteers can serve: here overtaking happens.
 */
const anyCrowd: fc.Arbitrary<Room> = fc
  .record({
    spoken: fc.array(fc.subarray(['en', 'fr', 'tr'], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
    busy: fc.integer({ min: 0, max: 4 }),
    asked: fc.array(fc.record({ one: language, need: fc.constantFrom('now', 'soon'), ago: fc.nat(250), times: fc.nat(3) }), {
      minLength: 2,
      maxLength: 9,
    }),
    overtakesMax: fc.constantFrom(1, 2, 3),
  })
  .map(({ spoken, busy, asked, overtakesMax }) => {
    const talks = asked.map(({ one, need, ago }, n) =>
      aTalk({ n: n + 1, need, askedAt: at(-ago), criteria: { languages: [one] } }),
    );
    const seats = [
      ...spoken.map((languages, n) => aSeat({ n: n + 1, facts: { languages } })),
      ...Array.from({ length: busy }, (_, n) => aBusySeat({ n: n + 10 })),
    ];
    const overtaken = new Map(talks.map(({ id }, n) => [id, asked[n]?.times ?? 0]));
    return { snapshot: aSnapshot(talks, seats, { overtaken }), policy: aPolicy({ name: 'priced', overtakesMax }) };
  });
const anyRoomOrCrowd = fc.oneof(anyPricedRoom, anyCrowd);

/**
 * `priced` makes a request wait only for the same volunteer. For the oracle that is a space whose best fit is relaxed at once.
 */
const asOracleSees = (snapshot: Snapshot, policy: Policy) => ({
  snapshot,
  policy: { ...policy, bestFitSeconds: 0 },
  now: noon,
});

const offerOf = (plan: MatchPlan, id: string) => plan.offers.find((offer) => offer.request === id);
const talkOf = (snapshot: Snapshot, id: string): Talk => {
  const talk = snapshot.talks.find((one) => one.id === id);
  if (talk === undefined) throw new Error('the plan names an unknown request or volunteer');
  return talk;
};

/** The waiting requests whose seekers were seen and that get nothing. */
function leftWaiting(plan: MatchPlan, snapshot: Snapshot): readonly Talk[] {
  return plan.unmatched
    .map(({ request }) => talkOf(snapshot, request))
    .filter((talk) => talk.offers.length === 0 && isSeen(talk, snapshot, noon));
}

/** The requests each offer overtakes according to the oracle: those before it that its volunteer could have served. */
function passedBy(plan: MatchPlan, { snapshot, policy }: Room) {
  const left = leftWaiting(plan, snapshot);
  return plan.offers.map((offer) => {
    const served = talkOf(snapshot, offer.request);
    const seat = snapshot.seats.find((one) => one.volunteer === offer.volunteer);
    if (seat === undefined) throw new Error('the plan names an unknown request or volunteer');
    const isHedge = offer.reasons.includes('hedged');
    const passed = left.filter(
      (older) => (isHedge || isBefore(older, served, policy, noon)) && couldServe(seat, older, asOracleSees(snapshot, policy)),
    );
    return { offer, served, isHedge, passed };
  });
}

describe('a plan under priced', () => {
  test('makes one offer per request and volunteer at most, and can be committed offer by offer: capacity and every hard constraint hold', () => {
    holds(
      fc.property(anyPricedRoom, ({ snapshot, policy }) => {
        const plan = planMatches(snapshot, policy, noon);
        expect(new Set(plan.offers.map((one) => one.volunteer)).size).toBe(plan.offers.length);
        const named = [...plan.offers, ...plan.unmatched].map((one) => one.request).toSorted();
        expect(named).toEqual(snapshot.talks.map((talk) => talk.id).toSorted());
        for (const one of [...plan.offers, ...plan.unmatched]) expect(one.reasons).toHaveLength(new Set(one.reasons).size);
        for (const one of plan.unmatched) expect(one.reasons).not.toHaveLength(0);
        for (const seat of committed(snapshot, plan, noon).seats)
          if (seat.on === 'on') expect(seat.talks.length + seat.offers.length).toBeLessThanOrEqual(seat.capacity);
      }),
      2000,
    );
  });

  test('commits the first in need first', () => {
    holds(
      fc.property(anyPricedRoom, ({ snapshot, policy }) => {
        const waiting = planMatches(snapshot, policy, noon).offers.filter((offer) => !offer.reasons.includes('hedged'));
        const talks = waiting.map((offer) => talkOf(snapshot, offer.request));
        expect(talks).toEqual(talks.toSorted((a, b) => (isBefore(a, b, policy, noon) ? -1 : 1)));
      }),
    );
  });

  test('overtakes no request of more need, none by a hedge, and none without saying so', () => {
    holds(
      fc.property(anyRoomOrCrowd, (room) => {
        const { snapshot, policy } = room;
        const classOf = (talk: Talk) => promotedClass(talk, policy.promotionSeconds, noon);
        for (const { offer, served, isHedge, passed } of passedBy(planMatches(snapshot, policy, noon), room)) {
          expect(passed.map(({ id }) => id).toSorted()).toEqual((offer.passes ?? []).toSorted());
          if (isHedge) expect(passed).toEqual([]);
          for (const older of passed) expect(classOf(older)).toBe(classOf(served));
          expect(offer.reasons.includes('scarce-skill-first')).toBe(passed.length > 0);
        }
      }),
      4000,
    );
  });

  test('overtakes no request more than overtakesMax times in all, and none if it is not counted', () => {
    holds(
      fc.property(anyRoomOrCrowd, (room) => {
        const { snapshot, policy } = room;
        const times = new Map<string, number>();
        for (const { passed } of passedBy(planMatches(snapshot, policy, noon), room))
          for (const { id } of passed) times.set(id, (times.get(id) ?? 0) + 1);
        const max = snapshot.overtaken === undefined ? 0 : policy.overtakesMax;
        for (const [id, more] of times)
          expect(more + [...(snapshot.overtaken ?? [])].reduce((sum, [of, n]) => (of === id ? n : sum), 0)).toBeLessThanOrEqual(
            max,
          );
      }),
      4000,
    );
  });

  test('leaves no volunteer idle who could serve a waiting request', () => {
    holds(
      fc.property(anyPricedRoom, ({ snapshot, policy }) => {
        const after = committed(snapshot, planMatches(snapshot, policy, noon), noon);
        const again = planMatches(after, policy, noon);
        expect(again.offers.filter((offer) => !offer.reasons.includes('hedged'))).toEqual([]);
      }),
      1000,
    );
  });

  test('serves as many requests as fair if neither policy makes a request wait', () => {
    holds(
      fc.property(anyPricedRoom, ({ snapshot, policy }) => {
        const settings = { ...policy, preferredSeconds: 0, bestFitSeconds: 0, hedgeAfterSeconds: null };
        const served = (name: Policy['name']) => planMatches(snapshot, { ...settings, name }, noon).offers.length;
        expect(served('priced')).toBeGreaterThanOrEqual(served('fair'));
      }),
      1000,
    );
  });

  test('never takes an offer away because the need became greater', () => {
    const more = (need: Need): Need => needs[needs.indexOf(need) - 1] ?? need;
    holds(
      fc.property(anyRoomOrCrowd, fc.nat(), ({ snapshot, policy }, pick) => {
        const chosen = snapshot.talks[pick % Math.max(1, snapshot.talks.length)];
        if (chosen === undefined || offerOf(planMatches(snapshot, policy, noon), chosen.id) === undefined) return;
        const talks = snapshot.talks.map((talk) => (talk === chosen ? { ...talk, need: more(talk.need) } : talk));
        expect(offerOf(planMatches({ ...snapshot, talks }, policy, noon), chosen.id)).toBeDefined();
      }),
      4000,
    );
  });

  test('is made again in time: up to nextDueAt, planning the committed room again brings no offer', () => {
    holds(
      fc.property(anyPricedRoom, fc.double({ min: 0, max: 1, noNaN: true }), ({ snapshot, policy }, share) => {
        const plan = planMatches(snapshot, policy, noon);
        const after = committed(snapshot, plan, noon);
        const last = (plan.nextDueAt ?? at(900)) - 1;
        if (last === noon) return;
        const between = epochMs.parse(Math.round(noon + 1 + share * (last - noon - 1)));
        for (const moment of [between, epochMs.parse(last)]) expect(planMatches(after, policy, moment).offers).toEqual([]);
      }),
      4000,
    );
  });
});

describe('a plan under priced does not depend on', () => {
  test('the order of the input', () => {
    const shuffled = anyPricedRoom.chain((room) => {
      const { talks, seats } = room.snapshot;
      return fc.tuple(
        fc.constant(room),
        fc.shuffledSubarray([...talks], { minLength: talks.length }),
        fc.shuffledSubarray([...seats], { minLength: seats.length }),
      );
    });
    holds(
      fc.property(shuffled, ([{ snapshot, policy }, talks, seats]) => {
        expect(planMatches({ ...snapshot, talks, seats }, policy, noon)).toEqual(planMatches(snapshot, policy, noon));
      }),
      2000,
    );
  });

  test('a volunteer who could serve none of the requests: the same requests are served, and none of them worse', () => {
    holds(
      fc.property(anyPricedRoom, ({ snapshot, policy }) => {
        const strict = { ...policy, overtakesMax: 0, hedgeAfterSeconds: null };
        const seats = snapshot.seats.filter((seat) =>
          snapshot.talks.some((talk) => pairViolations(talk, seat, noon).every((one) => one === 'excluded')),
        );
        const requests = (room: Snapshot) => planMatches(room, strict, noon).offers.map(({ request }) => request);
        expect(requests({ ...snapshot, seats })).toEqual(requests(snapshot));
      }),
    );
  });
});
