/** Which volunteers the policy `priced` asks, which it keeps for other requests, and which requests may overtake which. */
import { describe, expect, test } from 'vitest';
import { passesPerOfferMax } from '../../shared/domain/limits.ts';
import type { Demand } from '../../shared/domain/policy/demand.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { aBusySeat, anOffer, aPolicy, aSeat, aSnapshot, aTalk, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';

const priced = aPolicy({ name: 'priced' });
const polish = { languages: ['en', 'pl'] };
const inPolish = { criteria: { languages: ['pl'] } };

function pairs(snapshot: Snapshot, policy: Policy = priced) {
  return planMatches(snapshot, policy, noon).offers.map(({ request, volunteer }) => [request, volunteer]);
}

const demandFor = (...kinds: Demand['kinds']): Demand => ({ at: noon, kinds });
const often = (language: string, perHour: number) => ({ kind: { languages: [language], requires: [] }, perHour });

describe('a volunteer with a rare skill', () => {
  const idler = aSeat({ n: 1, idleSince: at(-9000), facts: polish });
  const plain = aSeat({ n: 2, idleSince: at(-60) });

  test('is kept for requests that need it, although idle longer, and the offer says so', () => {
    const plan = planMatches(aSnapshot([aTalk()], [idler, plain]), priced, noon);
    expect(plan.offers).toMatchObject([{ volunteer: volunteerNo(2), reasons: ['scarce-skill-kept'] }]);
  });

  test('is asked if no other volunteer can serve: a price makes no request wait', () => {
    expect(pairs(aSnapshot([aTalk()], [idler]))).toEqual([[requestNo(1), volunteerNo(1)]]);
    expect(pairs(aSnapshot([aTalk()], [idler, aBusySeat({ n: 2 })]))).toEqual([[requestNo(1), volunteerNo(1)]]);
  });

  test('is asked like others if the space does not keep rare skills', () => {
    const plan = planMatches(aSnapshot([aTalk()], [idler, plain]), aPolicy({ name: 'priced', scarcityPercent: 0 }), noon);
    expect(plan.offers).toMatchObject([{ volunteer: volunteerNo(1), reasons: ['longest-idle'] }]);
  });

  test('is priced by the demand: nothing for a skill that is not in demand, much for one that is', () => {
    const seats = [idler, aSeat({ n: 2, idleSince: at(-9000), facts: { languages: ['en', 'tr'] } })];
    const wanted = (...kinds: Demand['kinds']) => pairs(aSnapshot([aTalk()], seats, { demand: demandFor(...kinds) }))[0]?.[1];
    expect(wanted(often('pl', 4), often('en', 30))).toBe(volunteerNo(2));
    expect(wanted(often('tr', 4), often('en', 30))).toBe(volunteerNo(1));
  });

  test('has a lower price if others have the skill too, or if they leave soon', () => {
    const demand = demandFor(often('pl', 2), often('tr', 2));
    const turkish = aSeat({ n: 2, idleSince: at(-9000), facts: { languages: ['en', 'tr'] } });
    const third = (languages: string[]) => aBusySeat({ n: 3, facts: { languages } });
    const asked = (...seats: Snapshot['seats']) => pairs(aSnapshot([aTalk()], seats, { demand }))[0]?.[1];
    expect(asked(idler, turkish, third(['pl']))).toBe(volunteerNo(1));
    expect(asked(idler, turkish, third(['tr']))).toBe(volunteerNo(2));
    const free = (n: number, language: string) => aSeat({ n, facts: { languages: [language] } });
    const busy = (n: number, language: string) => aBusySeat({ n, facts: { languages: [language] } });
    expect(asked(idler, turkish, free(3, 'pl'), busy(4, 'tr'))).toBe(volunteerNo(1));
    expect(asked(idler, turkish, busy(3, 'pl'), free(4, 'tr'))).toBe(volunteerNo(2));
    expect(asked({ ...idler, until: at(100) }, turkish)).toBe(volunteerNo(1));
    expect(asked(idler, { ...turkish, until: at(100) })).toBe(volunteerNo(2));
  });
});

describe('requests with the same needs are computed once, except for what differs:', () => {
  const [first, second] = [aTalk({ n: 1, askedAt: at(-9) }), aTalk({ n: 2 })];
  const avoiding = { ...first, excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] };

  test('a younger request gets the volunteer that an older one excludes', () => {
    expect(pairs(aSnapshot([avoiding, second], [aSeat()]))).toEqual([[second.id, volunteerNo(1)]]);
  });

  test('each has its own reasons to wait', () => {
    expect(planMatches(aSnapshot([avoiding, second], [aBusySeat()]), priced, noon).unmatched).toEqual([
      { request: first.id, reasons: ['excluded'] },
      { request: second.id, reasons: ['at-capacity'] },
    ]);
  });

  test('each has its own time to plan again', () => {
    const resting = aSeat({ n: 3, restUntil: at(1) });
    const hedging = aPolicy({ name: 'priced', hedgeAfterSeconds: 15, hedgeSurplus: 1 });
    const [later, sooner] = [anOffer(first, aSeat(), 0), anOffer(second, aSeat({ n: 2 }), -5)];
    const room = aSnapshot([later.talk, sooner.talk], [later.seat, sooner.seat, resting]);
    expect(planMatches(room, hedging, noon).nextDueAt).toBe(at(10));
    const again = { ...avoiding, excludedVolunteers: [{ volunteer: volunteerNo(3), until: at(40) }] };
    expect(planMatches(aSnapshot([again, second], [resting]), priced, noon).nextDueAt).toBe(at(1));
  });
});

describe('an older request keeps its offer, from another volunteer if a younger one needs that one', () => {
  const seats = [aSeat({ n: 1, facts: { ...polish, topics: ['grief'] } }), aSeat({ n: 2 })];

  test('and both are served', () => {
    const talks = [aTalk({ n: 1, askedAt: at(-60), criteria: { topics: ['grief'] } }), aTalk({ n: 2, ...inPolish })];
    expect(pairs(aSnapshot(talks, seats))).toEqual([
      [requestNo(1), volunteerNo(2)],
      [requestNo(2), volunteerNo(1)],
    ]);
  });

  test('and only the older one is served if there is one volunteer', () => {
    const talks = [aTalk({ n: 1, askedAt: at(-60) }), aTalk({ n: 2, ...inPolish })];
    expect(pairs(aSnapshot(talks, seats.slice(0, 1)))).toEqual([[requestNo(1), volunteerNo(1)]]);
  });
});

describe('among volunteers of equal price, the choice is by', () => {
  const wishing = aTalk({
    criteria: { topics: ['grief'], preferences: [{ attribute: 'gender', value: 'woman', strength: 'prefer' }] },
  });

  test('the fit, without waiting for a better one', () => {
    const seats = [aSeat({ n: 1 }), aSeat({ n: 2, facts: { topics: ['grief'] } })];
    expect(pairs(aSnapshot([wishing], seats))).toEqual([[requestNo(1), volunteerNo(2)]]);
    expect(pairs(aSnapshot([wishing], [aBusySeat({ n: 2, facts: { topics: ['grief'] } }), aSeat({ n: 1 })]))).toHaveLength(1);
    const indifferent = aPolicy({ name: 'priced', fitPercent: 0 });
    expect(pairs(aSnapshot([wishing], seats), indifferent)).toEqual([[requestNo(1), volunteerNo(1)]]);
  });

  test('the idle time and the talks of the day, then the id', () => {
    const seats = [aSeat({ n: 1, idleSince: at(-60) }), aSeat({ n: 2, idleSince: at(-600) })];
    expect(pairs(aSnapshot([aTalk()], seats))).toEqual([[requestNo(1), volunteerNo(2)]]);
    const tired = { date: '2026-03-02', talks: 6 };
    expect(pairs(aSnapshot([aTalk()], [aSeat({ n: 1, day: tired }), aSeat({ n: 2 })]))).toEqual([[requestNo(1), volunteerNo(2)]]);
    expect(pairs(aSnapshot([aTalk()], [aSeat({ n: 2 }), aSeat({ n: 1 })]))).toEqual([[requestNo(1), volunteerNo(1)]]);
    const careless = aPolicy({ name: 'priced', evennessPercent: 0 });
    expect(pairs(aSnapshot([aTalk()], [aSeat({ n: 1, day: tired }), aSeat({ n: 2 })]), careless)).toEqual([
      [requestNo(1), volunteerNo(1)],
    ]);
  });

  test('meeting the same volunteer again, after a wait of at most 30 s', () => {
    const again = aTalk({ criteria: { sameVolunteer: volunteerNo(2) } });
    expect(pairs(aSnapshot([again], [aSeat({ n: 1 }), aSeat({ n: 2, idleSince: noon })]))).toEqual([
      [requestNo(1), volunteerNo(2)],
    ]);
    const plan = planMatches(aSnapshot([again], [aSeat({ n: 1 }), aBusySeat({ n: 2 })]), priced, noon);
    expect(plan).toMatchObject({
      offers: [],
      unmatched: [{ reasons: ['waiting-for-same-volunteer', 'at-capacity'] }],
      nextDueAt: at(30),
    });
  });
});

describe('overtaking', () => {
  const only = aSeat({ facts: polish });
  const english = [aBusySeat({ n: 2 }), aBusySeat({ n: 3 })];
  const older = aTalk({ n: 1, askedAt: at(-60) });
  const rarer = aTalk({ n: 2, ...inPolish });
  const lenient = aPolicy({ name: 'priced', overtakesMax: 2 });
  const counted = (times: number) => new Map(times === 0 ? [] : [[older.id, times]]);
  const room = (times: number) => aSnapshot([older, rarer], [only, ...english], { overtaken: counted(times) });

  test('lets the request that few can serve come first, and tells both', () => {
    expect(planMatches(room(1), lenient, noon)).toMatchObject({
      offers: [{ request: rarer.id, passes: [older.id], reasons: ['longest-idle', 'scarce-skill-first'] }],
      unmatched: [{ request: older.id, reasons: ['scarcer-first', 'at-capacity', 'others-first'] }],
    });
  });

  test('happens to no request more often than the space allows', () => {
    expect(pairs(room(2), lenient)).toEqual([[older.id, volunteerNo(1)]]);
  });

  test('does not happen if it is not counted, or not allowed', () => {
    const uncounted = aSnapshot([older, rarer], [only, ...english]);
    expect(pairs(uncounted, lenient)).toEqual([[older.id, volunteerNo(1)]]);
    expect(pairs(room(0))).toEqual([[older.id, volunteerNo(1)]]);
  });

  test('spares a request that was overtaken often enough, and only that one', () => {
    const talks = [older, aTalk({ n: 3, askedAt: at(-50) }), rarer, aTalk({ n: 4, criteria: { languages: ['tr'] } })];
    const seats = [only, aSeat({ n: 4, facts: { languages: ['en', 'tr'] } }), ...english];
    const plan = planMatches(aSnapshot(talks, seats, { overtaken: counted(2) }), lenient, noon);
    expect(plan.offers).toMatchObject([{ request: older.id }, { passes: [requestNo(3)] }]);
  });

  test('stops after a long wait: the request that has waited long comes first', () => {
    const patient = { ...older, askedAt: at(-1200) };
    const plan = planMatches(aSnapshot([patient, rarer], [only, ...english], { overtaken: counted(0) }), lenient, noon);
    expect(plan.offers).toMatchObject([{ request: older.id }]);
  });

  test.each([passesPerOfferMax, passesPerOfferMax + 1])(
    'of %d requests at once happens only if one transaction can count them',
    (n) => {
      const many = Array.from({ length: n }, (_, candidate) => aTalk({ n: candidate + 10, askedAt: at(candidate - 60) }));
      const plan = planMatches(aSnapshot([...many, rarer], [only, ...english], { overtaken: counted(0) }), lenient, noon);
      const ids = many.map(({ id }) => id);
      if (n > passesPerOfferMax) expect(plan.offers).toMatchObject([{ request: ids[0] }]);
      else expect(plan.offers).toMatchObject([{ request: rarer.id, passes: ids }]);
      expect(plan.offers[0]?.reasons.includes('scarce-skill-first')).toBe(n <= passesPerOfferMax);
    },
  );

  test('never crosses need classes', () => {
    const soon = { ...rarer, need: 'soon' as const };
    const plan = planMatches(aSnapshot([older, soon], [only, ...english], { overtaken: counted(0) }), lenient, noon);
    expect(plan.offers).toMatchObject([{ request: older.id }]);
    expect(plan.offers[0]).not.toHaveProperty('passes');
  });
});

describe('a hedge', () => {
  const policy = aPolicy({ name: 'priced', hedgeAfterSeconds: 15, hedgeSurplus: 2 });
  const { talk, seat } = anOffer(aTalk(), aSeat(), -15);

  test('asks the cheapest volunteer of the surplus, and gives the reason', () => {
    const seats = [seat, aSeat({ n: 2, facts: polish }), aSeat({ n: 3, idleSince: at(-60) })];
    expect(planMatches(aSnapshot([talk], seats), policy, noon).offers).toMatchObject([
      { volunteer: volunteerNo(3), reasons: ['hedged', 'scarce-skill-kept'] },
    ]);
  });

  test('comes after every waiting request', () => {
    const waiting = aTalk({ n: 2, need: 'whenever' });
    expect(pairs(aSnapshot([talk, waiting], [seat, aSeat({ n: 2 }), aSeat({ n: 3 })]), policy)).toHaveLength(1);
    expect(pairs(aSnapshot([talk], [seat, aSeat({ n: 2 })]), policy)).toEqual([]);
  });
});
