/** `nextDueAt`: no offer is missed until that time, and in the known cases it is the exact instant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { anOffer, aPolicy, aBusySeat, aSeat, aSnapshot, aTalk, at, noon, volunteerNo } from '../fixtures/domain.ts';
import { anyRoom, committed, onDutyAt } from '../fixtures/rooms.ts';
import { holds } from '../fixtures/seed.ts';

/** If nothing is due, a quarter of an hour is checked: longer than any time in a random room. */
const horizon = at(900);

describe('up to nextDueAt', () => {
  test('planning the committed room again brings no offer', () => {
    holds(
      fc.property(anyRoom, fc.double({ min: 0, max: 1, noNaN: true }), ({ snapshot, policy }, share) => {
        const plan = planMatches(snapshot, policy, noon);
        const after = committed(snapshot, plan, noon);
        const last = (plan.nextDueAt ?? horizon) - 1;
        if (last === noon) return;
        const between = epochMs.parse(Math.round(noon + 1 + share * (last - noon - 1)));
        expect(planMatches(onDutyAt(after, between), policy, between).offers).toEqual([]);
        expect(planMatches(onDutyAt(after, epochMs.parse(last)), policy, epochMs.parse(last)).offers).toEqual([]);
      }),
      5000,
    );
  });

  test('every plan gives a later time, so a room comes to rest', () => {
    holds(
      fc.property(anyRoom, ({ snapshot, policy }) => {
        let [room, now] = [snapshot, noon];
        for (let plans = 0; plans < 60; plans += 1) {
          const plan = planMatches(room, policy, now);
          if (plan.nextDueAt === undefined) return;
          expect(plan.nextDueAt).toBeGreaterThan(now);
          room = committed(room, plan, now);
          now = plan.nextDueAt;
          room = onDutyAt(room, now);
        }
        expect.unreachable('sixty plans and still something is due');
      }),
      1000,
    );
  });
});

const due = (snapshot: Snapshot, policy: Policy = aPolicy()) => planMatches(snapshot, policy, noon).nextDueAt;

describe('nextDueAt is', () => {
  test('undefined in a room without a waiting request, without a volunteer who is on, or with only busy volunteers', () => {
    expect(due(aSnapshot([], [aSeat()]))).toBeUndefined();
    expect(due(aSnapshot([aTalk()], []))).toBeUndefined();
    expect(due(aSnapshot([aTalk()], [aBusySeat()]))).toBeUndefined();
  });

  test('the end of the rest of the first volunteer who could serve', () => {
    const resting = [
      aSeat({ n: 1, restUntil: at(40) }),
      aSeat({ n: 2, restUntil: at(20) }),
      aSeat({ n: 3, restUntil: at(10), facts: { languages: ['fr'] } }),
    ];
    expect(due(aSnapshot([aTalk()], resting))).toBe(at(20));
  });

  test('the earliest end of a rest, in whatever order resting and busy volunteers are listed', () => {
    const resting = [
      aSeat({ n: 1, restUntil: at(60), facts: { languages: ['fr'] } }),
      aSeat({ n: 2, restUntil: at(100) }),
      aBusySeat({ n: 3 }),
      aSeat({ n: 4, restUntil: at(50) }),
    ];
    const french = aTalk({ n: 1, askedAt: at(-20), criteria: { languages: ['fr'] } });
    expect(due(aSnapshot([french, aTalk({ n: 2 })], resting), aPolicy({ name: 'priced' }))).toBe(at(50));
  });

  test('the end of a back-off after a lapse', () => {
    expect(due(aSnapshot([aTalk()], [aSeat({ backOffUntil: at(30) })]))).toBe(at(30));
  });

  test('the time at which the pair may be tried again after a decline', () => {
    expect(due(aSnapshot([aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: at(60) }] })], [aSeat()]))).toBe(
      at(60),
    );
    expect(
      due(aSnapshot([aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] })], [aSeat()])),
    ).toBeUndefined();
  });

  test('the time at which the wish for the same volunteer is relaxed, if another volunteer is free', () => {
    const talk = aTalk({ criteria: { sameVolunteer: volunteerNo(1) } });
    expect(due(aSnapshot([talk], [aBusySeat(), aSeat({ n: 2 })]))).toBe(at(30));
    expect(due(aSnapshot([talk], [aBusySeat()]))).toBeUndefined();
  });

  test('the time at which the best fit is relaxed, or the lease of the only best fit ends', () => {
    const talk = aTalk({ criteria: { topics: ['grief'] } });
    const fitting = { n: 2, facts: { topics: ['grief'] }, restUntil: at(250) };
    expect(due(aSnapshot([talk], [aSeat(), aSeat({ ...fitting, leaseExpiresAt: at(500) })]))).toBe(at(210));
    expect(due(aSnapshot([talk], [aSeat(), aSeat({ ...fitting, leaseExpiresAt: at(90) })]))).toBe(at(90));
  });

  test('the earliest of these times, whatever the reason of each', () => {
    const talk = aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: at(60) }] });
    expect(due(aSnapshot([talk], [aSeat({ n: 1 }), aSeat({ n: 2, restUntil: at(20) })]))).toBe(at(20));
  });

  test('the time at which the only best fit may no longer serve, resting or in a talk', () => {
    const talk = aTalk({ criteria: { topics: ['grief'] } });
    const ending = { n: 2, facts: { topics: ['grief'], eligibleUntil: at(50) } };
    expect(due(aSnapshot([talk], [aSeat(), aSeat({ ...ending, restUntil: at(250) })]))).toBe(at(50));
    expect(due(aSnapshot([talk], [aSeat(), aBusySeat(ending)]))).toBe(at(50));
    expect(due(aSnapshot([talk], [aSeat(), aBusySeat({ ...ending, until: at(40) })]))).toBe(at(40));
    expect(due(aSnapshot([talk], [aSeat(), aBusySeat({ ...ending, leaseExpiresAt: at(9), facts: { topics: ['grief'] } })]))).toBe(
      at(210),
    );
  });

  test('the time at which a hedge may be made, if enough volunteers are free by then', () => {
    const policy = aPolicy({ hedgeAfterSeconds: 15, hedgeSurplus: 2 });
    const three = [aSeat({ n: 1 }), aSeat({ n: 2 }), aSeat({ n: 3 })];
    expect(due(aSnapshot([aTalk()], three), policy)).toBe(at(15));
    expect(due(aSnapshot([aTalk()], three.slice(1)), policy)).toBeUndefined();
    expect(due(aSnapshot([aTalk()], [...three.slice(1), aSeat({ n: 4, restUntil: at(20) })]), policy)).toBe(at(20));
    expect(due(aSnapshot([aTalk()], three))).toBeUndefined();
  });

  test('for a request with an offer: when the surplus is free or a stage ends; undefined without surplus or with two open offers', () => {
    const policy = aPolicy({ hedgeAfterSeconds: 15, hedgeSurplus: 2 });
    const { talk, seat } = anOffer(aTalk(), aSeat(), -20);
    expect(due(aSnapshot([talk], [seat, aSeat({ n: 2 })]), policy)).toBeUndefined();
    expect(due(aSnapshot([talk], [seat, aSeat({ n: 2 }), aSeat({ n: 3, restUntil: at(40) })]), policy)).toBe(at(40));
    const wishing = anOffer(aTalk({ criteria: { topics: ['grief'] } }), aSeat({ facts: { topics: ['grief'] } }), -20);
    expect(due(aSnapshot([wishing.talk], [wishing.seat, aSeat({ n: 2 }), aSeat({ n: 3 })]), policy)).toBe(at(120));
    const first = anOffer(aTalk(), aSeat());
    const twice = anOffer(first.talk, aSeat({ n: 2 }));
    expect(due(aSnapshot([twice.talk], [first.seat, twice.seat, aSeat({ n: 3 }), aSeat({ n: 4 })]), policy)).toBeUndefined();
  });

  test('not affected by a promotion: every request that could be reordered already has what is available', () => {
    const talks = [aTalk({ n: 1, need: 'soon', askedAt: at(-299) }), aTalk({ n: 2, need: 'now' })];
    expect(due(aSnapshot(talks, [aSeat()]))).toBeUndefined();
  });

  test('not affected by a seeker who was not seen', () => {
    expect(due(aSnapshot([aTalk({ lastSeenAt: at(-120) })], [aSeat({ restUntil: at(10) })]))).toBeUndefined();
  });

  test('the time at which duty begins, if only a volunteer on probation could serve, and not before their rest has ended', () => {
    const beginner = { facts: { probationTalks: 1 } };
    const offDuty = { duty: { on: false, changesAt: at(100) } };
    expect(due(aSnapshot([aTalk()], [aSeat(beginner)], offDuty))).toBe(at(100));
    expect(due(aSnapshot([aTalk()], [aSeat({ ...beginner, restUntil: at(130) })], offDuty))).toBe(at(130));
    expect(due(aSnapshot([aTalk()], [aSeat({ ...beginner, restUntil: at(30) })], offDuty))).toBe(at(100));
    expect(due(aSnapshot([aTalk()], [aSeat({ ...beginner, talksEnded: 1, restUntil: at(30) })], offDuty))).toBe(at(30));
    expect(due(aSnapshot([aTalk()], [aSeat(beginner)], { duty: { on: false } }))).toBeUndefined();
    expect(due(aSnapshot([aTalk()], [aSeat(beginner)]))).toBeUndefined();
  });

  test('the time at which duty ends, if a request waits for a best fit who is on probation', () => {
    const talk = aTalk({ criteria: { topics: ['grief'] } });
    const fitting = aSeat({ n: 2, facts: { topics: ['grief'], probationTalks: 1 }, restUntil: at(250), leaseExpiresAt: at(500) });
    expect(due(aSnapshot([talk], [aSeat(), fitting], { duty: { on: true, changesAt: at(70) } }))).toBe(at(70));
    expect(planMatches(aSnapshot([talk], [aSeat(), fitting]), aPolicy(), noon).offers).toHaveLength(1);
  });
});
