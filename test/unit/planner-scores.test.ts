/** What a pair costs under `priced`, figure by figure: price minus fit minus evenness. */
import { describe, expect, test } from 'vitest';
import { unorderedCandidates } from '../../shared/domain/policy/candidates.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Stage } from '../../shared/domain/policy/relax.ts';
import { Scores } from '../../shared/domain/policy/assign/scores.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aBusySeat, aPolicy, aSeat, aSnapshot, aTalk, at, noon, today, volunteerNo } from '../fixtures/domain.ts';

/** The figures of `scores.ts`. */
const [fitWeight, idleWeight, loadWeight, idleSecondsMax] = [1, 1.2, 0.6, 1800];

/** Volunteers who all count as free, at these prices, under a policy in which nothing counts unless the test says so. */
function scoresOf(seats: readonly Seat[], parts: Partial<Policy>, prices: readonly number[] = []) {
  const candidates = unorderedCandidates(aSnapshot([], seats), noon);
  const nothing = { name: 'priced', scarcityPercent: 0, fitPercent: 0, evennessPercent: 0 } as const;
  const priceRule = () => Float64Array.from(seats, (_seat, candidate) => prices[candidate] ?? 0);
  const scores = new Scores({
    candidates,
    free: candidates,
    policy: aPolicy({ ...nothing, ...parts }),
    priceRule,
    date: today,
    now: noon,
  });
  return { scores, candidates };
}

const wish = (talk: Talk, stage: Stage = 'any') => ({ talk, relaxation: { stage } });
const idle = (n: number, ago: number, parts: Parameters<typeof aSeat>[0] = {}) => aSeat({ n, idleSince: at(-ago), ...parts });

function costs(seats: readonly Seat[], parts: Partial<Policy>, talk = aTalk(), prices: readonly number[] = []) {
  return [...scoresOf(seats, parts, prices).scores.costs(wish(talk))].map((cost) => Math.round(cost * 1e9) / 1e9 + 0);
}

describe('the cost of a pair', () => {
  test('is the price times the weight of scarcity; zero with only one volunteer to choose from', () => {
    const seats = [aSeat({ n: 1 }), aSeat({ n: 2 })];
    expect(costs(seats, { scarcityPercent: 100 }, aTalk(), [3, 5])).toEqual([3, 5]);
    expect(costs(seats, { scarcityPercent: 50 }, aTalk(), [3, 5])).toEqual([1.5, 2.5]);
    expect(costs(seats.slice(0, 1), { scarcityPercent: 100 }, aTalk(), [3])).toEqual([0]);
  });

  test('is reduced by the fit times its weight', () => {
    const seats = [aSeat({ n: 1 }), aSeat({ n: 2, facts: { topics: ['grief'] } })];
    const grief = aTalk({ criteria: { topics: ['grief', 'work'] } });
    expect(costs(seats, { fitPercent: 100 }, grief)).toEqual([0, -fitWeight / 2]);
    expect(costs(seats, { fitPercent: 50 }, grief)).toEqual([0, -fitWeight / 4]);
  });

  test('is reduced by idle time, up to half an hour', () => {
    const seats = [idle(1, 0), idle(2, idleSecondsMax / 2), idle(3, idleSecondsMax), idle(4, 9000), idle(5, -60)];
    expect(costs(seats, { evennessPercent: 100 })).toEqual([0, -idleWeight / 2, -idleWeight, -idleWeight, 0]);
    expect(costs(seats.slice(0, 2), { evennessPercent: 50 })).toEqual([0, -idleWeight / 4]);
  });

  test('is raised by the talks of the day and by the talks at present', () => {
    const seats = [
      idle(1, 0, { day: { date: today, talks: 2 } }),
      idle(2, 0, { day: { date: today, talks: 2 }, facts: { talksPerDay: 4 } }),
      aBusySeat({ n: 3, capacity: 2, idleSince: at(-9000) }),
    ];
    expect(costs(seats, { evennessPercent: 100 })).toEqual([loadWeight / 4, loadWeight / 2, loadWeight / 2]);
  });

  test('is all of it together', () => {
    const seats = [idle(1, 900, { facts: { topics: ['grief'] } }), aSeat({ n: 2 })];
    const all = { scarcityPercent: 100, fitPercent: 100, evennessPercent: 100 };
    const grief = aTalk({ criteria: { topics: ['grief'] } });
    expect(costs(seats, all, grief, [4, 4])[0]).toBeCloseTo(4 - fitWeight - idleWeight / 2, 8);
  });

  test('is infinite if they may not serve: another language, excluded, or not the volunteer the request waits for', () => {
    const seats = [aSeat({ n: 1 }), aSeat({ n: 2, facts: { languages: ['fr'] } }), aSeat({ n: 3 })];
    expect(costs(seats, {})).toEqual([0, Infinity, 0]);
    expect(costs(seats, {}, aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] }))).toEqual([
      Infinity,
      Infinity,
      0,
    ]);
    const again = aTalk({ criteria: { sameVolunteer: volunteerNo(3) } });
    expect([...scoresOf(seats, {}).scores.costs(wish(again, 'same-volunteer'))]).toEqual([Infinity, Infinity, 0]);
    expect(costs(seats, {}, again)).toEqual([0, Infinity, 0]);
  });

  test('is the same for requests with the same wishes, and differs for other wishes', () => {
    const { scores } = scoresOf([aSeat({ n: 1 }), aSeat({ n: 2, facts: { topics: ['grief'] } })], { fitPercent: 100 });
    const asking = (n: number, topics: string[], parts: Partial<Talk> = {}) => wish(aTalk({ n, ...parts, criteria: { topics } }));
    expect(scores.costs(asking(1, ['grief']))[0]).toBeCloseTo(0, 10);
    expect(scores.costs(asking(2, []))[0]).toBe(-fitWeight);
    const avoiding = { excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] };
    expect(scores.costs(asking(3, [], avoiding))[0]).toBe(Infinity);
    expect(scores.costs(asking(4, []))[0]).toBe(-fitWeight);
  });
});

describe('a volunteer may serve', () => {
  const seats = [aSeat({ n: 1 }), aSeat({ n: 2, facts: { languages: ['fr'] } })];
  const { scores, candidates } = scoresOf(seats, {});

  test('if no hard constraint excludes them, the stage admits them, and the request does not exclude them', () => {
    expect([0, 1, 2, -1].map((candidate) => scores.mayServe(wish(aTalk()), candidate))).toEqual([true, false, false, false]);
    expect(scores.mayServe(wish(aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: at(1) }] })), 0)).toBe(false);
    expect(scores.mayServe(wish(aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: noon }] })), 0)).toBe(true);
    expect(scores.mayServe(wish(aTalk({ criteria: { sameVolunteer: volunteerNo(2) } }), 'same-volunteer'), 0)).toBe(false);
  });

  test('and is found at their index among the free', () => {
    expect(candidates.map((candidate) => scores.placeOf(candidate))).toEqual([0, 1]);
    const [stranger] = unorderedCandidates(aSnapshot([], [aSeat({ n: 9 })]), noon);
    expect(stranger === undefined ? undefined : scores.placeOf(stranger)).toBe(-1);
  });
});

describe('a scarce volunteer was kept', () => {
  const kept = (prices: readonly number[], seats: readonly Seat[] = [idle(1, 0), idle(2, 900), idle(3, 9000, french)]) =>
    scoresOf(seats, { scarcityPercent: 100, evennessPercent: 100 }, prices).scores.isScarceKept(wish(aTalk()), 0);
  const french = { facts: { languages: ['fr'] } };

  test('if only their price is higher', () => {
    expect(kept([1, 5, 9])).toBe(true);
  });

  test('but not if the price is equal, lower, or higher by no more than rounding', () => {
    expect(kept([5, 5, 9])).toBe(false);
    expect(kept([6, 5, 9])).toBe(false);
    expect(kept([0, 0.01, 9])).toBe(false);
    expect(kept([0, 0.0101, 9])).toBe(true);
  });

  test('but not if their score without the price is lower or equal', () => {
    expect(kept([1, 5], [idle(1, 900), idle(2, 0)])).toBe(false);
    expect(kept([1, 5], [idle(1, 0), idle(2, 0)])).toBe(false);
  });

  test('but not if they may not serve', () => {
    expect(kept([1, 1, 9])).toBe(false);
  });
});
