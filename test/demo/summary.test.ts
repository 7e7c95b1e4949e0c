import { describe, expect, it } from 'vitest';
import type { Entry, Event } from '../../demo/history.ts';
import { newMeter } from '../../demo/meter.ts';
import { eventText, namesIn } from '../../demo/event-text.ts';
import { snapshotOf } from '../../demo/snapshot.ts';
import { isFaultless, report } from '../../demo/report.ts';
import { percentilesOf, summaryOf, tally } from '../../demo/summary.ts';
import { durationText, timeOfDay } from '../../demo/wording.ts';
import { violationsIn } from '../../demo/violations.ts';
import type { WaitReason } from '../../shared/domain/policy/plan.ts';

/** A history with ten evening seconds between its events. */
function history(...events: readonly Event[]): readonly Entry[] {
  return events.map((event, index) => ({ ...event, at: index * 10 }));
}

const seats = new Map([
  ['vera', 1],
  ['viktor', 2],
]);
const watched = { seats, complete: true };

const asking = (seeker: string): Event => ({ kind: 'asking', seeker, need: 'now', language: 'en' });
const asked = (seeker: string, request = seeker, subject?: string): Event => ({
  kind: 'asked',
  seeker,
  request,
  cameBack: false,
  ...(subject === undefined ? {} : { subject }),
});
const accepted = (request: string, volunteer = 'vera', n = 1): Event => ({
  kind: 'accepted',
  volunteer,
  offer: `offer-${request}-${n}`,
  request,
  conversation: `${request}.${n}`,
  language: 'ar',
  role: 'listener',
  waitedSeconds: 4,
  reasons: ['same-volunteer'],
});
const matched = (seeker: string, waitSeconds = 4): Event => ({ kind: 'matched', seeker, request: seeker, waitSeconds });
const over = (conversation: string): Event => ({ kind: 'over', conversation });
const cancelled = (seeker: string, why: 'patience' | 'closing' = 'patience'): Event => ({
  kind: 'cancelled',
  seeker,
  request: seeker,
  why,
  cause: 'no volunteer on could serve',
});

/** The invariants that a history breaks. */
function broken(...events: readonly Event[]) {
  return Object.fromEntries([...violationsIn(history(...events), watched)].filter(([, count]) => count > 0));
}

describe('the invariants as seekers and volunteers see them', () => {
  it('hold in an evening without fault, with one seat used again after a talk', () => {
    const events = [
      asked('a'),
      accepted('a'),
      matched('a'),
      over('a.1'),
      asked('b'),
      accepted('b'),
      matched('b'),
      asked('c'),
      cancelled('c'),
    ];
    expect(broken(...events)).toEqual({});
  });

  it.each<readonly [string, Record<string, number>, readonly Event[]]>([
    [
      'a request that two volunteers accepted',
      { 'matched-twice': 1 },
      [asked('a'), accepted('a'), matched('a'), accepted('a', 'viktor', 2)],
    ],
    [
      'two live matches of one subject',
      { 'matched-twice': 1 },
      [asked('a', 'a', 'sam'), asked('b', 'b', 'sam'), accepted('a'), accepted('b', 'viktor'), matched('a'), matched('b')],
    ],
    [
      'a second talk in one seat',
      { 'seat-twice': 1 },
      [asked('a'), asked('b'), accepted('a'), accepted('b'), matched('a'), matched('b')],
    ],
    ['a match of a seeker who had cancelled', { 'match-after-cancel': 1 }, [asked('a'), cancelled('a'), accepted('a')]],
    ['a successful cancel for a seeker who is matched', { 'match-after-cancel': 1 }, [asked('a'), accepted('a'), cancelled('a')]],
    ['an accepted request that never ended', { 'never-ended': 1 }, [asked('a')]],
    [
      'a blocked pair that met again',
      { 'blocked-met': 1 },
      [
        asked('a', 'a', 'sam'),
        accepted('a'),
        matched('a'),
        over('a.1'),
        { kind: 'blocked', request: 'a', volunteer: 'vera' },
        asked('b', 'b', 'sam'),
        accepted('b'),
        matched('b'),
      ],
    ],
    ['an invariant that a person noted', { 'offer-after-off': 1 }, [{ kind: 'violation', what: 'offer-after-off' }]],
  ])('are broken by %s', (_name, expected, events) => {
    expect(broken(...events)).toEqual(expected);
  });

  it('allow two talks to a volunteer with a capacity of two, and another volunteer to a seeker who blocked one', () => {
    const two = [asked('a'), asked('b'), accepted('a', 'viktor'), accepted('b', 'viktor'), matched('a'), matched('b')];
    expect(broken(...two)).toEqual({});
    const other = [
      asked('a'),
      accepted('a'),
      matched('a'),
      over('a.1'),
      { kind: 'blocked', request: 'a', volunteer: 'vera' } as const,
    ];
    expect(broken(...other, asked('b'), accepted('b', 'viktor'), matched('b'))).toEqual({});
  });

  it('take a talk that is over before the answer to its acceptance has arrived for no talk, and an erasure for an end', () => {
    expect(
      broken(asked('a'), over('a.1'), accepted('a'), asked('b'), accepted('b'), matched('b'), { kind: 'erased', request: 'a' }),
    ).toEqual({});
  });

  it('do not ask for an end of every request when the evening was ended early', () => {
    expect(violationsIn(history(asked('a')), { seats, complete: false }).get('never-ended')).toBe(0);
  });
});

describe('the summary', () => {
  it('counts how requests ended, and why requests were not matched', () => {
    const summary = summaryOf(
      history(
        asked('a'),
        accepted('a'),
        matched('a', 4),
        asked('b'),
        accepted('b', 'viktor'),
        matched('b', 10),
        asked('c'),
        cancelled('c'),
        asked('d'),
        cancelled('d', 'closing'),
        asked('e'),
        { kind: 'expired', seeker: 'e', request: 'e', cause: 'volunteers who could serve were talking or resting' },
        { kind: 'asked', seeker: 'f', request: 'f', cameBack: true },
        cancelled('f'),
        { kind: 'refused', seeker: 'g', why: 'nobody-could-serve' },
      ),
      watched,
    );
    expect(summary).toMatchObject({
      asked: 6,
      matched: 2,
      cancelled: 2,
      atClosing: 1,
      expired: 1,
      cameBack: 1,
      firstMatchAt: 10,
    });
    expect(summary.waits).toEqual({ p50: 4, p90: 10, p95: 10, of: 2 });
    expect([...summary.unmatchedCauses]).toEqual([
      ['no volunteer on could serve', 3],
      ['volunteers who could serve were talking or resting', 1],
    ]);
    expect([...summary.refused]).toEqual([['nobody-could-serve', 1]]);
  });

  it('counts offers, feedback and cases', () => {
    const about = { volunteer: 'vera', offer: 'o' };
    const summary = summaryOf(
      history(
        { kind: 'offered', ...about },
        { kind: 'declined', ...about },
        { kind: 'ignored', ...about },
        { kind: 'too-late', ...about },
        { kind: 'felt', seeker: 'a', heard: 'yes' },
        { kind: 'felt', seeker: 'b', heard: 'no' },
        { kind: 'reported', seeker: 'b' },
        { kind: 'case', state: 'acknowledged', cause: 'not safe now' },
        { kind: 'case', state: 'closed', cause: 'not safe now' },
        { kind: 'case', state: 'closed', cause: 'report' },
      ),
      watched,
    );
    expect(summary.offers).toEqual({ seen: 1, accepted: 0, declined: 1, ignored: 1, tooLate: 1 });
    expect(summary.felt).toEqual({ yes: 1, somewhat: 0, no: 1 });
    expect([summary.casesRaised, summary.casesClosed]).toEqual([2, 2]);
  });

  it('counts why people were matched, and why they waited at each read of the board', () => {
    const looked = (waitReasons: Partial<Record<WaitReason, number>>): Event => ({ kind: 'looked', waitReasons });
    const summary = summaryOf(
      history(asked('a'), looked({ 'nobody-on': 1 }), looked({ 'at-capacity': 2, resting: 1 }), accepted('a'), matched('a')),
      watched,
    );
    expect([...summary.pairReasons]).toEqual([['same-volunteer', 1]]);
    expect([...summary.waitReasons]).toEqual([
      ['at-capacity', 2],
      ['nobody-on', 1],
      ['resting', 1],
    ]);
    const text = report({
      summary,
      meter: newMeter(),
      board: undefined,
      factor: 30,
      seed: 7,
      complete: true,
      firstMatchAfter: 1,
    });
    expect(text).toMatch(/matched, why +100 % {2}same volunteer asked for$/mu);
    expect(text).toMatch(/waited, why +50 % {2}volunteers talking\n +25 % {2}no volunteer on\n +25 % {2}volunteers resting$/mu);
  });

  it('takes percentiles by nearest rank', () => {
    expect(percentilesOf([])).toBeUndefined();
    expect(percentilesOf([7])).toEqual({ p50: 7, p90: 7, p95: 7, of: 1 });
    expect(percentilesOf(Array.from({ length: 100 }, (_, index) => 100 - index))).toEqual({ p50: 50, p90: 90, p95: 95, of: 100 });
    expect([...tally(['b', 'a', 'b'])]).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});

describe('the summary', () => {
  const profiles = { board: undefined, factor: 30, seed: 7, complete: true, firstMatchAfter: 9.5 };
  const well = summaryOf(history(asked('a'), accepted('a'), matched('a', 4)), watched);

  it('shows waits on both clocks, and every invariant with its count', () => {
    const text = report({ ...profiles, summary: well, meter: newMeter() });
    expect(text).toContain('asked 1, matched 1 (100 %)');
    expect(text).toContain("p50 4 s, p90 4 s, p95 4 s on the service's clock");
    expect(text).toContain('p50 2:00 min, p90 2:00 min, p95 2:00 min uncompressed (x 30), of 1 matches');
    expect(text).toContain('the first match came 9.5 s after the start');
    expect(text.match(/^ +(invariants +)?0 {2}an? /gmu)?.length).toBeGreaterThanOrEqual(9);
  });

  it('is without fault only without violations, unexpected answers, missing help and people who had to stop', () => {
    expect(isFaultless({ summary: well, meter: newMeter() })).toBe(true);
    expect(isFaultless({ summary: summaryOf(history(asked('a')), watched), meter: newMeter() })).toBe(false);
    expect(isFaultless({ summary: well, meter: { ...newMeter(), supportMissing: 1 } })).toBe(false);
    expect(isFaultless({ summary: well, meter: { ...newMeter(), unexpected: new Map([['GET /v1/me 500 internal', 1]]) } })).toBe(
      false,
    );
    const stopped = summaryOf(
      history(asked('a'), accepted('a'), matched('a'), { kind: 'stopped', who: 'vera', why: 'x' }),
      watched,
    );
    expect(isFaultless({ summary: stopped, meter: newMeter() })).toBe(false);
  });

  it('lists unexpected answers by route and problem', () => {
    const meter = { ...newMeter(), unexpected: new Map([['GET /v1/me 500 internal', 3]]) };
    expect(report({ ...profiles, summary: well, meter })).toMatch(/3 {2}an unexpected answer\n +3 x GET \/v1\/me 500 internal/u);
  });
});

describe('the snapshot', () => {
  it('knows which seekers wait, which are silent, and what each volunteer does', () => {
    const { waiting, volunteers } = snapshotOf(
      history(
        { kind: 'on', volunteer: 'vera' },
        { kind: 'on', volunteer: 'viktor' },
        asking('a'),
        asking('b'),
        asked('b'),
        asking('c'),
        { kind: 'silent', seeker: 'c' },
        { kind: 'offered', volunteer: 'vera', offer: 'offer-b-1' },
        accepted('b'),
        matched('b'),
        { kind: 'offered', volunteer: 'viktor', offer: 'o' },
      ),
    );
    expect([...waiting.keys()]).toEqual(['a', 'c']);
    expect(waiting.get('c')).toMatchObject({ silent: true, since: 50 });
    expect(volunteers.get('vera')).toMatchObject({ state: 'on', talks: new Set(['b.1']), offers: new Set() });
    expect(volunteers.get('viktor')).toMatchObject({ offers: new Set(['o']), lastTalk: undefined });
  });

  it('counts the end of a talk once, although both sides report it, and keeps whether it was heavy', () => {
    const { volunteers } = snapshotOf(
      history({ kind: 'on', volunteer: 'vera' }, accepted('a'), over('a.1'), over('a.1'), { kind: 'heavy', volunteer: 'vera' }),
    );
    expect(volunteers.get('vera')).toMatchObject({ talks: new Set(), lastTalk: { endedAt: 20, heavy: true } });
  });
});

describe('words', () => {
  it('show a match with its wait in the time of the evening and its reasons', () => {
    expect(eventText({ ...accepted('a'), at: 0 }, 3, namesIn(history(asked('Noor', 'a'))))).toBe(
      'Noor met vera (Arabic, listener) after 12 s: same volunteer asked for',
    );
  });

  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [185, '3:05 min'],
    [7830, '2:10 h'],
  ])('show %d seconds as %s', (seconds, text) => expect(durationText(seconds)).toBe(text));

  it.each([
    [0, '00:00'],
    [19 * 3600 + 61, '19:01'],
    [25 * 3600, '01:00'],
  ])('show second %d of the day as %s', (second, text) => expect(timeOfDay(second)).toBe(text));
});
