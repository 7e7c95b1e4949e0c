/** Which of the free volunteers is asked, and the hedge beside an unanswered offer. */
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { seatWithoutOffer } from '../../shared/domain/transitions/offer.ts';
import { aBusySeat, aPolicy, anOffer, aSeat, aSnapshot, aTalk, at, noon, offerNo, volunteerNo } from '../fixtures/domain.ts';
import type { SeatParts } from '../fixtures/domain.ts';

const one = volunteerNo(1);
const two = volunteerNo(2);

function chosen(talk: Talk, seats: readonly Seat[], policy: Policy = aPolicy()) {
  return planMatches(aSnapshot([talk], seats), policy, noon).offers.map((offer) => offer.volunteer);
}

/** Long relaxed, so that everybody may be asked. */
const any = aTalk({ askedAt: at(-600) });
const wishing = aTalk({
  askedAt: at(-600),
  ask: {
    topics: ['grief', 'work'],
    preferences: [
      { attribute: 'gender', value: 'woman', strength: 'prefer' },
      { attribute: 'age', value: 'old', strength: 'prefer' },
    ],
  },
});
const again = { ...wishing, ask: { ...wishing.ask, sameVolunteer: two } };

/** Volunteer 2 is better by what is named, volunteer 1 by what comes after it. */
const criteria: readonly (readonly [string, Talk, SeatParts, SeatParts])[] = [
  ['the same volunteer, before preferences', again, { facts: { attributes: { gender: ['woman'] } } }, {}],
  [
    'preferences met, before topics',
    wishing,
    { facts: { topics: ['grief', 'work'] } },
    { facts: { attributes: { age: ['old'] } } },
  ],
  [
    'more preferences, before fewer',
    wishing,
    { facts: { attributes: { age: ['old'] } } },
    { facts: { attributes: { age: ['old'], gender: ['woman'] } } },
  ],
  [
    'topics shared, before the role',
    wishing,
    { facts: { topics: ['grief'] } },
    { facts: { topics: ['grief', 'work'], role: 'mentor' } },
  ],
  ['listeners before mentors, before idleness', any, { facts: { role: 'mentor' } }, {}],
  ['mentors before professionals, before idleness', any, { facts: { role: 'professional' } }, { facts: { role: 'mentor' } }],
  ['nobody in a talk, before the idle time of who talks', any, { capacity: 2, talks: aBusySeat().talks }, {}],
];

describe('among the free, what decides is', () => {
  test.each(criteria)('%s', (_name, talk, first, second) => {
    const seats = [aSeat({ n: 1, idleSince: at(-9000), ...first }), aSeat({ n: 2, ...second })];
    expect(chosen(talk, seats)).toEqual([two]);
  });

  test.each(criteria)('%s, also of who is idle longest', (_name, talk, first, second) => {
    const seats = [aSeat({ n: 1, ...first }), aSeat({ n: 2, idleSince: at(-9000), ...second })];
    expect(chosen(talk, seats)).toEqual([two]);
  });

  test('the longest idle, before fewer languages', () => {
    const seats = [aSeat({ n: 1, idleSince: at(-10) }), aSeat({ n: 2, idleSince: at(-11), facts: { languages: ['en', 'fr'] } })];
    expect(chosen(any, seats)).toEqual([two]);
  });

  test('the longest idle of those who fit equally, where nobody has everything', () => {
    const half = { topics: ['grief'] };
    const seats = [aSeat({ n: 1, idleSince: at(-10), facts: half }), aSeat({ n: 2, idleSince: at(-11), facts: half })];
    expect(chosen(wishing, seats)).toEqual([two]);
  });

  test('idleness from the end of the rest', () => {
    const seats = [
      aSeat({ n: 1, idleSince: at(-900), restUntil: at(-10) }),
      aSeat({ n: 2, idleSince: at(-800), restUntil: at(-500) }),
    ];
    expect(chosen(any, seats)).toEqual([two]);
  });

  test('fewer languages, before the id', () => {
    expect(chosen(any, [aSeat({ n: 1, facts: { languages: ['en', 'fr'] } }), aSeat({ n: 2 })])).toEqual([two]);
  });

  test('the id at last', () => {
    expect(chosen(any, [aSeat({ n: 2 }), aSeat({ n: 1 })])).toEqual([one]);
  });

  test('under fcfs only who is idle longest, then the id', () => {
    const fcfs = aPolicy({ name: 'fcfs' });
    const fitting: SeatParts = { facts: { topics: ['grief', 'work'], attributes: { age: ['old'], gender: ['woman'] } } };
    const mentor = aSeat({ n: 2, idleSince: at(-9000), facts: { role: 'mentor', languages: ['en', 'fr'] } });
    expect(chosen({ ...wishing, ask: { ...wishing.ask, sameVolunteer: one } }, [aSeat(fitting), mentor], fcfs)).toEqual([two]);
    expect(chosen(any, [aSeat({ n: 2 }), aSeat({ n: 1, facts: { languages: ['en', 'fr'] } })], fcfs)).toEqual([one]);
  });

  test('not that an offer lapsed: a volunteer who let one pass keeps their place', () => {
    const lapsed = aSeat({ n: 2, idleSince: at(-900), backOffUntil: at(-1) });
    expect(chosen(any, [aSeat({ n: 1, idleSince: at(-800) }), lapsed])).toEqual([two]);
  });

  test('not that they declined: nothing of it is on the seat', () => {
    const { seat } = anOffer(any, aSeat(), -5);
    expect(seatWithoutOffer(seat, offerNo(1), 'declined', noon)).toEqual({ ...aSeat(), seq: 3 });
  });
});

describe('a volunteer with room for more', () => {
  test('is asked for one at a time, of several who wait', () => {
    const talks = [aTalk({ n: 1 }), aTalk({ n: 2 })];
    expect(planMatches(aSnapshot(talks, [aSeat({ capacity: 3 })]), aPolicy(), noon).offers).toHaveLength(1);
  });

  test('is not asked while an offer is open', () => {
    const { talk, seat } = anOffer(any, aSeat({ capacity: 3 }), -5);
    const plan = planMatches(aSnapshot([talk, aTalk({ n: 2 })], [seat]), aPolicy(), noon);
    expect(plan.offers).toEqual([]);
    expect(plan.unmatched).toContainEqual({ request: aTalk({ n: 2 }).id, reasons: ['others-first'] });
  });

  test('is asked beside a talk', () => {
    expect(chosen(any, [aBusySeat({ capacity: 2 })])).toEqual([one]);
  });
});

describe('a hedge', () => {
  const hedging = aPolicy({ hedgeAfterSeconds: 15, hedgeSurplus: 2 });
  const free = [aSeat({ n: 2 }), aSeat({ n: 3 })];

  function plan(ago: number, others: readonly Seat[], policy = hedging, talks: readonly Talk[] = []) {
    const { talk, seat } = anOffer(any, aSeat(), -ago);
    return planMatches(aSnapshot([talk, ...talks], [seat, ...others]), policy, noon);
  }

  test('asks a second volunteer from 15 s on, and says so', () => {
    expect(plan(14.999, free).offers).toEqual([]);
    expect(plan(15, free).offers).toMatchObject([{ request: any.id, volunteer: two }]);
    expect(plan(15, free).offers[0]?.reasons).toContain('hedged');
  });

  test('waits for the surplus, counted among those who may serve it', () => {
    expect(plan(15, free.slice(1)).offers).toEqual([]);
    expect(plan(15, [aSeat({ n: 2 }), aSeat({ n: 3, facts: { languages: ['fr'] } })]).offers).toEqual([]);
    expect(plan(15, [aSeat({ n: 2 }), aSeat({ n: 3, restUntil: at(1) })]).offers).toEqual([]);
  });

  test('comes after everybody who waits, however urgent it is', () => {
    const waiting = aTalk({ n: 2, need: 'whenever' });
    expect(plan(15, free, hedging, [waiting]).offers).toMatchObject([{ request: waiting.id, volunteer: two }]);
    const three = [...free, aSeat({ n: 4 })];
    expect(plan(15, three, hedging, [waiting]).offers).toMatchObject([
      { request: waiting.id },
      { request: any.id, volunteer: volunteerNo(3) },
    ]);
  });

  test('never is a third offer, nor a second to the same volunteer', () => {
    const { talk, seat } = anOffer(any, aSeat(), -30);
    const twice = anOffer(talk, aSeat({ n: 2 }), -20);
    expect(
      planMatches(aSnapshot([twice.talk], [seat, twice.seat, aSeat({ n: 3 }), aSeat({ n: 4 })]), hedging, noon).offers,
    ).toEqual([]);
    const lagging = planMatches(aSnapshot([talk], [aSeat(), aSeat({ n: 2 }), aSeat({ n: 3 })]), hedging, noon);
    expect(lagging.offers).toMatchObject([{ volunteer: two }]);
  });

  test('never is under fcfs, nor where the space asks for none', () => {
    expect(plan(500, free, aPolicy({ name: 'fcfs', hedgeAfterSeconds: 0, hedgeSurplus: 1 })).offers).toEqual([]);
    expect(plan(500, free, aPolicy({ hedgeAfterSeconds: null, hedgeSurplus: 1 })).offers).toEqual([]);
  });

  test('is not opened for a seeker not heard of', () => {
    const { talk, seat } = anOffer({ ...any, heardAt: at(-120) }, aSeat(), -30);
    expect(planMatches(aSnapshot([talk], [seat, ...free]), hedging, noon).offers).toEqual([]);
  });
});
