/** The seed decides everything: a run can be repeated exactly from its number. */
import { describe, expect, it } from 'vitest';
import { SimulationWorker, playSeeds } from './workers/workers.ts';

const first = 1;
/** A seed whose room becomes longer than a page in the scenario `deep`. */
const deep = 3;

describe('a seed of the simulation', () => {
  it('gives the same trace in a new thread and in a used one, and another seed gives another trace', async () => {
    const [one, two] = [new SimulationWorker(), new SimulationWorker()];
    const job = { kind: 'seeds', profile: 'everything', plain: true, trace: true } as const;
    try {
      const fresh = await one.seeds({ ...job, from: first, to: first + 3 });
      const before = await two.seeds({ ...job, from: first + 3, to: first + 6 });
      const again = await two.seeds({ ...job, from: first, to: first + 3 });
      expect(again.lines).toEqual(fresh.lines);
      expect(again.digest).toBe(fresh.digest);
      expect(fresh.lines.length).toBeGreaterThan(1_000);
      expect(before.digest).not.toBe(fresh.digest);
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  }, 120_000);

  it('has no violation when more requests wait than one page of a room shows', async () => {
    const [portion] = await playSeeds({ from: deep, to: deep + 1, scenario: 'deep', workers: 1 });
    expect(portion?.failures).toEqual([]);
    expect(portion?.faults['a room longer than a page']).toBeGreaterThan(0);
  }, 120_000);
});
