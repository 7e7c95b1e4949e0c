/** What the policy `priced` knows about the demand: rates per kind of request, which fade. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { violations } from '../../shared/domain/eligibility.ts';
import { demandFloorPerHour, demandKindPartsMax, demandKindsMax } from '../../shared/domain/limits.ts';
import {
  demand,
  demandGoesAt,
  fadedTo,
  hasSkills,
  kindOf,
  noDemand,
  withArrival,
  type Demand,
} from '../../shared/domain/policy/demand.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { aSeat, aTalk, at, noon } from '../fixtures/domain.ts';
import { anyRoom } from '../fixtures/rooms.ts';
import { holds } from '../fixtures/seed.ts';

const kinds = (of: Demand) => of.kinds.map(({ kind }) => kind.languages.join());
const asking = (parts: Partial<Criteria> = {}) => aTalk({ criteria: parts }).criteria;

describe('demand', () => {
  test('of a steady stream has the rate of the stream', () => {
    let known = noDemand(noon);
    for (let n = 1; n <= 2000; n += 1) known = withArrival(known, asking(), at(n * 120));
    expect(known.kinds).toHaveLength(1);
    expect(known.kinds[0]?.perHour).toBeCloseTo(30, 0);
  });

  test('fades to a third in two hours if no request comes', () => {
    const known = withArrival(noDemand(noon), asking(), noon);
    expect(fadedTo(known, at(7200)).kinds[0]?.perHour).toBeCloseTo(0.5 / Math.E, 10);
    expect(fadedTo(known, noon)).toEqual(known);
  });

  test('drops a kind that no longer comes, and says when the last one is dropped', () => {
    const rare = asking({ languages: ['cy'] });
    const once = withArrival(noDemand(noon), rare, noon);
    const often = [1, 2, 3].reduce((known) => withArrival(known, asking(), noon), once);
    expect(kinds(fadedTo(often, at(16_500)))).toEqual(['en', 'cy']);
    expect(kinds(fadedTo(often, at(16_600)))).toEqual(['en']);
    expect(kinds(withArrival(often, asking(), at(16_600)))).toEqual(['en']);
    const deleteAt = demandGoesAt(often);
    expect(kinds(fadedTo(often, epochMs.parse(deleteAt - 2000)))).toEqual(['en']);
    expect(kinds(fadedTo(often, deleteAt))).toEqual([]);
    expect(demandGoesAt(noDemand(noon))).toBe(noon);
  });

  test('does not keep a kind with more parts than other requests have', () => {
    const languages = Array.from({ length: demandKindPartsMax }, (_, n) => `a${String.fromCodePoint(97 + n)}`);
    const known = withArrival(noDemand(noon), asking({ languages }), noon);
    expect(known.kinds).toHaveLength(1);
    const preferences = [{ attribute: 'gender', value: 'woman', strength: 'require' as const }];
    expect(withArrival(noDemand(noon), asking({ languages, preferences }), at(1))).toEqual(noDemand(at(1)));
    expect(withArrival(noDemand(noon), asking({ languages: [...languages, 'aa', 'ab'] }), noon).kinds).toEqual(known.kinds);
  });

  test('is the same in whatever order requests are counted', () => {
    const arrival = fc.record({
      languages: fc.constantFrom<string[]>(['en'], ['cy'], ['en', 'cy']),
      after: fc.integer({ min: 0, max: 3000 }),
    });
    holds(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 12 }), fc.nat(), (arrivals, turn) => {
        const rates = (all: typeof arrivals) => {
          const counted = all.reduce(
            (known, one) => withArrival(known, asking({ languages: one.languages }), at(one.after)),
            noDemand(noon),
          );
          return fadedTo(counted, at(3000))
            .kinds.map(({ kind, perHour }) => `${kind.languages.join()} ${perHour.toFixed(9)}`)
            .toSorted();
        };
        const candidate = turn % arrivals.length;
        expect(rates([...arrivals.slice(candidate), ...arrivals.slice(0, candidate)])).toEqual(rates(arrivals));
      }),
    );
  });

  test('is read back as it was written, and never with more kinds than the maximum', () => {
    const preferences = [{ attribute: 'gender', value: 'woman', strength: 'require' as const }];
    const known = withArrival(noDemand(noon), asking({ preferences }), noon);
    expect(demand.parse(known)).toEqual(known);
    const [one] = known.kinds;
    const many = Array.from({ length: demandKindsMax + 1 }, () => one);
    expect(demand.safeParse({ ...known, kinds: many }).success).toBe(false);
    expect(demand.safeParse({ ...known, kinds: many.slice(1) }).success).toBe(true);
  });

  test('keeps a kind at the lowest rate, and drops one below it', () => {
    const { kind } = withArrival(noDemand(noon), asking(), noon).kinds[0] ?? { kind: kindOf(asking()) };
    const at = (perHour: number): Demand => ({ at: noon, kinds: [{ kind, perHour }] });
    expect(fadedTo(at(demandFloorPerHour), noon).kinds).toHaveLength(1);
    expect(fadedTo(at(demandFloorPerHour - 1e-9), noon).kinds).toEqual([]);
  });

  test('does not grow when the clock goes back', () => {
    const known = withArrival(noDemand(noon), asking(), noon);
    expect(fadedTo(known, epochMs.parse(noon - 3_600_000)).kinds).toEqual(known.kinds);
  });

  test('distinguishes kinds only by what must be met, in whatever order it was stated', () => {
    const woman = { attribute: 'gender', value: 'woman' } as const;
    const old = { attribute: 'age', value: 'old' } as const;
    const required = (...all: readonly { attribute: string; value: string }[]) =>
      all.map((one) => ({ ...one, strength: 'require' as const }));
    const same = [
      asking({ languages: ['en', 'fr'], preferences: required(woman, old) }),
      asking({ languages: ['fr', 'en'], preferences: required(old, woman), topics: ['grief'] }),
      asking({ languages: ['fr', 'en'], preferences: [...required(old, woman), { ...woman, strength: 'prefer' }] }),
    ];
    expect(new Set(same.map((one) => JSON.stringify(kindOf(one)))).size).toBe(1);
    const other = [asking({ role: 'mentor' }), asking({ channel: 'voice' }), asking({ preferences: required(old) }), asking()];
    expect(new Set(other.map((one) => JSON.stringify(kindOf(one)))).size).toBe(4);
  });

  test('names a kind once and in order, and without a role if none is required', () => {
    const required = (attribute: string, value: string) => ({ attribute, value, strength: 'require' as const });
    const preferences = [required('b', 'y'), required('b', 'x'), required('a', 'z'), required('b', 'x'), required('c', 'x')];
    const requires = [
      { attribute: 'a', value: 'z' },
      { attribute: 'b', value: 'x' },
      { attribute: 'b', value: 'y' },
      { attribute: 'c', value: 'x' },
    ];
    expect(kindOf(asking({ languages: ['fr', 'en', 'fr'], preferences }))).toStrictEqual({
      languages: ['en', 'fr'],
      channel: 'chat',
      requires,
    });
    expect(kindOf(asking({ role: 'mentor' }))).toStrictEqual({
      languages: ['en'],
      channel: 'chat',
      role: 'mentor',
      requires: [],
    });
  });

  test('drops the rarest kind above the maximum, never the latest', () => {
    let known = withArrival(noDemand(noon), asking({ languages: ['aa'] }), noon);
    for (let n = 0; n < demandKindsMax; n += 1)
      known = withArrival(
        known,
        asking({ languages: [`q${String.fromCodePoint(97 + (n % 20), 97 + Math.floor(n / 20))}`] }),
        at(n + 1),
      );
    expect(demand.parse(known).kinds).toHaveLength(demandKindsMax);
    expect(known.kinds.some(({ kind }) => kind.languages[0] === 'aa')).toBe(false);
  });

  test('requires of a volunteer everything that the kind requires', () => {
    const required = (attribute: string, value: string) => ({ attribute, value, strength: 'require' as const });
    const able = (...preferences: Criteria['preferences']) =>
      hasSkills(kindOf(asking({ preferences })), aSeat({ facts: { attributes: { gender: ['woman'], age: ['old'] } } }));
    expect(able(required('gender', 'woman'), required('age', 'old'))).toBe(true);
    expect(able(required('gender', 'woman'), required('age', 'young'))).toBe(false);
    expect(able(required('faith', 'any'))).toBe(false);
  });

  test('requires of a volunteer the same as the hard constraints, except topics', () => {
    holds(
      fc.property(anyRoom, ({ snapshot }) => {
        for (const talk of snapshot.talks)
          for (const { facts } of snapshot.seats) {
            const skilled = violations({ ...talk.criteria, topics: [] }, facts).length === 0;
            expect(hasSkills(kindOf(talk.criteria), { facts, channels: facts.channels })).toBe(skilled);
          }
      }),
    );
  });
});
