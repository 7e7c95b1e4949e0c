/** Which of the free volunteers is asked, and the hedge beside an unanswered offer. */
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { seatWithoutOffer } from '../../shared/domain/transitions/offer.ts';
import {
  aBusySeat,
  aPolicy,
  anOffer,
  aSeat,
  aSnapshot,
  aTalk,
  at,
  noon,
  offerNo,
  volunteerNo,
  type SeatParts,
} from '../fixtures/domain.ts';

const one = volunteerNo(1);
const two = volunteerNo(2);

function chosen(talk: Talk, seats: readonly Seat[], policy: Policy = aPolicy()) {
  return planMatches(aSnapshot([talk], seats), policy, noon).offers.map((offer) => offer.volunteer);
}

/** A request that was relaxed long ago, so that every volunteer may be asked. */
const any = aTalk({ askedAt: at(-600) });
const wishing = aTalk({
  askedAt: at(-600),
  criteria: {
    topics: ['grief', 'work'],
    preferences: [
      { attribute: 'gender', value: 'woman', strength: 'prefer' },
      { attribute: 'age', value: 'old', strength: 'prefer' },
    ],
  },
});
const again = { ...wishing, criteria: { ...wishing.criteria, sameVolunteer: two } };

/** Volunteer 2 is better by the criterion in the name, volunteer 1 by the next criterion. */
const criteria: readonly (readonly [string, Talk, SeatParts, SeatParts])[] = [
  ['the same volunteer, before preferences', again, { facts: { attributes: { gender: ['woman'] } } }, {}],
  [
    'preferences met, before topics',
    wishing,
    { facts: { topics: ['grief', 'work'] } },
    { facts: { attributes: { age: ['old'] } } },
  ],
  [
    'more preferences met, before fewer',
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
  ['listeners before mentors, before idle time', any, { facts: { role: 'mentor' } }, {}],
  ['mentors before professionals, before idle time', any, { facts: { role: 'professional' } }, { facts: { role: 'mentor' } }],
  ['a volunteer without a talk, before the idle time of one in a talk', any, { capacity: 2, talks: aBusySeat().talks }, {}],
];

describe('the volunteer is chosen by:', () => {
  test.each(criteria)('%s', (_name, talk, first, second) => {
    const seats = [aSeat({ n: 1, idleSince: at(-9000), ...first }), aSeat({ n: 2, ...second })];
    expect(chosen(talk, seats)).toEqual([two]);
  });

  test.each(criteria)('%s, also against the longest idle volunteer', (_name, talk, first, second) => {
    const seats = [aSeat({ n: 1, ...first }), aSeat({ n: 2, idleSince: at(-9000), ...second })];
    expect(chosen(talk, seats)).toEqual([two]);
  });

  test('the longest idle time, before fewer languages', () => {
    const seats = [aSeat({ n: 1, idleSince: at(-10) }), aSeat({ n: 2, idleSince: at(-11), facts: { languages: ['en', 'fr'] } })];
    expect(chosen(any, seats)).toEqual([two]);
  });

  test('the longest idle time of those who fit equally, if none meets everything', () => {
    const half = { topics: ['grief'] };
    const seats = [aSeat({ n: 1, idleSince: at(-10), facts: half }), aSeat({ n: 2, idleSince: at(-11), facts: half })];
    expect(chosen(wishing, seats)).toEqual([two]);
  });

  test('idle time, which counts from the end of the rest', () => {
    const seats = [
      aSeat({ n: 1, idleSince: at(-900), restUntil: at(-10) }),
      aSeat({ n: 2, idleSince: at(-800), restUntil: at(-500) }),
    ];
    expect(chosen(any, seats)).toEqual([two]);
  });

  test('fewer languages, before the id', () => {
    expect(chosen(any, [aSeat({ n: 1, facts: { languages: ['en', 'fr'] } }), aSeat({ n: 2 })])).toEqual([two]);
  });

  test('the id, last of all', () => {
    expect(chosen(any, [aSeat({ n: 2 }), aSeat({ n: 1 })])).toEqual([one]);
  });

  test('under fcfs only the longest idle time, then the id', () => {
    const fcfs = aPolicy({ name: 'fcfs' });
    const fitting: SeatParts = { facts: { topics: ['grief', 'work'], attributes: { age: ['old'], gender: ['woman'] } } };
    const mentor = aSeat({ n: 2, idleSince: at(-9000), facts: { role: 'mentor', languages: ['en', 'fr'] } });
    expect(chosen({ ...wishing, criteria: { ...wishing.criteria, sameVolunteer: one } }, [aSeat(fitting), mentor], fcfs)).toEqual(
      [two],
    );
    expect(chosen(any, [aSeat({ n: 2 }), aSeat({ n: 1, facts: { languages: ['en', 'fr'] } })], fcfs)).toEqual([one]);
  });

  test('not by a lapsed offer: a volunteer who let one lapse keeps the same idle time', () => {
    const lapsed = aSeat({ n: 2, idleSince: at(-900), backOffUntil: at(-1) });
    expect(chosen(any, [aSeat({ n: 1, idleSince: at(-800) }), lapsed])).toEqual([two]);
  });

  test('not by a decline: the seat keeps nothing of it', () => {
    const { seat } = anOffer(any, aSeat(), -5);
    expect(seatWithoutOffer(seat, offerNo(1), 'declined', noon)).toEqual({ ...aSeat(), seq: 3, event: 'declined' });
  });
});

describe('a volunteer with capacity left', () => {
  test('gets one offer at a time, although several requests wait', () => {
    const talks = [aTalk({ n: 1 }), aTalk({ n: 2 })];
    expect(planMatches(aSnapshot(talks, [aSeat({ capacity: 3 })]), aPolicy(), noon).offers).toHaveLength(1);
  });

  test('gets no offer while another offer is open', () => {
    const { talk, seat } = anOffer(any, aSeat({ capacity: 3 }), -5);
    const plan = planMatches(aSnapshot([talk, aTalk({ n: 2 })], [seat]), aPolicy(), noon);
    expect(plan.offers).toEqual([]);
    expect(plan.unmatched).toContainEqual({ request: aTalk({ n: 2 }).id, reasons: ['others-first'] });
  });

  test('gets an offer beside a talk', () => {
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

  test('asks a second volunteer from 15 s on, and gives the reason', () => {
    expect(plan(14.999, free).offers).toEqual([]);
    expect(plan(15, free).offers).toMatchObject([{ request: any.id, volunteer: two }]);
    expect(plan(15, free).offers[0]?.reasons).toContain('hedged');
  });

  test('waits for the surplus, counted among the volunteers who may serve the request', () => {
    expect(plan(15, free.slice(1)).offers).toEqual([]);
    expect(plan(15, [aSeat({ n: 2 }), aSeat({ n: 3, facts: { languages: ['fr'] } })]).offers).toEqual([]);
    expect(plan(15, [aSeat({ n: 2 }), aSeat({ n: 3, restUntil: at(1) })]).offers).toEqual([]);
  });

  test('comes after every waiting request, however urgent its own request is', () => {
    const waiting = aTalk({ n: 2, need: 'whenever' });
    expect(plan(15, free, hedging, [waiting]).offers).toMatchObject([{ request: waiting.id, volunteer: two }]);
    const three = [...free, aSeat({ n: 4 })];
    expect(plan(15, three, hedging, [waiting]).offers).toMatchObject([
      { request: waiting.id },
      { request: any.id, volunteer: volunteerNo(3) },
    ]);
  });

  test('is never a third offer, nor a second offer to the same volunteer', () => {
    const { talk, seat } = anOffer(any, aSeat(), -30);
    const twice = anOffer(talk, aSeat({ n: 2 }), -20);
    expect(
      planMatches(aSnapshot([twice.talk], [seat, twice.seat, aSeat({ n: 3 }), aSeat({ n: 4 })]), hedging, noon).offers,
    ).toEqual([]);
    const lagging = planMatches(aSnapshot([talk], [aSeat(), aSeat({ n: 2 }), aSeat({ n: 3 })]), hedging, noon);
    expect(lagging.offers).toMatchObject([{ volunteer: two }]);
  });

  test('is never made under fcfs, nor if the space wants no hedge', () => {
    expect(plan(500, free, aPolicy({ name: 'fcfs', hedgeAfterSeconds: 0, hedgeSurplus: 1 })).offers).toEqual([]);
    expect(plan(500, free, aPolicy({ hedgeAfterSeconds: null, hedgeSurplus: 1 })).offers).toEqual([]);
  });

  test('is not made for a seeker who was not seen', () => {
    const { talk, seat } = anOffer({ ...any, lastSeenAt: at(-120) }, aSeat(), -30);
    expect(planMatches(aSnapshot([talk], [seat, ...free]), hedging, noon).offers).toEqual([]);
  });
});
