/** The schedule by which preferences are relaxed and need is promoted, exact to the second at its edges. */
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import {
  aBusySeat,
  anOffer,
  aPolicy,
  aSeat,
  aSnapshot,
  aTalk,
  at,
  noon,
  requestNo,
  today,
  volunteerNo,
} from '../fixtures/domain.ts';

/** The volunteers who are asked for the only request this many seconds after it was made. */
function askedAfter(seconds: number, talk: Talk, seats: readonly Seat[], policy: Policy = aPolicy()) {
  const now = at(seconds);
  const fresh = { ...talk, lastSeenAt: now };
  const leased = seats.map((seat) => ({ ...seat, leaseExpiresAt: plusSeconds(now, 60) }));
  return planMatches(aSnapshot([fresh], leased), policy, now).offers.map((offer) => offer.volunteer);
}

const one = volunteerNo(1);
const two = volunteerNo(2);

describe('the same volunteer, asked for again,', () => {
  const lastOfTheDay = aSeat({ day: { date: today, talks: 7 } });
  const talk = aTalk({ criteria: { sameVolunteer: one } });
  const stranger = aSeat({ n: 2, idleSince: at(-9000) });

  test.each([
    ['gets the offer at once when free, however long others are idle', 0, aSeat(), one],
    ['is waited for at 29 s while in a talk', 29, aBusySeat(), undefined],
    ['is waited for at 29 s while resting', 29, aSeat({ restUntil: at(600) }), undefined],
    ['is no longer waited for at 30 s', 30, aBusySeat(), two],
    ['is not waited for when off', 0, aSeat({ on: 'off' }), two],
    ['is not waited for after their "until", although in a talk', 0, aBusySeat({ until: noon }), two],
    ['is not waited for when draining', 0, aBusySeat({ on: 'draining' }), two],
    ['is not waited for when they have reached the daily cap', 0, aBusySeat({ day: { date: today, talks: 8 } }), two],
    [
      'is waited for when the last talk of the day is only offered to them',
      0,
      anOffer(aTalk({ n: 9 }), lastOfTheDay).seat,
      undefined,
    ],
    ['is not waited for when they could not serve this request', 0, aBusySeat({ facts: { languages: ['fr'] } }), two],
    ['is still the first choice after 30 s', 31, aSeat(), one],
  ])('%s', (_name, seconds, same, expected) => {
    expect(askedAfter(seconds, talk, [same, stranger])).toEqual(expected === undefined ? [] : [expected]);
  });

  test('is not waited for when this request excludes them', () => {
    const avoiding = { ...talk, excludedVolunteers: [{ volunteer: one, until: null }] };
    expect(askedAfter(0, avoiding, [aBusySeat(), stranger])).toEqual([two]);
  });

  test('is not waited for once their lease has ended', () => {
    const gone = aSeat({ restUntil: at(600), leaseExpiresAt: noon });
    expect(planMatches(aSnapshot([talk], [gone, stranger]), aPolicy(), noon).offers).toMatchObject([{ volunteer: two }]);
  });

  test('also gets the offer in the stage of the best fit, although others fit better', () => {
    const topical = { ...talk, criteria: { ...talk.criteria, topics: ['grief'] } };
    const fitting = aSeat({ n: 2, facts: { topics: ['grief'] } });
    expect(askedAfter(60, topical, [aSeat(), fitting])).toEqual([one]);
  });

  test('comes before the stage of the best fit: 30 s for the same volunteer, until 210 s for a fit', () => {
    const topical = { ...talk, criteria: { ...talk.criteria, topics: ['grief'] } };
    const seats = [aBusySeat(), aSeat({ n: 2 }), aBusySeat({ n: 3, facts: { topics: ['grief'] } })];
    expect(askedAfter(30, topical, seats)).toEqual([]);
    expect(askedAfter(210, topical, seats)).toEqual([two]);
  });
});

describe('the best fit', () => {
  const prefer = { attribute: 'gender', value: 'woman', strength: 'prefer' } as const;
  const byTopic = aTalk({ criteria: { topics: ['grief', 'work'] } });
  const byPreference = aTalk({ criteria: { preferences: [prefer] } });
  const byBoth = aTalk({ criteria: { topics: ['grief'], preferences: [prefer] } });
  const topical = { topics: ['work'] };
  const preferred = { attributes: { gender: ['woman'] } };
  const other = aSeat({ n: 2, idleSince: at(-9000) });

  test.each([
    ['by topic is waited for at 209 s', 209, byTopic, topical, false],
    ['by topic is not waited for at 210 s', 210, byTopic, topical, true],
    ['by preference is waited for at 209 s', 209, byPreference, preferred, false],
    ['by preference is not waited for at 210 s', 210, byPreference, preferred, true],
    ['by both is waited for at 209 s', 209, byBoth, { ...topical, ...preferred, topics: ['grief'] }, false],
    ['by both must meet both: one with another topic is not waited for', 0, byBoth, { ...topical, ...preferred }, true],
    ['by both must meet both: one of another gender is not waited for', 0, byBoth, { topics: ['grief'] }, true],
    ['that no volunteer who is on has is relaxed at once', 0, byPreference, {}, true],
  ])('%s', (_name, seconds, talk, facts, relaxed) => {
    const fitting = aBusySeat({ facts });
    expect(askedAfter(seconds, talk, [fitting, other])).toEqual(relaxed ? [two] : []);
    expect(askedAfter(seconds, talk, [aSeat({ facts }), other])).toHaveLength(1);
  });

  test('gets the offer at once when free', () => {
    expect(askedAfter(0, byBoth, [aSeat({ facts: { topics: ['grief'], ...preferred } }), other])).toEqual([one]);
  });

  test('by a required attribute is required for ever', () => {
    const required = aTalk({ criteria: { preferences: [{ ...prefer, strength: 'require' }] } });
    expect(askedAfter(5000, required, [aBusySeat({ facts: preferred }), other])).toEqual([]);
  });

  test('is not waited for by a seeker who is not safe, and is still chosen among the free', () => {
    const unsafe = { ...byBoth, need: 'notSafeNow' as const };
    const fitting = { n: 1, facts: { topics: ['grief'], ...preferred } };
    expect(askedAfter(0, unsafe, [aBusySeat(fitting), other])).toEqual([two]);
    expect(askedAfter(0, unsafe, [aSeat(fitting), other])).toEqual([one]);
  });

  test('is not waited for under fcfs', () => {
    const talk = { ...byBoth, criteria: { ...byBoth.criteria, sameVolunteer: one } };
    expect(askedAfter(0, talk, [aBusySeat({ facts: preferred }), other], aPolicy({ name: 'fcfs' }))).toEqual([two]);
  });

  test('is counted from the queue time: a request that came back after 210 s waits for no volunteer', () => {
    expect(askedAfter(0, { ...byTopic, askedAt: at(-210) }, [aBusySeat({ facts: topical }), other])).toEqual([two]);
  });
});

describe('promotion', () => {
  /** Which of two requests gets the only volunteer. */
  function first(a: Talk, b: Talk, policy = aPolicy()) {
    return planMatches(aSnapshot([a, b], [aSeat()]), policy, noon).offers.map((offer) => offer.request);
  }
  const now = aTalk({ n: 1, need: 'now', askedAt: at(-1) });

  test.each([
    ['soon', 299, 'now'],
    ['soon', 300, 'soon'],
    ['whenever', 300, 'now'],
    ['whenever', 599, 'now'],
    ['whenever', 600, 'whenever'],
  ] as const)('%s for %d s against now: %s is first', (need, seconds, winner) => {
    const waiting = aTalk({ n: 2, need, askedAt: at(-seconds) });
    expect(first(now, waiting)).toEqual([winner === 'now' ? now.id : waiting.id]);
  });

  test('never reaches notSafeNow, however long the wait', () => {
    const ancient = aTalk({ n: 2, need: 'now', askedAt: at(-80_000) });
    const unsafe = aTalk({ n: 1, need: 'notSafeNow', askedAt: noon });
    expect(first(unsafe, ancient)).toEqual([unsafe.id]);
  });

  test('follows the period of the space, also under fcfs', () => {
    const waiting = aTalk({ n: 2, need: 'soon', askedAt: at(-60) });
    expect(first(now, waiting, aPolicy({ promotionSeconds: 60 }))).toEqual([waiting.id]);
    expect(first(now, waiting, aPolicy({ promotionSeconds: 61 }))).toEqual([now.id]);
    expect(first(now, waiting, aPolicy({ promotionSeconds: 60, name: 'fcfs' }))).toEqual([waiting.id]);
  });

  test('puts the older first among equals, then the smaller id', () => {
    const older = aTalk({ n: 3, askedAt: at(-2) });
    const younger = aTalk({ n: 2, askedAt: at(-1) });
    expect(first(younger, older)).toEqual([older.id]);
    expect(first(aTalk({ n: 5 }), aTalk({ n: 4 }))).toEqual([requestNo(4)]);
  });
});

describe('a seeker who was not seen', () => {
  test.each([
    ['gets an offer at 119 s', 119, 1],
    ['gets no offer at 120 s, and holds back no other request', 120, 2],
  ])('%s', (_name, seconds, served) => {
    const silent = aTalk({ n: 1, askedAt: at(-600), lastSeenAt: at(-seconds) });
    const later = aTalk({ n: 2, askedAt: at(-10) });
    expect(planMatches(aSnapshot([silent, later], [aSeat()]), aPolicy(), noon).offers).toMatchObject([
      { request: requestNo(served) },
    ]);
  });
});
