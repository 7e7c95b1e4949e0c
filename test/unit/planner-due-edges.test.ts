/** When to plan again, if only one of several possible events could bring an offer. */
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import { aBusySeat, anOffer, aPolicy, aSeat, aSnapshot, aTalk, at, noon, volunteerNo } from '../fixtures/domain.ts';

const due = (...parts: Parameters<typeof aSnapshot>) => planMatches(aSnapshot(...parts), aPolicy(), noon).nextDueAt;

describe('a volunteer who is excluded for a while', () => {
  const until = at(60);

  test('is no reason to plan again if another rule excludes them too', () => {
    const talk = aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until }] });
    expect(due([talk], [aSeat({ facts: { languages: ['fr'] } })])).toBeUndefined();
    expect(due([talk], [aSeat()])).toBe(until);
  });

  test('is considered again at their own time, not at that of other volunteers', () => {
    const others = [2, 3].map((n) => ({ volunteer: volunteerNo(n), until: n === 2 ? null : at(5) }));
    expect(due([aTalk({ excludedVolunteers: [...others, { volunteer: volunteerNo(1), until }] })], [aSeat()])).toBe(until);
  });
});

test('the room is planned again when the best fit has rested, although others are free and the stage goes on', () => {
  const talk = aTalk({ criteria: { topics: ['grief'] } });
  const fitting = aSeat({ n: 2, restUntil: at(40), facts: { topics: ['grief'] } });
  expect(due([talk], [aSeat(), fitting])).toBe(at(40));
});

test('the room is planned again when the volunteer with the shortest rest is free, also beside one who is busy for an unknown time', () => {
  const polish = { languages: ['pl'] };
  const seats = [aSeat({ n: 1, restUntil: at(30) }), aBusySeat({ n: 2 }), aSeat({ n: 3, restUntil: at(20), facts: polish })];
  const room = aSnapshot([aTalk({ n: 1, askedAt: at(-9) }), aTalk({ n: 2, criteria: polish })], seats);
  expect(planMatches(room, aPolicy({ name: 'priced' }), noon).nextDueAt).toBe(at(20));
});

test('a hedge that may be made at once is made by the next plan, right after the first offer', () => {
  const policy = aPolicy({ hedgeAfterSeconds: 0, hedgeSurplus: 1 });
  const plan = planMatches(aSnapshot([aTalk()], [aSeat(), aSeat({ n: 2 })]), policy, noon);
  expect(plan).toMatchObject({ offers: [{ volunteer: volunteerNo(1) }], nextDueAt: at(0.001) });
});

describe('nothing is due, and the plan says no time,', () => {
  const resting = aSeat({ n: 3, restUntil: at(20) });

  test('in an empty room', () => {
    expect(planMatches(aSnapshot([], []), aPolicy(), noon)).toStrictEqual({ offers: [], unmatched: [] });
  });

  test('for a request that gets an offer now, without hedges', () => {
    const policy = aPolicy({ hedgeAfterSeconds: null, hedgeSurplus: 1 });
    expect(planMatches(aSnapshot([aTalk()], [aSeat(), resting]), policy, noon).nextDueAt).toBeUndefined();
  });

  test('for a request that gets its second offer now', () => {
    const { talk, seat } = anOffer(aTalk(), aSeat(), -15);
    const policy = aPolicy({ hedgeAfterSeconds: 15, hedgeSurplus: 1 });
    const plan = planMatches(aSnapshot([talk], [seat, aSeat({ n: 2 }), resting]), policy, noon);
    expect(plan.offers).toHaveLength(1);
    expect(plan.nextDueAt).toBeUndefined();
  });
});
