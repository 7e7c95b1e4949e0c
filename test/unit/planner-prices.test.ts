/** The price of a volunteer by the formula of `prices.ts`, figure by figure. */
import { describe, expect, test } from 'vitest';
import type { AskKind, DemandOfKind } from '../../shared/domain/policy/demand.ts';
import { unorderedCandidates, isFree } from '../../shared/domain/policy/candidates.ts';
import { assumedDemand, onFor, pricesOf } from '../../shared/domain/policy/assign/prices.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { aBusySeat, aSeat, aSnapshot, at, noon } from '../fixtures/domain.ts';

/** The figures of the formula. */
const [missed, freeTaken, busyTaken] = [10, 0.6, 0.95];
const [takenSeconds, leastSeconds, plentiful] = [1740, 60, 20];
const acceptShare = 0.75;

/** So many requests an hour that one comes for sure. */
const always = 1e9;
const kind = (...languages: string[]): AskKind => ({ languages, requires: [] });
const asked = (perHour: number, ...languages: string[]): DemandOfKind => ({ kind: kind(...languages), perHour });
const placesOf = (seats: readonly Seat[]) => unorderedCandidates(aSnapshot([], seats), noon);

function prices(seats: readonly Seat[], ...demand: DemandOfKind[]): readonly number[] {
  const candidates = placesOf(seats);
  return [...pricesOf({ candidates, free: candidates.filter(isFree), demand }, noon)];
}

const polish = (n: number, parts: Parameters<typeof aSeat>[0] = {}) => aSeat({ n, ...parts, facts: { languages: ['pl'] } });
const busyPolish = (n: number) => aBusySeat({ n, facts: { languages: ['pl'] } });
const close = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [index, one] of expected.entries()) expect(found[index]).toBeCloseTo(one, 10);
};

describe('a price', () => {
  test('is that of a missed request for the only volunteer with the skill, and zero for the others', () => {
    close(prices([aSeat({ n: 1 }), polish(2)], asked(always, 'pl')), [0, missed]);
  });

  test('is zero for a volunteer who speaks the language but lacks the role or a required attribute', () => {
    const mentor = aSeat({ n: 1, facts: { role: 'mentor' } });
    const woman = aSeat({ n: 2, facts: { attributes: { gender: ['woman'] } } });
    const seats = [mentor, woman, aSeat({ n: 3 })];
    close(prices(seats, { kind: { ...kind('en'), role: 'mentor' }, perHour: always }), [missed, 0, 0]);
    const required = { ...kind('en'), requires: [{ attribute: 'gender', value: 'woman' }] };
    close(prices(seats, { kind: required, perHour: always }), [0, missed, 0]);
  });

  test('falls with each other volunteer who has the skill, less if that one is busy', () => {
    close(prices([polish(1), polish(2)], asked(always, 'pl')), [missed * freeTaken, missed * freeTaken]);
    close(prices([polish(1), busyPolish(2)], asked(always, 'pl')), [missed * busyTaken]);
    close(
      prices([polish(1), polish(2), polish(3), busyPolish(4), busyPolish(5)], asked(always, 'pl')),
      Array.from({ length: 3 }, () => missed * freeTaken ** 2 * busyTaken ** 2),
    );
  });

  test('is the sum over the kinds the volunteer could serve', () => {
    const both = aSeat({ n: 1, facts: { languages: ['en', 'pl'] } });
    close(prices([both, aSeat({ n: 2 })], asked(always, 'pl'), asked(always, 'en'), asked(always, 'tr')), [
      missed + missed * freeTaken,
      missed * freeTaken,
    ]);
  });

  test('grows with the rate of the kind and the time the volunteer stays, at most the length of a talk', () => {
    const comes = (perHour: number, seconds: number) => [missed * (1 - Math.exp((-perHour * seconds) / 3600))];
    close(prices([polish(1)], asked(2, 'pl')), comes(2, takenSeconds));
    close(prices([polish(1)], asked(6, 'pl')), comes(6, takenSeconds));
    close(prices([polish(1, { until: at(600) })], asked(2, 'pl')), comes(2, 600));
    close(prices([polish(1, { until: at(5000) })], asked(2, 'pl')), comes(2, takenSeconds));
    close(prices([polish(1, { until: at(10) })], asked(2, 'pl')), comes(2, leastSeconds));
  });

  test('is zero if many volunteers have the skill', () => {
    const many = Array.from({ length: plentiful }, (_, n) => polish(n + 1));
    const [first = 0] = prices(many, asked(always, 'pl'));
    expect(first / (missed * freeTaken ** (plentiful - 1))).toBeCloseTo(1, 10);
    close(
      prices([...many, polish(99)], asked(always, 'pl')),
      Array.from({ length: plentiful + 1 }, () => 0),
    );
  });

  test('assumes an occasional request for every skill that is on, if the demand is not known', () => {
    const candidates = placesOf([aSeat({ n: 1 }), polish(2)]);
    const supposed = pricesOf({ candidates, free: candidates, demand: assumedDemand(candidates) }, noon);
    expect(pricesOf({ candidates, free: candidates }, noon)).toEqual(supposed);
    expect(supposed[0]).toBeGreaterThan(0);
  });
});

test('the assumed demand is one request an hour for each language, role and attribute that is on, by name', () => {
  const seats = [
    aSeat({ n: 1, facts: { languages: ['pl', 'en'], attributes: { gender: ['woman'], age: ['old', 'mid'] } } }),
    aSeat({ n: 2, facts: { role: 'mentor', attributes: { gender: ['woman'] } } }),
    aSeat({ n: 3 }),
  ];
  const languages = ['en', 'pl'];
  const wanted = (attribute: string, value: string) => ({ languages, requires: [{ attribute, value }] });
  expect(assumedDemand(placesOf(seats))).toEqual(
    [
      kind('en'),
      kind('pl'),
      { languages, role: 'listener', requires: [] },
      { languages, role: 'mentor', requires: [] },
      wanted('age', 'mid'),
      wanted('age', 'old'),
      wanted('gender', 'woman'),
    ].map((one) => ({ kind: one, perHour: 1 })),
  );
  expect(assumedDemand([])).toEqual([]);
});

test('the volunteers on for a kind are counted busy or not, times the share that accepts', () => {
  expect(onFor(kind('pl'), placesOf([polish(1), busyPolish(2), aSeat({ n: 3 })]))).toBeCloseTo(2 * acceptShare, 10);
});
