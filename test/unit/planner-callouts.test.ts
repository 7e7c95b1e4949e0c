/**
 * Which volunteers are called out while off: for requests that no volunteer who is on could serve, few at once, and each
 * volunteer seldom.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calloutRepeatSeconds, calloutPauseSeconds } from '../../shared/domain/limits.ts';
import { couldCome, calloutsFor, strandedIn, type OffShift } from '../../shared/domain/policy/callout/callouts.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { mayBeCalledOut, openCallout, calledOutSeat, calledOutTalk } from '../../shared/domain/transitions/call-out.ts';
import { goOn } from '../../shared/domain/transitions/availability.ts';
import {
  aBusySeat,
  aPolicy,
  aSeat,
  aSnapshot,
  aTalk,
  at,
  noon,
  offerNo,
  someFacts,
  today,
  volunteerNo,
  type SeatParts,
} from '../fixtures/domain.ts';
import { holds } from '../fixtures/seed.ts';

const inPolish = { criteria: { languages: ['pl'] } };
const stranded = (talks: readonly Talk[], seats: readonly Seat[], parts = {}) =>
  strandedIn(aSnapshot(talks, seats, parts), aPolicy(), noon).map(({ id }) => id);

const others: readonly (readonly [string, boolean, Talk, readonly Seat[]])[] = [
  ['no volunteer is on', true, aTalk(), []],
  [
    'every volunteer there is off, draining or lapsed',
    true,
    aTalk(),
    [aSeat({ on: 'draining' }), aSeat({ n: 2, leaseExpiresAt: noon })],
  ],
  ['no volunteer who is on speaks the language', true, aTalk(inPolish), [aSeat()]],
  [
    'the only volunteer is excluded for good',
    true,
    aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] }),
    [aSeat()],
  ],
  ['the only volunteer has reached the daily cap', true, aTalk(), [aSeat({ day: { date: today, talks: 8 } })]],
  ['the only volunteer is on probation, and no coordinator is on duty', true, aTalk(), [aSeat({ facts: { probationTalks: 1 } })]],
  ['a volunteer is free', false, aTalk(), [aSeat()]],
  ['a volunteer who could serve is in a talk', false, aTalk(), [aBusySeat()]],
  ['a volunteer who could serve rests', false, aTalk(), [aSeat({ restUntil: at(900) })]],
  [
    'a volunteer declined a moment ago',
    false,
    aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: at(60) }] }),
    [aSeat()],
  ],
  ['the seeker was not seen', false, aTalk({ lastSeenAt: at(-120) }), []],
  ['a volunteer holds an offer of it', false, offeredTalk(), []],
  ['volunteers were searched lately', false, aTalk({ calledOutAt: at(1 - calloutRepeatSeconds) }), []],
  ['volunteers were searched a while ago', true, aTalk({ calledOutAt: at(-calloutRepeatSeconds) }), []],
];

function offeredTalk(): Talk {
  const offer = { id: offerNo(1), volunteer: volunteerNo(1), at: noon, expiresAt: at(30), reasons: [] };
  return aTalk({ state: 'offered', offers: [offer] });
}

describe('a call-out is made', () => {
  test.each(others)('if %s: %s', (_name, expected, talk, seats) => {
    expect(stranded([talk], seats)).toEqual(expected ? [talk.id] : []);
  });

  test('for the first request in the queue first', () => {
    const talks = [aTalk({ n: 1, need: 'soon' }), aTalk({ n: 2, askedAt: at(-10) }), aTalk({ n: 3, need: 'notSafeNow' })];
    expect(stranded(talks, [])).toEqual([talks[2]?.id, talks[1]?.id, talks[0]?.id]);
  });
});

/** Volunteer n: off, speaks English, and idle for this many seconds. */
function off(n: number, idleSeconds: number, parts: Partial<OffShift> = {}): OffShift {
  return { volunteer: volunteerNo(n), facts: someFacts(), idleSince: at(-idleSeconds), ...parts };
}

const chosen = (people: readonly OffShift[], talks: readonly Talk[] = [aTalk()], atOnce = 2) =>
  calloutsFor(talks, people, atOnce, noon).map(({ volunteers }) => volunteers);

describe('a volunteer who is called out', () => {
  test('could serve, was called longest ago, then was idle longest, then comes first by id', () => {
    expect(chosen([off(1, 10), off(2, 30), off(3, 20)])).toEqual([[volunteerNo(2), volunteerNo(3)]]);
    expect(chosen([off(3, 10), off(2, 10), off(1, 10)])).toEqual([[volunteerNo(1), volunteerNo(2)]]);
    const paged = off(1, 9000, { calledOutAt: at(-calloutPauseSeconds) });
    expect(chosen([paged, off(2, 10), off(3, 20)])).toEqual([[volunteerNo(3), volunteerNo(2)]]);
    expect(chosen([paged, off(2, 10)])).toEqual([[volunteerNo(2), volunteerNo(1)]]);
    expect(chosen([off(1, 10, { facts: someFacts({ languages: ['fr'] }) })])).toEqual([[]]);
    expect(chosen([off(1, 10)], [aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] })])).toEqual([[]]);
  });

  test('is not called again for hours', () => {
    expect(chosen([off(1, 10, { calledOutAt: at(1 - calloutPauseSeconds) })])).toEqual([[]]);
    expect(chosen([off(1, 10, { calledOutAt: at(-calloutPauseSeconds) })])).toEqual([[volunteerNo(1)]]);
  });

  test('is called for one request, however many wait', () => {
    const talks = [aTalk({ n: 1 }), aTalk({ n: 2 })];
    expect(chosen([off(1, 30), off(2, 20), off(3, 10)], talks)).toEqual([[volunteerNo(1), volunteerNo(2)], [volunteerNo(3)]]);
  });

  const anyOff = fc
    .record({
      languages: fc.subarray(['en', 'pl', 'tr'], { minLength: 1 }),
      idle: fc.constantFrom(0, 60, 600),
      pagedAgo: fc.option(fc.constantFrom(0, 60, calloutPauseSeconds - 1, calloutPauseSeconds, 90_000), { nil: undefined }),
    })
    .map(({ languages, idle, pagedAgo }) => ({
      facts: someFacts({ languages }),
      idleSince: at(-idle),
      ...(pagedAgo === undefined ? {} : { calledOutAt: at(-pagedAgo) }),
    }));
  const anyTalks = fc.array(fc.subarray(['en', 'pl', 'tr'], { minLength: 1 }), { maxLength: 5 });

  test('is never one of too many, called twice, called again too soon or unable to serve, in whatever order volunteers are read', () => {
    holds(
      fc.property(
        fc.array(anyOff, { maxLength: 9 }),
        anyTalks,
        fc.integer({ min: 0, max: 5 }),
        fc.infiniteStream(fc.nat()),
        (people, asks, atOnce, keys) => {
          const all = people.map((one, at) => ({ ...one, volunteer: volunteerNo(at + 1) }));
          const talks = asks.map((languages, at) => aTalk({ n: at + 1, criteria: { languages } }));
          const callouts = calloutsFor(talks, all, atOnce, noon);
          expect(callouts.map(({ request }) => request)).toEqual(talks.map(({ id }) => id));
          const called = callouts.flatMap(({ volunteers }) => volunteers);
          expect(new Set(called).size).toBe(called.length);
          for (const [at, { volunteers }] of callouts.entries()) {
            expect(volunteers.length).toBeLessThanOrEqual(atOnce);
            for (const id of volunteers) {
              const one = all.find(({ volunteer }) => volunteer === id);
              const talk = talks[at];
              expect(one !== undefined && talk !== undefined && couldCome(talk, one)).toBe(true);
              expect(one?.calledOutAt === undefined || one.calledOutAt <= noon - calloutPauseSeconds * 1000).toBe(true);
            }
          }
          const shuffled = all.map((one) => ({ one, key: keys.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
          expect(
            calloutsFor(
              talks,
              shuffled.map(({ one }) => one),
              atOnce,
              noon,
            ),
          ).toEqual(callouts);
        },
      ),
      1000,
    );
  });
});

const offSeat = (parts: SeatParts = {}) => aSeat({ on: 'off', ...parts });
const moment = { date: today, onDuty: false };

const seats: readonly (readonly [string, boolean, Seat])[] = [
  ['off', true, offSeat()],
  ['on', false, aSeat()],
  ['draining', false, aBusySeat({ on: 'draining' })],
  ['off during a talk', false, aBusySeat({ on: 'off' })],
  ['off and resting', false, offSeat({ restUntil: at(1) })],
  ['off and rested', true, offSeat({ restUntil: noon })],
  ['off with the daily cap reached', false, offSeat({ day: { date: today, talks: 8 } })],
  ['off and on probation, with no coordinator on duty', false, offSeat({ facts: { probationTalks: 1 } })],
];

describe('a volunteer', () => {
  test.each(seats)('who is %s may be called out: %s', (_name, expected, seat) => {
    expect(mayBeCalledOut(seat, moment, noon)).toBe(expected);
  });

  test('on probation may be called out while a coordinator is on duty', () => {
    expect(mayBeCalledOut(offSeat({ facts: { probationTalks: 1 } }), { ...moment, onDuty: true }, noon)).toBe(true);
  });

  test('is told what the call-out is for in coarse words, for a while, and until they go on', () => {
    const talk = aTalk({ criteria: { languages: ['pl', 'en', 'de'], role: 'mentor', topics: ['grief'] } });
    const paged = calledOutSeat({ seat: offSeat(), facts: someFacts({ languages: ['en', 'pl'] }), talk }, noon);
    expect(paged).toMatchObject({ seq: 2, on: 'off', offers: [], calledOutAt: noon });
    expect(openCallout(paged, noon)).toEqual({
      languages: ['pl', 'en'],
      channel: 'chat',
      role: 'mentor',
      since: noon,
      until: at(600),
    });
    expect(openCallout(paged, at(599))).toBeDefined();
    expect(openCallout(paged, at(600))).toBeUndefined();
    const on = goOn(paged, { session: 's', channels: ['chat'], capacity: 1, facts: someFacts(), leaseSeconds: 120 }, at(5));
    expect(on).not.toHaveProperty('callout');
    expect(on.calledOutAt).toBe(noon);
    expect(openCallout({ ...on, on: 'off' }, at(10))).toBeUndefined();
    expect(openCallout(offSeat(), noon)).toBeUndefined();
  });
});

test('a request notes when volunteers were searched for it, and no caller is told', () => {
  expect(calledOutTalk(aTalk(), at(3))).toEqual({ ...aTalk(), event: 'called-out', calledOutAt: at(3) });
});
