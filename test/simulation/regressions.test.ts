/** Bugs that the simulation found: the code does not have them any more, and the simulation finds them when they are seeded. */
import { describe, expect, it } from 'vitest';
import { readProduct } from '../seeded-bugs/code/product.ts';
import { seeded } from '../seeded-bugs/code/seed.ts';
import { bugOf } from '../seeded-bugs/seeded-bugs.ts';
import { SimulationWorker } from './workers/workers.ts';
import { regressions } from './regressions.ts';

/** Number of seeds, from the named one on. The seeded bug must appear in them. */
const seedsMax = 50;
const product = readProduct();

describe.each(regressions)('$name', ({ seed, scenario, profile, bug }) => {
  const job = { kind: 'seeds', from: seed, to: seed + seedsMax, scenario, profile, plain: true } as const;

  it('does not happen in the code as it is', async () => {
    const worker = new SimulationWorker();
    const came = await worker.seeds(job);
    await worker.end();
    expect(came.failures.map(({ report }) => report)).toEqual([]);
    expect(came.seeds).toBe(seedsMax);
  }, 120_000);

  it('is found when the bug is seeded', async () => {
    const worker = new SimulationWorker({ seeded: seeded(product, bugOf(bug)) });
    const came = await worker.seeds(job);
    await worker.end();
    expect(came.failures).toHaveLength(1);
  }, 120_000);
});
