/** What the policy `priced` knows of the demand: rates per kind, which fade. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { misfits } from '../../shared/domain/eligibility.ts';
import { demandKindsMax } from '../../shared/domain/limits.ts';
import { demand, fadedTo, hasSkills, kindOf, noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Ask } from '../../shared/domain/talk.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { aTalk, at, noon } from '../fixtures/domain.ts';
import { anyRoom } from '../fixtures/rooms.ts';
import { holds } from '../fixtures/seed.ts';

const asking = (parts: Partial<Ask> = {}) => aTalk({ ask: parts }).ask;

describe('demand', () => {
  test('of a steady stream comes out at its rate', () => {
    let known = noDemand(noon);
    for (let n = 1; n <= 2000; n += 1) known = withArrival(known, asking(), at(n * 120));
    expect(known.kinds).toHaveLength(1);
    expect(known.kinds[0]?.perHour).toBeCloseTo(30, 0);
  });

  test('fades to a third in two hours when nobody comes', () => {
    const known = withArrival(noDemand(noon), asking(), noon);
    expect(fadedTo(known, at(7200)).kinds[0]?.perHour).toBeCloseTo(0.5 / Math.E, 10);
    expect(fadedTo(known, noon)).toEqual(known);
  });

  test('does not grow when the clock goes back', () => {
    const known = withArrival(noDemand(noon), asking(), noon);
    expect(fadedTo(known, epochMs.parse(noon - 3_600_000)).kinds).toEqual(known.kinds);
  });

  test('tells kinds apart by what must be met, in whatever order it was said, and by nothing else', () => {
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

  test('forgets the rarest of too many kinds, never the latest', () => {
    let known = withArrival(noDemand(noon), asking({ languages: ['aa'] }), noon);
    for (let n = 0; n < demandKindsMax; n += 1)
      known = withArrival(
        known,
        asking({ languages: [`b${String.fromCodePoint(97 + (n % 26), 97 + Math.floor(n / 26))}`] }),
        at(n + 1),
      );
    expect(demand.parse(known).kinds).toHaveLength(demandKindsMax);
    expect(known.kinds.some(({ kind }) => kind.languages[0] === 'aa')).toBe(false);
  });

  test('asks of a volunteer what the hard constraints ask, topics aside', () => {
    holds(
      fc.property(anyRoom, ({ snapshot }) => {
        for (const talk of snapshot.talks)
          for (const { facts } of snapshot.seats) {
            const skilled = misfits({ ...talk.ask, topics: [] }, facts).length === 0;
            expect(hasSkills(kindOf(talk.ask), { facts, channels: facts.channels })).toBe(skilled);
          }
      }),
    );
  });
});
