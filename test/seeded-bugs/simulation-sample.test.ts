/** The simulation catches one seeded bug of each of its areas. `npm run seeded-bugs` runs all of them. */
import { describe, expect, it } from 'vitest';
import { readProduct } from './code/product.ts';
import { seeded } from './code/seed.ts';
import { simulationEngine } from './engines/simulation.ts';
import { bugOf } from './seeded-bugs.ts';

const product = readProduct();
const engine = simulationEngine({ seeds: 150 });

describe('the simulation catches', () => {
  it.each([
    'talk-revision-unchecked',
    'no-wake-after-ask',
    'reconciler-off',
    'request-never-expires',
    'lapse-beats-accept',
    'renewal-undoes-off',
    'newest-first',
  ])(
    '%s',
    async (id) => {
      const bug = bugOf(id);
      expect(await engine.hunt({ bug, seeded: seeded(product, bug) })).toBeDefined();
    },
    120_000,
  );
});

describe('without a bug', () => {
  it('the simulation catches nothing', async () => {
    const few = simulationEngine({ seeds: 25 });
    expect(await few.hunt({ bug: bugOf('newest-first'), seeded: [] })).toBeUndefined();
  }, 120_000);
});
