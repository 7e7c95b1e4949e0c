/** Whom the policy `priced` asks, whom it keeps for others, and who may pass whom. */
import { describe, expect, test } from 'vitest';
import { passesPerOfferMax } from '../../shared/domain/limits.ts';
import type { Demand } from '../../shared/domain/policy/demand.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { aBusySeat, anOffer, aPolicy, aSeat, aSnapshot, aTalk, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';

const priced = aPolicy({ name: 'priced' });
const polish = { languages: ['en', 'pl'] };
const inPolish = { ask: { languages: ['pl'] } };

function pairs(snapshot: Snapshot, policy: Policy = priced) {
  return planMatches(snapshot, policy, noon).offers.map(({ request, volunteer }) => [request, volunteer]);
}

const demandFor = (...kinds: Demand['kinds']): Demand => ({ at: noon, kinds });
const often = (language: string, perHour: number) => ({ kind: { languages: [language], requires: [] }, perHour });

describe('who has a rare skill', () => {
  const idler = aSeat({ n: 1, idleSince: at(-9000), facts: polish });
  const plain = aSeat({ n: 2, idleSince: at(-60) });

  test('is left for those who need it, though idle longer, and the offer says so', () => {
    const plan = planMatches(aSnapshot([aTalk()], [idler, plain]), priced, noon);
    expect(plan.offers).toMatchObject([{ volunteer: volunteerNo(2), reasons: ['scarce-skill-kept'] }]);
  });

  test('is asked when nobody else can serve: a price keeps nobody waiting', () => {
    expect(pairs(aSnapshot([aTalk()], [idler]))).toEqual([[requestNo(1), volunteerNo(1)]]);
    expect(pairs(aSnapshot([aTalk()], [idler, aBusySeat({ n: 2 })]))).toEqual([[requestNo(1), volunteerNo(1)]]);
  });

  test('is asked like others where the space keeps nothing for rare skills', () => {
    const plan = planMatches(aSnapshot([aTalk()], [idler, plain]), aPolicy({ name: 'priced', scarcityPercent: 0 }), noon);
    expect(plan.offers).toMatchObject([{ volunteer: volunteerNo(1), reasons: ['longest-idle'] }]);
  });

  test('is worth what the demand says: nothing for what nobody asks for, much for what many do', () => {
    const seats = [idler, aSeat({ n: 2, idleSince: at(-9000), facts: { languages: ['en', 'tr'] } })];
    const wanted = (...kinds: Demand['kinds']) => pairs(aSnapshot([aTalk()], seats, { demand: demandFor(...kinds) }))[0]?.[1];
    expect(wanted(often('pl', 4), often('en', 30))).toBe(volunteerNo(2));
    expect(wanted(often('tr', 4), often('en', 30))).toBe(volunteerNo(1));
  });

  test('counts less when others have it too, and when they go soon', () => {
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

describe('what is alike in requests is judged once, and what is not is not:', () => {
  const [first, second] = [aTalk({ n: 1, askedAt: at(-9) }), aTalk({ n: 2 })];
  const avoiding = { ...first, avoid: [{ volunteer: volunteerNo(1), until: null }] };

  test('a younger one gets the volunteer whom an older one avoids', () => {
    expect(pairs(aSnapshot([avoiding, second], [aSeat()]))).toEqual([[second.id, volunteerNo(1)]]);
  });

  test('each has its own reasons to wait', () => {
    expect(planMatches(aSnapshot([avoiding, second], [aBusySeat()]), priced, noon).unmatched).toEqual([
      { request: first.id, reasons: ['avoided'] },
      { request: second.id, reasons: ['at-capacity'] },
    ]);
  });

  test('each has its own time to look again', () => {
    const resting = aSeat({ n: 3, restUntil: at(1) });
    const hedging = aPolicy({ name: 'priced', hedgeAfterSeconds: 15, hedgeSurplus: 1 });
    const [later, sooner] = [anOffer(first, aSeat(), 0), anOffer(second, aSeat({ n: 2 }), -5)];
    const room = aSnapshot([later.talk, sooner.talk], [later.seat, sooner.seat, resting]);
    expect(planMatches(room, hedging, noon).nextDueAt).toBe(at(10));
    const again = { ...avoiding, avoid: [{ volunteer: volunteerNo(3), until: at(40) }] };
    expect(planMatches(aSnapshot([again, second], [resting]), priced, noon).nextDueAt).toBe(at(1));
  });
});

describe('older ones keep their offer, by somebody else where a younger one needs theirs', () => {
  const seats = [aSeat({ n: 1, facts: { ...polish, topics: ['grief'] } }), aSeat({ n: 2 })];

  test('both are served', () => {
    const talks = [aTalk({ n: 1, askedAt: at(-60), ask: { topics: ['grief'] } }), aTalk({ n: 2, ...inPolish })];
    expect(pairs(aSnapshot(talks, seats))).toEqual([
      [requestNo(1), volunteerNo(2)],
      [requestNo(2), volunteerNo(1)],
    ]);
  });

  test('the older one alone is, where there is one volunteer', () => {
    const talks = [aTalk({ n: 1, askedAt: at(-60) }), aTalk({ n: 2, ...inPolish })];
    expect(pairs(aSnapshot(talks, seats.slice(0, 1)))).toEqual([[requestNo(1), volunteerNo(1)]]);
  });
});

describe('among equals in price, what decides is', () => {
  const wishing = aTalk({
    ask: { topics: ['grief'], preferences: [{ attribute: 'gender', value: 'woman', strength: 'prefer' }] },
  });

  test('the fit, without waiting for a better one', () => {
    const seats = [aSeat({ n: 1 }), aSeat({ n: 2, facts: { topics: ['grief'] } })];
    expect(pairs(aSnapshot([wishing], seats))).toEqual([[requestNo(1), volunteerNo(2)]]);
    expect(pairs(aSnapshot([wishing], [aBusySeat({ n: 2, facts: { topics: ['grief'] } }), aSeat({ n: 1 })]))).toHaveLength(1);
    const indifferent = aPolicy({ name: 'priced', fitPercent: 0 });
    expect(pairs(aSnapshot([wishing], seats), indifferent)).toEqual([[requestNo(1), volunteerNo(1)]]);
  });

  test('how long somebody is idle and how much they did today, then the id', () => {
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

  test('meeting the same volunteer again, who is waited for 30 s', () => {
    const again = aTalk({ ask: { sameVolunteer: volunteerNo(2) } });
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

describe('passing', () => {
  const only = aSeat({ facts: polish });
  const english = [aBusySeat({ n: 2 }), aBusySeat({ n: 3 })];
  const older = aTalk({ n: 1, askedAt: at(-60) });
  const rarer = aTalk({ n: 2, ...inPolish });
  const lenient = aPolicy({ name: 'priced', overtakesMax: 2 });
  const counted = (times: number) => new Map(times === 0 ? [] : [[older.id, times]]);
  const room = (times: number) => aSnapshot([older, rarer], [only, ...english], { overtaken: counted(times) });

  test('lets the one whom few can serve come first, and tells both', () => {
    expect(planMatches(room(1), lenient, noon)).toMatchObject({
      offers: [{ request: rarer.id, passes: [older.id], reasons: ['longest-idle', 'scarce-skill-first'] }],
      unmatched: [{ request: older.id, reasons: ['scarcer-first', 'at-capacity', 'others-first'] }],
    });
  });

  test('happens to nobody more often than the space allows', () => {
    expect(pairs(room(2), lenient)).toEqual([[older.id, volunteerNo(1)]]);
  });

  test('happens to nobody where it is not counted, or not allowed', () => {
    const uncounted = aSnapshot([older, rarer], [only, ...english]);
    expect(pairs(uncounted, lenient)).toEqual([[older.id, volunteerNo(1)]]);
    expect(pairs(room(0))).toEqual([[older.id, volunteerNo(1)]]);
  });

  test('shelters who was passed often enough, and only them', () => {
    const talks = [older, aTalk({ n: 3, askedAt: at(-50) }), rarer, aTalk({ n: 4, ask: { languages: ['tr'] } })];
    const seats = [only, aSeat({ n: 4, facts: { languages: ['en', 'tr'] } }), ...english];
    const plan = planMatches(aSnapshot(talks, seats, { overtaken: counted(2) }), lenient, noon);
    expect(plan.offers).toMatchObject([{ request: older.id }, { passes: [requestNo(3)] }]);
  });

  test('ends with the wait: who has waited long comes first', () => {
    const patient = { ...older, askedAt: at(-1200) };
    const plan = planMatches(aSnapshot([patient, rarer], [only, ...english], { overtaken: counted(0) }), lenient, noon);
    expect(plan.offers).toMatchObject([{ request: older.id }]);
  });

  test.each([passesPerOfferMax, passesPerOfferMax + 1])(
    'of %d at once happens only where one transaction can count them',
    (n) => {
      const many = Array.from({ length: n }, (_, place) => aTalk({ n: place + 10, askedAt: at(place - 60) }));
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

  test('asks whoever costs least of the surplus, and says so', () => {
    const seats = [seat, aSeat({ n: 2, facts: polish }), aSeat({ n: 3, idleSince: at(-60) })];
    expect(planMatches(aSnapshot([talk], seats), policy, noon).offers).toMatchObject([
      { volunteer: volunteerNo(3), reasons: ['hedged', 'scarce-skill-kept'] },
    ]);
  });

  test('comes after everybody who waits', () => {
    const waiting = aTalk({ n: 2, need: 'whenever' });
    expect(pairs(aSnapshot([talk, waiting], [seat, aSeat({ n: 2 }), aSeat({ n: 3 })]), policy)).toHaveLength(1);
    expect(pairs(aSnapshot([talk], [seat, aSeat({ n: 2 })]), policy)).toEqual([]);
  });
});
