/** The policy `priced` in edge cases: ties, `hasty` assignment, what is computed once, and which volunteers are never asked. */
import { describe, expect, test } from 'vitest';
import { exactPairsMax } from '../../shared/domain/limits.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { policy } from '../../shared/domain/policy/policy.ts';
import { aBusySeat, anOffer, aPolicy, aSeat, aSnapshot, aTalk, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';

const priced = aPolicy({ name: 'priced' });
const plan = (snapshot: Snapshot, policy = priced) => planMatches(snapshot, policy, noon);
const volunteers = (snapshot: Snapshot, policy = priced) => plan(snapshot, policy).offers.map(({ volunteer }) => volunteer);
const grief = { criteria: { topics: ['grief'] } };
const forGrief = { facts: { topics: ['grief'] } };

describe('the policy priced', () => {
  test('is the policy of a space that names none', () => {
    expect(policy.parse({}).name).toBe('priced');
  });

  test('makes no offer for a seeker who was not seen, and gives the reason', () => {
    expect(plan(aSnapshot([aTalk({ lastSeenAt: at(-120) })], [aSeat()]))).toEqual({
      offers: [],
      unmatched: [{ request: requestNo(1), reasons: ['not-seen-lately'] }],
    });
  });

  test('does not let a request that waits for a certain volunteer block a request with the same needs', () => {
    const waiting = aTalk({ n: 1, askedAt: at(-9), criteria: { sameVolunteer: volunteerNo(2) } });
    expect(plan(aSnapshot([waiting, aTalk({ n: 2 })], [aSeat(), aBusySeat({ n: 2 })])).offers).toMatchObject([
      { request: requestNo(2), volunteer: volunteerNo(1) },
    ]);
  });

  test('does not let a request whose wish an older request takes block a request with the same needs', () => {
    const onlyOne = aTalk({ n: 1, askedAt: at(-9), criteria: { languages: ['tr'] } });
    const wishing = aTalk({ n: 2, askedAt: at(-5), criteria: { sameVolunteer: volunteerNo(1) } });
    const seats = [aSeat({ facts: { languages: ['en', 'tr'] } }), aSeat({ n: 2 })];
    expect(plan(aSnapshot([onlyOne, wishing, aTalk({ n: 3 })], seats)).offers).toMatchObject([
      { request: requestNo(1), volunteer: volunteerNo(1) },
      { request: requestNo(3), volunteer: volunteerNo(2) },
    ]);
  });

  test('names the longest idle volunteer among those who could serve, ties included', () => {
    const reasons = (...seats: Snapshot['seats']) => plan(aSnapshot([aTalk(grief)], seats)).offers[0]?.reasons;
    const fitting = aSeat({ n: 2, ...forGrief });
    expect(reasons(aSeat({ n: 1 }), fitting)).toEqual(['topic-fit', 'longest-idle']);
    expect(reasons(aSeat({ n: 1, idleSince: at(-9000) }), fitting)).toEqual(['topic-fit']);
    expect(reasons(aSeat({ n: 1, idleSince: at(-9000), facts: { languages: ['fr'] } }), fitting)).toEqual([
      'topic-fit',
      'longest-idle',
    ]);
  });
});

describe('of more pairs than can be compared in time,', () => {
  /**
   * Both requests are cheapest with volunteer 1, the younger by far. So if all pairs are compared, the older one gets volunteer
   * 2.
   */
  function served(talks: number, candidates: number) {
    const older = aTalk({ n: 1, askedAt: at(-9) });
    const foreign = aTalk({ n: 9, askedAt: at(-1), criteria: { languages: ['tr'] } });
    const others = Array.from({ length: talks - 2 }, (_, n) => ({ ...foreign, id: requestNo(n + 9) }));
    const theirs = aSeat({ n: 9, facts: { languages: ['tr'] } });
    const rest = Array.from({ length: candidates - 2 }, (_, n) => ({ ...theirs, volunteer: volunteerNo(n + 9) }));
    const seats = [aSeat({ n: 1, ...forGrief }), aSeat({ n: 2, idleSince: at(-600) }), ...rest];
    return volunteers(aSnapshot([older, aTalk({ n: 2, askedAt: at(-5), ...grief }), ...others], seats)).slice(0, 2);
  }

  test('each takes the best volunteer left, in order', () => {
    expect(served(exactPairsMax / 100, 100)).toEqual([volunteerNo(2), volunteerNo(1)]);
    expect(served(exactPairsMax / 100 + 1, 100)).toEqual([volunteerNo(1), volunteerNo(2)]);
  });
});

describe('a hedge under priced', () => {
  const hedging = aPolicy({ name: 'priced', hedgeAfterSeconds: 15, hedgeSurplus: 2 });
  const { talk, seat } = anOffer(aTalk(grief), aSeat(), -15);

  test('goes to the cheapest volunteer, wherever they are listed, and among equals to the first', () => {
    const asked = (...seats: Snapshot['seats']) => volunteers(aSnapshot([talk], [seat, ...seats]), hedging);
    const [two, three, four] = [aSeat({ n: 2 }), aSeat({ n: 3 }), aSeat({ n: 4, ...forGrief })];
    expect(asked(two, three, four)).toEqual([volunteerNo(4)]);
    expect(asked({ ...two, ...aSeat({ n: 2, ...forGrief }) }, three)).toEqual([volunteerNo(2)]);
    expect(asked(three, two)).toEqual([volunteerNo(2)]);
  });

  test('for each of two requests takes two volunteers', () => {
    const other = anOffer(aTalk({ n: 2, ...grief }), aSeat({ n: 5 }), -15);
    const seats = [seat, other.seat, aSeat({ n: 2 }), aSeat({ n: 3 }), aSeat({ n: 4 })];
    expect(volunteers(aSnapshot([talk, other.talk], seats), hedging)).toEqual([volunteerNo(2), volunteerNo(3)]);
  });
});
