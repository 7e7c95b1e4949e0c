/** The checker bites: for every invariant there is a history that breaks it, and it is told so. */
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { aPolicy, aSeat, aTalk, at, noon } from '../fixtures/domain.ts';
import { first, free, goodHistory, held, offer } from './bad-histories/good.ts';
import { offersAndMatches } from './bad-histories/offers-and-matches.ts';
import { peopleAndPromises } from './bad-histories/people-and-promises.ts';
import { check, tableOf, violationsOf } from './checker.ts';
import { order } from './checks/order.ts';
import { asked, offered, offerTo, request, HistoryBuilder } from './bad-histories/history-builder.ts';

const bad = [...offersAndMatches, ...peopleAndPromises];

describe('a good history', () => {
  it('has no violation, and something was looked at for each part of it', () => {
    const findings = check(goodHistory().evidence());
    expect(violationsOf(findings)).toEqual([]);
    expect(findings.filter(({ checked }) => checked > 0).map(({ invariant }) => invariant)).toEqual(
      expect.arrayContaining([1, 2, 3, 5, 6, 8, 9, 10, 15]),
    );
    expect(tableOf(findings)).toContain('invariant');
  });
});

describe('a space that lets later ones pass, so many times and no more,', () => {
  const policy = aPolicy({ name: 'priced', overtakesMax: 1 });
  const passings = ({ builder, of = policy }: { readonly builder: HistoryBuilder; readonly of?: Policy }) => {
    const evidence = builder.evidence();
    return violationsOf(order({ ...evidence, settings: { ...evidence.settings, policy: of } })).length;
  };
  const older = aTalk({ n: 2, askedAt: at(-100), lastSeenAt: noon });
  const passed = () =>
    new HistoryBuilder().wrote(-99, { talk: [undefined, older] }).wrote(3, { talk: [request, offer], seat: [free, held] });
  const later = aTalk({ n: 3, askedAt: noon });
  const [second, third] = [aSeat({ n: 2 }), offerTo(2, { second: 5 })];

  it('has them passed once, not twice', () => {
    expect(passings({ builder: passed() })).toBe(0);
    const twice = { talk: [later, offered(later, third)], seat: [second, asked(second, later, third)] } as const;
    expect(passings({ builder: passed().wrote(5, twice) })).toBe(1);
    expect(passings({ builder: passed().wrote(5, twice), of: { ...policy, overtakesMax: 2 } })).toBe(0);
  });

  it('has nobody passed under another policy, nor by less need', () => {
    expect(passings({ builder: passed(), of: { ...policy, name: 'fair', bestFitSeconds: 0 } })).toBe(1);
    const soon = aTalk({ n: 4, need: 'soon', askedAt: noon });
    const less = { talk: [soon, offered(soon, first)], seat: [free, asked(free, soon, first)] } as const;
    expect(passings({ builder: new HistoryBuilder().wrote(-99, { talk: [undefined, older] }).wrote(3, less) })).toBe(1);
  });
});

describe('a bad history', () => {
  it.each(bad)('is flagged under invariant $invariant: $what', ({ invariant, builder: story, told }) => {
    const found = violationsOf(check(story.evidence()));
    expect(found.filter((one) => one.startsWith(`${invariant}: `)).join('\n')).toMatch(told);
  });

  it('is at hand for every invariant that is checked', () => {
    const checked = new Set(check(goodHistory().evidence()).map(({ invariant }) => invariant));
    expect(new Set(bad.map(({ invariant }) => invariant))).toEqual(checked);
  });
});
