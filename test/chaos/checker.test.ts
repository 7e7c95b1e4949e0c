/** The checker finds what is wrong: for every invariant there is a history that violates it, and the checker reports it. */
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
  it('has no violation, and the checker had something to check for its invariants', () => {
    const findings = check(goodHistory().evidence());
    expect(violationsOf(findings)).toEqual([]);
    expect(findings.filter(({ checked }) => checked > 0).map(({ invariant }) => invariant)).toEqual(
      expect.arrayContaining([1, 2, 3, 5, 6, 8, 9, 10, 15]),
    );
    expect(tableOf(findings)).toContain('invariant');
  });
});

describe('a space in which later requests may overtake a limited number of times', () => {
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

  it('accepts one overtaking where one is allowed, and reports the second', () => {
    expect(passings({ builder: passed() })).toBe(0);
    const twice = { talk: [later, offered(later, third)], seat: [second, asked(second, later, third)] } as const;
    expect(passings({ builder: passed().wrote(5, twice) })).toBe(1);
    expect(passings({ builder: passed().wrote(5, twice), of: { ...policy, overtakesMax: 2 } })).toBe(0);
  });

  it('accepts no overtaking under another policy, and none by a request of less need', () => {
    expect(passings({ builder: passed(), of: { ...policy, name: 'fair', bestFitSeconds: 0 } })).toBe(1);
    const soon = aTalk({ n: 4, need: 'soon', askedAt: noon });
    const less = { talk: [soon, offered(soon, first)], seat: [free, asked(free, soon, first)] } as const;
    expect(passings({ builder: new HistoryBuilder().wrote(-99, { talk: [undefined, older] }).wrote(3, less) })).toBe(1);
  });
});

describe('a bad history', () => {
  it.each(bad)('is reported under invariant $invariant: $what', ({ invariant, builder, told }) => {
    const found = violationsOf(check(builder.evidence()));
    expect(found.filter((one) => one.startsWith(`${invariant}: `)).join('\n')).toMatch(told);
  });

  it('exists for every invariant that is checked', () => {
    const checked = new Set(check(goodHistory().evidence()).map(({ invariant }) => invariant));
    expect(new Set(bad.map(({ invariant }) => invariant))).toEqual(checked);
  });
});
