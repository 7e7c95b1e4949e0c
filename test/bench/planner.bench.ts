/**
 * How long the planner takes, compared with `munkres` and a plain sort in the same run: `npx vitest bench --run`. First one event
 * in a room with 1,000 volunteers on shift and 200 waiting requests. Then a plan of 10,000 waiting requests for 2,000 free
 * volunteers.
 */
import { munkres } from 'munkres';
import { describe, expect, test } from 'vitest';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import { aPolicy, noon } from '../fixtures/domain.ts';
import { aBigRoom, costsOfSize } from './big-room.ts';

const priced = aPolicy({ name: 'priced' });
const overtaking = aPolicy({ name: 'priced', overtakesMax: 3 });
const fair = aPolicy({ name: 'fair' });

/** Milliseconds for each slow benchmark, not the default of vitest. */
const patience = 120_000;

describe('one event: 1,000 on shift, 200 waiting', () => {
  test.for([1, 20])('%d free', { timeout: patience }, async (free, { bench }) => {
    const room = aBigRoom({ on: 1000, free, waiting: 200 });
    expect(planMatches(room, priced, noon).offers).toHaveLength(free);
    const costs = costsOfSize(free, 200);
    await bench.compare(
      bench('priced', () => void planMatches(room, priced, noon)),
      bench('priced, overtaking', () => void planMatches(room, overtaking, noon)),
      bench('fair', () => void planMatches(room, fair, noon)),
      bench('munkres alone, on random costs', () => void munkres(costs)),
      bench('a plain sort by age', () => void room.talks.toSorted((a, b) => a.askedAt - b.askedAt)),
    );
  });
});

describe('all computed anew', () => {
  test('10,000 waiting, 2,000 free', { timeout: patience }, async ({ bench }) => {
    const room = aBigRoom({ on: 2000, free: 2000, waiting: 10_000 });
    const costs = costsOfSize(2000, 10_000);
    expect(planMatches(room, priced, noon).offers).toHaveLength(2000);
    await bench.compare(
      bench('priced', () => void planMatches(room, priced, noon)),
      bench('munkres alone, on random costs', () => void munkres(costs)),
      bench('a plain sort by age', () => void room.talks.toSorted((a, b) => a.askedAt - b.askedAt)),
      { iterations: 3, time: 0, warmup: false },
    );
  });
});
