/**
 * Which requests may overtake which, apart from how pairs are made: the orders that are tried, which requests are protected, and
 * when it stops trying.
 */
import { describe, expect, test } from 'vitest';
import { overtakeRoundsMax } from '../../shared/domain/limits.ts';
import type { QueueEntry } from '../../shared/domain/policy/explain/explain.ts';
import { pairWithOvertaking, urgencyAmong, type Overtaking } from '../../shared/domain/policy/assign/overtakes.ts';
import { unorderedCandidates } from '../../shared/domain/policy/candidates.ts';
import { onFor } from '../../shared/domain/policy/assign/prices.ts';
import { type TalkParts, aBusySeat, aSeat, aSnapshot, aTalk, at, noon } from '../fixtures/domain.ts';

const asking = (n: number, parts: TalkParts = {}, needClass = 1): QueueEntry => ({
  talk: aTalk({ n, ...parts }),
  needClass,
  isPresent: true,
  relaxation: { stage: 'any' },
});
const [a, b, c, d] = [asking(1), asking(2), asking(3), asking(4)];

/**
 * Pairs this many requests, of those that may have any volunteer, the first in the order first. Also returns the orders that were
 * tried.
 */
function paired(
  queue: readonly QueueEntry[],
  parts: Partial<Overtaking> & { readonly urgent: readonly QueueEntry[]; readonly candidates?: number },
) {
  const tried: (readonly QueueEntry[])[] = [];
  const { urgent, candidates = 1 } = parts;
  const pairing = pairWithOvertaking(queue, {
    max: 1,
    before: new Map(),
    urgency: (one) => (urgent.includes(one) ? urgent.length - urgent.indexOf(one) : 0),
    pair: (order) => {
      tried.push(order);
      return new Map(order.slice(0, candidates).map((one, candidate) => [one, candidate]));
    },
    mayServe: () => true,
    ...parts,
  });
  return { tried, served: [...pairing.candidates.keys()], passes: [...pairing.passes] };
}

describe('the most urgent requests', () => {
  test('come first, then the others in the order of the queue, and each says which requests it overtakes', () => {
    const { tried, served, passes } = paired([a, b, c, d], { urgent: [d, b] });
    expect(tried).toEqual([[d, b, a, c]]);
    expect(served).toEqual([d]);
    expect(passes).toEqual([[d, [a, b, c]]]);
  });

  test('overtake only requests that their volunteer could have served, and none behind them', () => {
    const { passes } = paired([a, b, c, d], { urgent: [c], mayServe: (one, candidate) => one !== a && candidate === 0 });
    expect(passes).toEqual([[c, [b]]]);
    expect(paired([a, b], { urgent: [a] }).passes).toEqual([]);
  });

  test('never come before requests of more need', () => {
    const unsafe = asking(9, {}, 0);
    expect(paired([unsafe, a, b], { urgent: [b] }).tried).toEqual([[unsafe, b, a]]);
  });

  test('come in the order of the queue if no request may be overtaken, or if overtaking is not counted', () => {
    for (const parts of [{ max: 0 }, { before: undefined }])
      expect(paired([a, b, c], { urgent: [c], ...parts })).toEqual({ tried: [[a, b, c]], served: [a], passes: [] });
  });
});

describe('protected requests come first, in the order of the queue:', () => {
  const before = (times: number) => new Map([[b.talk.id, times]]);

  test('requests that were overtaken as often as allowed', () => {
    expect(paired([a, b, c], { urgent: [c], max: 2, before: before(2), candidates: 2 }).tried).toEqual([[b, c, a]]);
    expect(paired([a, b, c], { urgent: [c], max: 2, before: before(1), candidates: 2 }).tried).toEqual([[c, a, b]]);
  });

  test('requests that several would together overtake too often, and then no more than these', () => {
    expect(paired([a, b, c], { urgent: [c, b], candidates: 2 })).toEqual({
      tried: [
        [c, b, a],
        [a, c, b],
      ],
      served: [a, c],
      passes: [[c, [b]]],
    });
    expect(paired([a, b, c], { urgent: [c, b], candidates: 2, max: 2 }).tried).toHaveLength(1);
  });

  test('until the number of attempts is used up: then all come in the order of the queue', () => {
    const tried: (readonly QueueEntry[])[] = [];
    const stubborn = (order: readonly QueueEntry[]) => {
      tried.push(order);
      return new Map([c, d].map((one, candidate) => [one, candidate]));
    };
    const { passes } = paired([a, b, c, d], { urgent: [d], pair: stubborn });
    expect(tried).toHaveLength(overtakeRoundsMax + 1);
    expect(tried.at(-1)).toEqual([a, b, c, d]);
    expect(passes).toEqual([]);
  });
});

describe('the urgency of a request', () => {
  const candidates = unorderedCandidates(
    aSnapshot([], [aSeat({ n: 1 }), aBusySeat({ n: 2 }), aSeat({ n: 3, facts: { languages: ['fr'] } })]),
    noon,
  );
  const urgency = urgencyAmong(candidates, noon);
  const rare = (...languages: string[]) => 1 / (0.5 + onFor({ languages, requires: [] }, candidates));

  test('is greater with fewer volunteers on who can serve, busy or not, and finite with none', () => {
    expect(urgency(asking(1))).toBeCloseTo(rare('en'), 10);
    expect(urgency(asking(1, { criteria: { languages: ['fr'] } }))).toBeCloseTo(rare('fr'), 10);
    expect(urgency(asking(1, { criteria: { languages: ['tr'] } }))).toBeCloseTo(2, 10);
    expect(urgency(asking(1, { criteria: { role: 'mentor' } }))).toBeCloseTo(2, 10);
    expect(rare('en')).toBeLessThan(rare('fr'));
  });

  test('grows with the wait, by one in five hundred seconds', () => {
    expect(urgency(asking(1, { askedAt: at(-100) }))).toBeCloseTo(rare('en') + 0.2, 10);
    expect(urgency(asking(2, { askedAt: at(-500), criteria: { topics: ['grief'] } }))).toBeCloseTo(rare('en') + 1, 10);
  });
});
