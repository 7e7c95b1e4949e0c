/** The checker bites: for every invariant there is a history that breaks it, and it is told so. */
import { describe, expect, it } from 'vitest';
import { goodTale } from './bad-histories/good.ts';
import { offersAndMatches } from './bad-histories/offers-and-matches.ts';
import { peopleAndPromises } from './bad-histories/people-and-promises.ts';
import { check, tableOf, violationsOf } from './checker.ts';

const bad = [...offersAndMatches, ...peopleAndPromises];

describe('a good history', () => {
  it('has no violation, and something was looked at for each part of it', () => {
    const findings = check(goodTale().evidence());
    expect(violationsOf(findings)).toEqual([]);
    expect(findings.filter(({ checked }) => checked > 0).map(({ invariant }) => invariant)).toEqual(
      expect.arrayContaining([1, 2, 3, 5, 6, 8, 9, 10, 15]),
    );
    expect(tableOf(findings)).toContain('invariant');
  });
});

describe('a bad history', () => {
  it.each(bad)('is flagged under invariant $invariant: $what', ({ invariant, tale: story, told }) => {
    const found = violationsOf(check(story.evidence()));
    expect(found.filter((one) => one.startsWith(`${invariant}: `)).join('\n')).toMatch(told);
  });

  it('is at hand for every invariant that is checked', () => {
    const checked = new Set(check(goodTale().evidence()).map(({ invariant }) => invariant));
    expect(new Set(bad.map(({ invariant }) => invariant))).toEqual(checked);
  });
});
