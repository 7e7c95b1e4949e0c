/**
 * The simulation as continuous integration runs it: so many seeds of every scenario and every mixture of faults, over the
 * handlers, the use cases and the planner as they are deployed, on every core. `npm run simulate` runs any number.
 */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Hand, playSeeds } from './crew/crew.ts';
import { happenings } from './coverage.ts';
import { figuresOf } from './figures.ts';

/** `EARSHOT_SEEDS=…` for more or fewer, `EARSHOT_SEED=…` to begin elsewhere. */
const { EARSHOT_SEEDS: seeds, EARSHOT_SEED: first } = z
  .object({ EARSHOT_SEEDS: z.coerce.number().int().positive().default(2_000), EARSHOT_SEED: z.coerce.number().int().default(1) })
  .parse(process.env);
/** Seeds from which on everything must have come about at least once. */
const enoughSeeds = 2_000;
/** Milliseconds for all of them, on the slowest machine imaginable. */
const playMsMax = 840_000;

async function play() {
  const begun = performance.now();
  const portions = await playSeeds({ from: first, to: first + seeds });
  return { portions, figures: figuresOf(portions, (performance.now() - begun) / 1_000) };
}

describe(`the simulation, ${seeds} seeds from ${first}`, () => {
  const played = play();

  it(
    '[sec-simulation-1] breaks no invariant',
    async () => {
      const { portions, figures } = await played;
      console.log(figures.lines.join('\n'));
      expect(portions.flatMap(({ failures }) => failures.map(({ report }) => report)).join('\n\n')).toBe('');
      expect(figures.seeds).toBe(seeds);
    },
    playMsMax,
  );

  it.runIf(seeds >= enoughSeeds)(
    'sees every scenario, every fault and everything that may happen',
    async () => {
      const { figures } = await played;
      const missing = happenings.filter(
        (what) => !figures.settings.has(what) && !figures.faults.has(what) && !figures.events.has(what),
      );
      expect(missing).toEqual([]);
    },
    playMsMax,
  );
});

describe('a seed', () => {
  it('gives the same trace in a thread that is new and in one that is not, and another seed another trace', async () => {
    const [one, two] = [new Hand(), new Hand()];
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

  it('holds with more people waiting than one page of a room shows', async () => {
    const [portion] = await playSeeds({ from: first, to: first + 1, scenario: 'deep', hands: 1 });
    expect(portion?.failures).toEqual([]);
    expect(portion?.faults['a room deeper than a page']).toBeGreaterThan(0);
  }, 120_000);
});
