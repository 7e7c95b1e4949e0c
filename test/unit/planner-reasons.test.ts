/** Why a pair was made, and why a request waits: promise 11 in reason codes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reasonText } from '../../demo/wording.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import { pairReasonCodes, waitReasonCodes, type PairReason, type WaitReason } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aBusySeat, aPolicy, aSeat, aSnapshot, aTalk, at, noon, offerNo, volunteerNo } from '../fixtures/domain.ts';

const one = volunteerNo(1);
const prefer = { attribute: 'gender', value: 'woman', strength: 'prefer' } as const;

const pairs: readonly (readonly [string, Talk, readonly Seat[], readonly PairReason[]])[] = [
  ['the longest idle volunteer', aTalk(), [aSeat()], ['longest-idle']],
  [
    'not the longest idle volunteer, chosen by topic',
    aTalk({ criteria: { topics: ['grief'] } }),
    [aSeat({ facts: { topics: ['grief'] } }), idler()],
    ['topic-fit', 'longest-idle'],
  ],
  [
    'the topic, although others are idle longer',
    aTalk({ askedAt: at(-210), criteria: { topics: ['grief'] } }),
    [aSeat({ facts: { topics: ['grief'] } }), idler()],
    ['topic-fit'],
  ],
  ['no topic shared', aTalk({ criteria: { topics: ['grief'] } }), [aSeat()], ['longest-idle']],
  ['the same volunteer', aTalk({ criteria: { sameVolunteer: one } }), [aSeat()], ['same-volunteer', 'longest-idle']],
  [
    'another volunteer than the one asked for',
    aTalk({ criteria: { sameVolunteer: volunteerNo(8) } }),
    [aSeat()],
    ['same-volunteer-relaxed', 'longest-idle'],
  ],
  [
    'all preferences met',
    aTalk({ criteria: { preferences: [prefer] } }),
    [aSeat({ facts: { attributes: { gender: ['woman'] } } })],
    ['preferences-met', 'longest-idle'],
  ],
  ['preferences relaxed', aTalk({ criteria: { preferences: [prefer] } }), [aSeat()], ['preferences-relaxed', 'longest-idle']],
  [
    'only required preferences',
    aTalk({ criteria: { preferences: [{ ...prefer, strength: 'require' }] } }),
    [aSeat({ facts: { attributes: { gender: ['woman'] } } })],
    ['longest-idle'],
  ],
  ['not safe now', aTalk({ need: 'notSafeNow' }), [aSeat()], ['not-safe-now', 'longest-idle']],
  ['promoted', aTalk({ need: 'soon', askedAt: at(-300) }), [aSeat()], ['promoted', 'longest-idle']],
  ['listeners first, although a mentor is idle longer', aTalk(), [aSeat(), idler({ role: 'mentor' })], []],
];

function idler(facts: Partial<Seat['facts']> = {}): Seat {
  return aSeat({ n: 2, idleSince: at(-9000), facts });
}

describe('a pair is explained:', () => {
  test.each(pairs)('%s', (_name, talk, seats, reasons) => {
    expect(planMatches(aSnapshot([talk], seats), aPolicy(), noon).offers).toEqual([
      { request: talk.id, volunteer: one, reasons },
    ]);
  });
});

const grief = aTalk({ criteria: { topics: ['grief'] } });
const forGrief = aBusySeat({ facts: { topics: ['grief'] } });

const waits: readonly (readonly [string, Talk, readonly Seat[], readonly WaitReason[]])[] = [
  ['no volunteer is on', aTalk(), [], ['nobody-on']],
  [
    'every volunteer there is draining, off or lapsed',
    aTalk(),
    [aSeat({ on: 'draining' }), aSeat({ n: 2, on: 'off' }), aSeat({ n: 3, leaseExpiresAt: noon })],
    ['nobody-on'],
  ],
  ['every volunteer is in a talk', aTalk(), [aBusySeat()], ['at-capacity']],
  ['every volunteer rests', aTalk(), [aSeat({ restUntil: at(1) })], ['resting']],
  ['every volunteer has reached the daily cap', aTalk(), [aSeat({ day: { date: '2026-03-02', talks: 8 } })], ['day-cap-reached']],
  [
    'only a volunteer on probation is on, and no coordinator is on duty',
    aTalk(),
    [aSeat({ facts: { probationTalks: 1 } })],
    ['on-probation'],
  ],
  [
    'some volunteers talk and some rest',
    aTalk(),
    [aBusySeat({ n: 1 }), aSeat({ n: 2, restUntil: at(1) })],
    ['at-capacity', 'resting'],
  ],
  [
    'no volunteer speaks the language',
    aTalk({ criteria: { languages: ['tr'] } }),
    [aSeat(), aBusySeat({ n: 2 })],
    ['no-shared-language'],
  ],
  [
    'the volunteers who may serve are busy, and what others lack does not matter',
    aTalk(),
    [aBusySeat(), aSeat({ n: 2, facts: { languages: ['tr'] } })],
    ['at-capacity'],
  ],
  [
    'one volunteer is busy and another both busy and resting: all reasons count',
    aTalk(),
    [aBusySeat(), aBusySeat({ n: 2, restUntil: at(1) })],
    ['at-capacity', 'resting'],
  ],
  [
    'all volunteers are busy, and one of them could not serve anyway',
    aTalk(),
    [aBusySeat(), aBusySeat({ n: 2, facts: { languages: ['tr'] } })],
    ['at-capacity'],
  ],
  ['the only volunteer is excluded', aTalk({ excludedVolunteers: [{ volunteer: one, until: null }] }), [aSeat()], ['excluded']],
  ['the seeker was not seen', aTalk({ lastSeenAt: at(-120) }), [aSeat()], ['not-seen-lately']],
  [
    'the same volunteer is busy',
    aTalk({ criteria: { sameVolunteer: one } }),
    [aBusySeat(), aSeat({ n: 2 })],
    ['waiting-for-same-volunteer', 'at-capacity'],
  ],
  ['the best fit is busy', grief, [forGrief, aSeat({ n: 2 })], ['waiting-for-best-fit', 'at-capacity']],
];

describe('a request waits because', () => {
  test.each(waits)('%s', (_name, talk, seats, reasons) => {
    expect(planMatches(aSnapshot([talk], seats), aPolicy(), noon)).toMatchObject({
      offers: [],
      unmatched: [{ request: talk.id, reasons }],
    });
  });

  test('other requests come first', () => {
    const plan = planMatches(aSnapshot([aTalk({ n: 1 }), aTalk({ n: 2 })], [aSeat()]), aPolicy(), noon);
    expect(plan.unmatched).toEqual([{ request: aTalk({ n: 2 }).id, reasons: ['others-first'] }]);
  });

  test('a volunteer already holds an offer of it', () => {
    const offer = { id: offerNo(1), volunteer: one, at: noon, expiresAt: at(30), reasons: [] };
    const talk = aTalk({ state: 'offered', offers: [offer] });
    expect(planMatches(aSnapshot([talk], [aSeat({ n: 2 })]), aPolicy(), noon).unmatched).toEqual([
      { request: talk.id, reasons: ['offered'] },
    ]);
  });
});

test('every reason is in the vocabulary, and the demo has plain words for it', () => {
  const words = readFileSync(new URL('../../docs/words.md', import.meta.url), 'utf8');
  for (const code of [...pairReasonCodes, ...waitReasonCodes]) {
    expect(words).toContain(`\`${code}\``);
    expect(reasonText([code])).not.toBe(code);
  }
});
