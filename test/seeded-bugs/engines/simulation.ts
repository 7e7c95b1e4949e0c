/** Hunts bugs with the simulation: seeds and small cases in separate threads, which load the code with the bug in it. */
import { availableParallelism } from 'node:os';
import { SimulationWorker, seedsAtOnce } from '../../simulation/workers/workers.ts';
import type { Failure } from '../../simulation/workers/messages.ts';
import { cases } from '../../simulation/small-scope/cases.ts';
import type { Engine, Hunt } from './engine.ts';

/** Seeds after which a bug counts as not caught: as many as `npm test` runs. */
const seedsMax = 2_000;
/** Seeds after which the small cases run: a bug that needs more seeds needs a race, and the small cases find that sooner. */
const seedsFirst = 4 * seedsAtOnce;
/** In the small cases: actors at once, and the most states of a group. */
const actors = 2;
const statesMax = 5_000;
/** Milliseconds after which a seed counts as endless, which is a catch too. A seed normally takes a second or two. */
const portionMsMax = 120_000;

interface Options {
  readonly seeds?: number | undefined;
  readonly threads?: number | undefined;
}

export function simulationEngine({ seeds = seedsMax, threads = availableParallelism() }: Options = {}): Engine {
  return {
    atOnce: threads,
    // For each seed that fails with a bug, the engine checks that the seed passes without it.
    sound: () => Promise.resolve(),
    hunt: (hunt) => huntWith(hunt, seeds),
    end: () => Promise.resolve(),
  };
}

async function huntWith({ seeded }: Hunt, most: number): Promise<string | undefined> {
  const worker = new SimulationWorker({ seeded });
  try {
    for (let from = 1; from <= most; from += seedsAtOnce) {
      const small = from === seedsFirst + 1 ? await brokenCase(worker) : undefined;
      if (small !== undefined) return small;
      const came = await inTime(worker, from);
      if (came === 'endless') return 'it never ends';
      const [failure] = came.failures;
      if (failure === undefined) continue;
      await mustPass(failure);
      return failure.report.split('\n').slice(0, 2).join('').trim();
    }
    return undefined;
  } finally {
    await worker.end();
  }
}

/** The first small case that fails, if any. A separate test checks that none fails without a bug. */
async function brokenCase(worker: SimulationWorker): Promise<string | undefined> {
  for (const name of cases.keys()) {
    const { broken } = await worker.case({ kind: 'case', name, actors, statesMax });
    if (broken !== undefined) return `small case (${broken.group}): invariant ${broken.says}`;
  }
  return undefined;
}

async function inTime(worker: SimulationWorker, from: number) {
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void worker.end();
  }, portionMsMax);
  try {
    return await worker.seeds({ kind: 'seeds', from, to: from + seedsAtOnce, plain: true });
  } catch (error) {
    if (isLate) return 'endless';
    throw error;
  } finally {
    clearTimeout(late);
  }
}

async function mustPass({ seed }: Failure): Promise<void> {
  const sound = new SimulationWorker();
  try {
    const [failure] = (await sound.seeds({ kind: 'seeds', from: seed, to: seed + 1, plain: true })).failures;
    if (failure !== undefined) throw new Error(`seed ${seed} fails without a seeded bug: ${failure.report}`);
  } finally {
    await sound.end();
  }
}
