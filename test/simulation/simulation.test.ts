/**
 * Plays many seeds of all scenarios and fault profiles on all cores, with the handlers, the use cases and the planner that are deployed.
 * A short run is part of `npm test`, 2,000 seeds are part of `npm run proof`. `npm run simulation` runs any number.
 */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { playSeeds } from './workers/workers.ts';
import { happenings } from './coverage.ts';
import { figuresOf } from './figures.ts';

/** `EARSHOT_SEEDS=…` sets the number of seeds, `EARSHOT_SEED=…` the first one. vitest.config.ts has the default number. */
const { EARSHOT_SEEDS: seeds, EARSHOT_SEED: first } = z
  .object({ EARSHOT_SEEDS: z.coerce.number().int().positive().default(2_000), EARSHOT_SEED: z.coerce.number().int().default(1) })
  .parse(process.env);
/** From this number of seeds on, everything must have happened at least once. */
const enoughSeeds = 2_000;
/** Milliseconds for all seeds on a very slow machine. */
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

  // In a short run not everything happens, so the test exists only in a long run.
  if (seeds >= enoughSeeds)
    it(
      'has every scenario, every fault and every kind of event',
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
