/** What the simulation once found stays found: sound now, and shown again when the bug comes back. */
import { describe, expect, it } from 'vitest';
import { readProduct } from '../seeded-bugs/code/product.ts';
import { seeded } from '../seeded-bugs/code/seed.ts';
import { bugOf } from '../seeded-bugs/seeded-bugs.ts';
import { SimulationWorker } from './workers/workers.ts';
import { regressions } from './regressions.ts';

/** Seeds from the one that is named, in which the bug shows itself if it is there. */
const seedsMax = 50;
const product = readProduct();

describe.each(regressions)('$name', ({ seed, scenario, profile, bug }) => {
  const job = { kind: 'seeds', from: seed, to: seed + seedsMax, scenario, profile, plain: true } as const;

  it('does not happen any more', async () => {
    const worker = new SimulationWorker();
    const came = await worker.seeds(job);
    await worker.end();
    expect(came.failures.map(({ report }) => report)).toEqual([]);
    expect(came.seeds).toBe(seedsMax);
  }, 120_000);

  it('would be seen', async () => {
    const worker = new SimulationWorker({ seeded: seeded(product, bugOf(bug)) });
    const came = await worker.seeds(job);
    await worker.end();
    expect(came.failures).toHaveLength(1);
  }, 120_000);
});
