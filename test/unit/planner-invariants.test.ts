/** What every plan must satisfy, for any requests and volunteers: invariants 1, 6 and 7, and promises 4 and 5. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReachable, pairViolations } from '../../shared/domain/eligibility.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { MatchPlan, PlannedOffer, Snapshot } from '../../shared/domain/policy/plan.ts';
import { needs, type Need } from '../../shared/domain/vocabulary.ts';
import { aPolicy, aSeat, aSnapshot, aTalk, noon } from '../fixtures/domain.ts';
import { couldServe, isBefore, isSeen } from '../fixtures/fairness-oracle.ts';
import { anyRoom, committed } from '../fixtures/rooms.ts';
import { holds } from '../fixtures/seed.ts';

const waitingTalk = (snapshot: Snapshot, id: string) => snapshot.talks.find((talk) => talk.id === id && talk.offers.length === 0);
const isHedge = (offer: PlannedOffer) => offer.reasons.includes('hedged');
const offerOf = (plan: MatchPlan, id: string) => plan.offers.find((offer) => offer.request === id);

describe('a plan', () => {
  test('makes one offer per request and per volunteer at most, and gives reasons for every other request', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const { offers, unmatched } = planMatches(snapshot, policy, noon);
        expect(new Set(offers.map((one) => one.volunteer)).size).toBe(offers.length);
        const named = [...offers, ...unmatched].map((one) => one.request).toSorted();
        expect(named).toEqual(snapshot.talks.map((talk) => talk.id).toSorted());
        for (const one of [...offers, ...unmatched]) expect(one.reasons).toHaveLength(new Set(one.reasons).size);
        for (const one of unmatched) expect(one.reasons).not.toHaveLength(0);
      }),
    );
  });

  test('can be committed offer by offer: capacity and every hard constraint hold', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const plan = planMatches(snapshot, policy, noon);
        const after = committed(snapshot, plan, noon);
        for (const seat of after.seats)
          if (seat.on === 'on') expect(seat.talks.length + seat.offers.length).toBeLessThanOrEqual(seat.capacity);
        for (const { volunteer } of plan.offers)
          expect(after.seats.find((seat) => seat.volunteer === volunteer)?.offers).toHaveLength(1);
      }),
    );
  });

  test('never overtakes an older request of equal or more need that its volunteer could have served', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const plan = planMatches(snapshot, policy, noon);
        const still = plan.unmatched
          .flatMap(({ request }) => waitingTalk(snapshot, request) ?? [])
          .filter((talk) => isSeen(talk, snapshot, noon));
        for (const taken of plan.offers) {
          const served = snapshot.talks.find((talk) => talk.id === taken.request);
          const seat = snapshot.seats.find((one) => one.volunteer === taken.volunteer);
          if (served === undefined || seat === undefined) throw new Error('the plan names an unknown request or volunteer');
          for (const older of still) {
            if (isHedge(taken) || isBefore(older, served, policy, noon))
              expect(couldServe(seat, older, { snapshot, policy, now: noon })).toBe(false);
          }
        }
      }),
      2000,
    );
  });

  test('leaves no volunteer idle who could serve a waiting request, and planning again adds only hedges', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const after = committed(snapshot, planMatches(snapshot, policy, noon), noon);
        const again = planMatches(after, policy, noon);
        expect(again.offers.filter((offer) => !isHedge(offer))).toEqual([]);
        const idle = after.seats.filter((seat) => isReachable(seat, { date: after.date, onDuty: after.duty?.on }, noon));
        const waiting = after.talks.filter((talk) => talk.offers.length === 0 && isSeen(talk, after, noon));
        for (const seat of idle)
          for (const talk of waiting) expect(couldServe(seat, talk, { snapshot: after, policy, now: noon })).toBe(false);
      }),
      1000,
    );
  });

  test.each(['matched', 'ended', 'cancelled', 'expired'] as const)(
    'ignores a request that a lagging view still shows although it is %s',
    (state) => {
      const plan = planMatches(aSnapshot([aTalk({ state })], [aSeat()]), aPolicy(), noon);
      expect(plan).toEqual({ offers: [], unmatched: [] });
    },
  );

  test('makes no offer for a request whose seeker was not seen', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const plan = planMatches(snapshot, policy, noon);
        for (const talk of snapshot.talks) if (!isSeen(talk, snapshot, noon)) expect(offerOf(plan, talk.id)).toBeUndefined();
      }),
    );
  });

  test('never takes an offer away because the need became greater', () => {
    const more = (need: Need): Need => needs[needs.indexOf(need) - 1] ?? need;
    holds(
      fc.property(anyRoom, fc.nat(), ({ snapshot, policy }, pick) => {
        const chosen = snapshot.talks[pick % Math.max(1, snapshot.talks.length)];
        if (chosen === undefined || offerOf(planMatches(snapshot, policy, noon), chosen.id) === undefined) return;
        const talks = snapshot.talks.map((talk) => (talk === chosen ? { ...talk, need: more(talk.need) } : talk));
        expect(offerOf(planMatches({ ...snapshot, talks }, policy, noon), chosen.id)).toBeDefined();
      }),
      1000,
    );
  });
});

describe('a plan does not depend on', () => {
  test('the order of the input', () => {
    const shuffledRoom = anyRoom.chain((room) => {
      const talks = fc.shuffledSubarray([...room.snapshot.talks], { minLength: room.snapshot.talks.length });
      const seats = fc.shuffledSubarray([...room.snapshot.seats], { minLength: room.snapshot.seats.length });
      return fc.tuple(fc.constant(room), talks, seats);
    });
    holds(
      fc.property(shuffledRoom, ([{ snapshot, policy }, talks, seats]) => {
        expect(planMatches({ ...snapshot, talks, seats }, policy, noon)).toEqual(planMatches(snapshot, policy, noon));
      }),
      1000,
    );
  });

  test('a volunteer who could serve none of the requests', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const related = snapshot.seats.filter((seat) =>
          snapshot.talks.some((talk) => pairViolations(talk, seat, noon).every((one) => one === 'excluded')),
        );
        const without = planMatches({ ...snapshot, seats: related }, policy, noon);
        const plan = planMatches(snapshot, policy, noon);
        expect(without.offers).toEqual(plan.offers);
        expect(without.nextDueAt).toEqual(plan.nextDueAt);
      }),
    );
  });

  test('mutable input: it changes nothing that it was given', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        const before = structuredClone(snapshot);
        planMatches(snapshot, policy, noon);
        expect(snapshot).toEqual(before);
      }),
      100,
    );
  });
});
