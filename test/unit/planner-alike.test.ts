/** Requests with the same needs are computed once, except for what differs: the reasons to wait and the time to plan again. */
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aBusySeat, anOffer, aPolicy, aSeat, aSnapshot, aTalk, at, noon, volunteerNo } from '../fixtures/domain.ts';

const first = (parts: Partial<Talk> = {}) => aTalk({ n: 1, askedAt: at(-60), ...parts });
const second = (parts: Partial<Talk> = {}) => aTalk({ n: 2, ...parts });
const silent = { lastSeenAt: at(-120) };

describe('of two requests with the same needs,', () => {
  const reasons = (talks: readonly Talk[], seats: Snapshot['seats']) =>
    planMatches(aSnapshot(talks, seats), aPolicy(), noon).unmatched.map((one) => one.reasons);

  test('only the one whose seeker was not seen waits for that reason', () => {
    expect(reasons([first(silent), second()], [aBusySeat()])).toEqual([['not-seen-lately'], ['at-capacity']]);
    expect(reasons([first(), second(silent)], [aBusySeat()])).toEqual([['at-capacity'], ['not-seen-lately']]);
  });

  test('only the one with an open offer waits for that reason', () => {
    const { talk, seat } = anOffer(first(), aSeat());
    const later = anOffer(second(), aSeat());
    expect(reasons([talk, second()], [seat])).toEqual([['offered'], ['at-capacity', 'others-first']]);
    expect(reasons([first(), later.talk], [later.seat])).toEqual([['at-capacity', 'others-first'], ['offered']]);
  });

  test('only the one that asks for a volunteer again waits for that reason', () => {
    const again = { criteria: { ...first().criteria, sameVolunteer: volunteerNo(1) } };
    const named = ['waiting-for-same-volunteer', 'at-capacity'];
    expect(reasons([first({ askedAt: at(-1), ...again }), second()], [aBusySeat()])).toEqual([named, ['at-capacity']]);
    expect(reasons([first(), second(again)], [aBusySeat()])).toEqual([['at-capacity'], named]);
  });
});

describe('of two requests with the same needs that each exclude or prefer some volunteers,', () => {
  const [one, two] = [volunteerNo(1), volunteerNo(2)];
  const seats = [aBusySeat({ n: 1 }), aSeat({ n: 2, restUntil: at(40) })];
  const plan = (talks: readonly Talk[], on: Snapshot['seats'] = seats) => planMatches(aSnapshot(talks, on), aPolicy(), noon);

  test('each waits for the volunteer it asks for again', () => {
    const again = (n: number, volunteer: typeof one) => aTalk({ n, criteria: { sameVolunteer: volunteer } });
    expect(plan([again(1, one), again(2, two)]).unmatched.map((waiting) => waiting.reasons)).toEqual([
      ['waiting-for-same-volunteer', 'at-capacity'],
      ['waiting-for-same-volunteer', 'resting'],
    ]);
  });

  test('each waits for the volunteers it does not exclude', () => {
    const avoiding = (n: number, volunteer: typeof one) => aTalk({ n, excludedVolunteers: [{ volunteer, until: null }] });
    expect(plan([avoiding(1, one), avoiding(2, two)]).unmatched.map((waiting) => waiting.reasons)).toEqual([
      ['resting'],
      ['at-capacity'],
    ]);
  });

  test('each has its own time at which its excluded volunteer is allowed again', () => {
    const avoiding = (n: number, seconds: number) => aTalk({ n, excludedVolunteers: [{ volunteer: one, until: at(seconds) }] });
    expect(plan([avoiding(1, 40), avoiding(2, 20)], [aSeat()]).nextDueAt).toBe(at(20));
  });
});

describe('a request that needs a second volunteer from now on, and one that needs a first,', () => {
  const hedging = aPolicy({ hedgeAfterSeconds: 15, hedgeSurplus: 2 });
  const { talk, seat } = anOffer(first(), aSeat(), -15);
  const resting = [aSeat({ n: 2, restUntil: at(20) }), aSeat({ n: 3, restUntil: at(40) })];

  test('each have their own time to plan again', () => {
    const due = (...talks: Talk[]) => planMatches(aSnapshot(talks, [seat, ...resting]), hedging, noon).nextDueAt;
    expect(due(talk)).toBe(at(40));
    expect(due(talk, second())).toBe(at(20));
  });
});
