/** Plants one bug and lets the simulation run until it sees it. */
import { SimulationWorker, seedsAtOnce } from '../workers/workers.ts';
import type { Failure, PlantedBug } from '../workers/messages.ts';
import { cases } from '../small-scope/cases.ts';

/** Seeds after which a bug counts as survived: as many as every run of the tests plays. */
export const seedsMax = 2_000;
/** Seeds after which the small cases are played: what takes longer takes a race that they find sooner. */
const seedsFirst = 4 * seedsAtOnce;
/** Actors at once, and states of a group at most, in the small cases. */
const actors = 2;
const statesMax = 5_000;
/** Milliseconds after which seeds that take a second or two count as never ending, which is caught too. */
const portionMsMax = 120_000;

export interface Finding {
  /** What broke, and where; absent: the bug survived. */
  readonly caught?: string;
  /** Seeds played. */
  readonly tried: number;
  readonly seconds: number;
}

/**
 * Plays seeds from 1 on, and the small cases, with the bug in the code, in a thread of its own; the files stay as they are.
 * `sound` plays the code as it is: what it fails too was not the bug.
 */
export async function hunt(planted: PlantedBug, sound: SimulationWorker, most = seedsMax): Promise<Finding> {
  const worker = new SimulationWorker({ planted });
  const begun = performance.now();
  const found = (caught: string | undefined, tried: number): Finding => {
    const seconds = (performance.now() - begun) / 1_000;
    return { tried, seconds, ...(caught === undefined ? {} : { caught }) };
  };
  try {
    for (let from = 1; from <= most; from += seedsAtOnce) {
      const small = from === seedsFirst + 1 ? await brokenCase(worker) : undefined;
      if (small !== undefined) return found(small, from - 1);
      const came = await inTime(worker, from);
      if (came === 'endless') return found('it never ends', from);
      const [failure] = came.failures;
      if (failure === undefined) continue;
      await mustPass(sound, failure);
      return found(failure.report.split('\n').slice(0, 2).join('').trim(), from - 1 + came.seeds);
    }
    return found(undefined, most);
  } finally {
    await worker.end();
  }
}

/** The first small case that breaks, if any. Without a bug none does: that is a test of its own. */
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

async function mustPass(sound: SimulationWorker, { seed }: Failure): Promise<void> {
  const [failure] = (await sound.seeds({ kind: 'seeds', from: seed, to: seed + 1, plain: true })).failures;
  if (failure !== undefined) throw new Error(`without a planted bug it fails already: ${failure.report}`);
}
