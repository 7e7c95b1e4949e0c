/** Which volunteer may be offered to which request, included and excluded, on both sides of every edge. */
import { describe, expect, test } from 'vitest';
import {
  dutyViolations,
  isReachable,
  meets,
  violations,
  pairFits,
  pairViolations,
  roomViolations,
  type Violation,
} from '../../shared/domain/eligibility.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { SeatFacts } from '../../shared/domain/seat.ts';
import { epochMs } from '../../shared/domain/time.ts';
import {
  aBusySeat,
  aSeat,
  aTalk,
  at,
  noon,
  offerNo,
  requestNo,
  today,
  volunteerNo,
  type SeatParts,
  type TalkParts,
} from '../fixtures/domain.ts';

const included: readonly Violation[] = [];
const justAfterNoon = epochMs.parse(noon + 1);
const require = { attribute: 'gender', value: 'woman', strength: 'require' } as const;
const prefer = { ...require, strength: 'prefer' } as const;

const asks: readonly (readonly [string, Partial<Criteria>, Partial<SeatFacts>, readonly Violation[]])[] = [
  ['one shared language is enough', { languages: ['tr', 'en'] }, { languages: ['fr', 'en'] }, included],
  ['no shared language', { languages: ['tr'] }, { languages: ['fr', 'en'] }, ['no-shared-language']],
  ['[bug-regions-meet] a region asked for meets the language', { languages: ['en-GB'] }, { languages: ['en'] }, included],
  ['a region offered meets the language', { languages: ['en'] }, { languages: ['en-US'] }, included],
  ['two regions of a language meet', { languages: ['en-GB'] }, { languages: ['en-US'] }, included],
  ['two scripts of a language meet', { languages: ['zh-Hant'] }, { languages: ['zh-Hans'] }, included],
  [
    'two scripts of a language do not meet where the space keeps them apart',
    { languages: ['zh-TW'] },
    { languages: ['zh'], scriptsApart: true },
    ['no-shared-language'],
  ],
  [
    'one script meets where the space keeps scripts apart, whatever the region',
    { languages: ['zh-TW'] },
    { languages: ['zh-Hant-HK'], scriptsApart: true },
    included,
  ],
  ['no role asked', {}, { role: 'professional' }, included],
  ['the required role', { role: 'mentor' }, { role: 'mentor' }, included],
  ['another role', { role: 'mentor' }, { role: 'listener' }, ['other-role']],
  ['the channel is one of several', { channel: 'voice' }, { channels: ['chat', 'voice'] }, included],
  ['another channel', { channel: 'voice' }, { channels: ['chat', 'video'] }, ['channel-not-offered']],
  ['a required attribute is there', { preferences: [require] }, { attributes: { gender: ['man', 'woman'] } }, included],
  [
    'a required attribute has another value',
    { preferences: [require] },
    { attributes: { gender: ['man'] } },
    ['attribute-missing'],
  ],
  ['a required attribute is not stated', { preferences: [require] }, { attributes: { age: ['woman'] } }, ['attribute-missing']],
  [
    'one of two required is missing',
    { preferences: [require, { ...require, attribute: 'age', value: 'old' }] },
    { attributes: { gender: ['woman'] } },
    ['attribute-missing'],
  ],
  ['a preferred attribute excludes no volunteer', { preferences: [prefer] }, {}, included],
  ['a topic that is not shared excludes no volunteer', { topics: ['grief'] }, { topics: ['work'] }, included],
  ['one muted topic among several', { topics: ['work', 'grief'] }, { topics: ['work'], mutedTopics: ['grief'] }, ['topic-muted']],
  ['a muted topic that was not asked for', { topics: ['work'] }, { mutedTopics: ['grief'] }, included],
  [
    'all violations at once',
    { languages: ['tr'], role: 'mentor', channel: 'video', preferences: [require], topics: ['grief'] },
    { mutedTopics: ['grief'] },
    ['no-shared-language', 'other-role', 'channel-not-offered', 'attribute-missing', 'topic-muted'],
  ],
];

describe('the criteria of a request and the facts of a volunteer:', () => {
  test.each(asks)('%s', (_name, ask, facts, expected) => {
    expect(violations(aTalk({ criteria: ask }).criteria, aSeat({ facts }).facts)).toEqual(expected);
  });

  test('the channels are those chosen for the session, not those of the profile', () => {
    const seat = aSeat({ channels: ['chat'], facts: { channels: ['chat', 'voice'] } });
    expect(pairViolations(aTalk({ criteria: { channel: 'voice' } }), seat, noon)).toEqual(['channel-not-offered']);
  });

  test('a property that an object inherits is not an attribute of a volunteer', () => {
    expect(meets({}, { attribute: 'constructor', value: 'name' })).toBe(false);
  });
});

const pairs: readonly (readonly [string, TalkParts, SeatParts, readonly Violation[]])[] = [
  ['no violation', {}, {}, included],
  ['an inactive volunteer', {}, { facts: { active: false } }, ['not-active']],
  ['a credential that expires now', {}, { facts: { eligibleUntil: noon } }, ['credential-missing']],
  ['a credential that expires right after now', {}, { facts: { eligibleUntil: justAfterNoon } }, included],
  ['a credential that is missing', {}, { facts: { eligibleUntil: epochMs.parse(0) } }, ['credential-missing']],
  ['a volunteer excluded for good', { excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] }, {}, ['excluded']],
  [
    'a volunteer excluded until right after now',
    { excludedVolunteers: [{ volunteer: volunteerNo(1), until: justAfterNoon }] },
    {},
    ['excluded'],
  ],
  ['a volunteer excluded until now', { excludedVolunteers: [{ volunteer: volunteerNo(1), until: noon }] }, {}, included],
  ['another volunteer is excluded', { excludedVolunteers: [{ volunteer: volunteerNo(2), until: null }] }, {}, included],
  [
    'rest, capacity and being off are not checked for a pair',
    {},
    { on: 'off', restUntil: at(9), capacity: 1, day: { date: today, talks: 9 } },
    included,
  ],
  ['the criteria of the request are checked for a pair', { criteria: { languages: ['fr'] } }, {}, ['no-shared-language']],
];

describe('a request and a seat:', () => {
  test.each(pairs)('%s', (_name, talk, seat, expected) => {
    expect(pairViolations(aTalk(talk), aSeat(seat), noon)).toEqual(expected);
    expect(pairFits(aTalk(talk), aSeat(seat), noon)).toBe(expected.length === 0);
  });
});

const offer = (n: number) => ({ id: offerNo(n), request: requestNo(n), at: noon, expiresAt: at(30) });

/** A volunteer with two talks of probation and capacity left. */
function newcomer(parts: SeatParts = {}): SeatParts {
  return { capacity: 3, facts: { probationTalks: 2 }, ...parts };
}

const rooms: readonly (readonly [string, SeatParts, readonly Violation[]])[] = [
  ['free', {}, included],
  ['off', { on: 'off' }, ['off']],
  ['draining', { on: 'draining' }, ['off']],
  ['a lease that ends now', { leaseExpiresAt: noon }, ['lease-lapsed']],
  ['a lease that ends right after now', { leaseExpiresAt: justAfterNoon }, included],
  ['an "until" that is now', { until: noon }, ['lease-lapsed']],
  ['an "until" right after now', { until: justAfterNoon }, included],
  [
    '[bug-silent-beside-talk] a lease that ends in a talk: no offer for the second place',
    { leaseExpiresAt: noon, capacity: 2, talks: aBusySeat().talks },
    ['lease-lapsed'],
  ],
  ['a lease that holds in a talk', { capacity: 2, talks: aBusySeat().talks }, included],
  ['a credential that expires now', { facts: { eligibleUntil: noon } }, ['credential-missing']],
  ['a credential that expires right after now', { facts: { eligibleUntil: justAfterNoon } }, included],
  ['a suspended profile', { facts: { active: false } }, ['not-active']],
  ['"until" holds in a talk too', { until: noon, capacity: 2, talks: aBusySeat().talks }, ['lease-lapsed']],
  ['a capacity of one, one talk', { talks: aBusySeat().talks }, ['at-capacity']],
  [
    'a capacity of two that was reduced to one, one talk',
    { capacity: 2, talks: aBusySeat().talks, facts: { capacityMax: 1 } },
    ['at-capacity'],
  ],
  [
    'a capacity of three but on probation, one talk',
    { ...newcomer({ talksEnded: 1 }), talks: aBusySeat().talks },
    ['at-capacity'],
  ],
  ['a capacity of three and probation over, one talk', { ...newcomer({ talksEnded: 2 }), talks: aBusySeat().talks }, included],
  ['a capacity of one, one offer', { offers: [offer(1)] }, ['at-capacity']],
  ['a capacity of three, a talk and an offer', { capacity: 3, talks: aBusySeat().talks, offers: [offer(1)] }, included],
  [
    'a capacity of three, a talk and two offers',
    { capacity: 3, talks: aBusySeat().talks, offers: [offer(1), offer(2)] },
    ['at-capacity'],
  ],
  ['a rest that ends now', { restUntil: noon }, included],
  ['a rest that ends right after now', { restUntil: justAfterNoon }, ['resting']],
  ['a back-off that ends right after now', { backOffUntil: justAfterNoon }, ['resting']],
  ['seven talks with a cap of eight', { day: { date: today, talks: 7 } }, included],
  ['eight talks with a cap of eight', { day: { date: today, talks: 8 } }, ['day-cap-reached']],
  ['eight talks on another day', { day: { date: '2026-03-01', talks: 8 } }, included],
  ['seven talks and an open offer', { capacity: 2, offers: [offer(1)], day: { date: today, talks: 7 } }, ['day-cap-reached']],
  [
    'an open offer of yesterday counts today',
    { capacity: 2, offers: [offer(1)], day: { date: '2026-03-01', talks: 8 }, facts: { talksPerDay: 1 } },
    ['day-cap-reached'],
  ],
];

describe('a seat with', () => {
  test.each(rooms)('%s', (_name, seat, expected) => {
    expect(roomViolations(aSeat(seat), { date: today, onDuty: true }, noon)).toEqual(expected);
  });

  test('a closed space gets no new offer', () => {
    expect(roomViolations(aSeat(), { date: today, closed: true }, noon)).toEqual(['space-closed']);
  });

  test('an open offer is not reached by a second one', () => {
    const moment = { date: today };
    expect(isReachable(aSeat({ capacity: 2 }), moment, noon)).toBe(true);
    expect(isReachable(aSeat({ capacity: 2, offers: [offer(1)] }), moment, noon)).toBe(false);
    expect(isReachable(aSeat({ day: { date: today, talks: 8 } }), moment, noon)).toBe(false);
  });
});

const beginners: readonly (readonly [string, SeatParts, boolean, readonly Violation[]])[] = [
  ['no coordinator on duty and no probation', {}, false, included],
  ['no coordinator on duty and no talk yet', newcomer(), false, ['on-probation']],
  ['no coordinator on duty, before the last of the first talks', newcomer({ talksEnded: 1 }), false, ['on-probation']],
  ['no coordinator on duty, after the last of the first talks', newcomer({ talksEnded: 2 }), false, included],
  ['a coordinator on duty and no talk yet', newcomer(), true, included],
];

describe('a volunteer on probation', () => {
  test.each(beginners)('with %s', (_name, seat, onDuty, expected) => {
    expect(dutyViolations(aSeat(seat), onDuty)).toEqual(expected);
  });
});
