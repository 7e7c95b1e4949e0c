/** `npm run simulation -- --small`: plays every interleaving of the small cases, up to a number of states. */
import { SimulationWorker } from './workers/workers.ts';
import type { ExploredCase } from './workers/messages.ts';
import { cases } from './small-scope/cases.ts';

/** Explores the small cases whose names contain a text. Returns the exit code. */
export async function simulateSmall(wanted: {
  readonly actors: number;
  readonly states: number;
  readonly only: string;
}): Promise<number> {
  const worker = new SimulationWorker();
  let broken = false;
  try {
    for (const name of cases.keys()) {
      if (!name.includes(wanted.only)) continue;
      const found = await worker.case({ kind: 'case', name, actors: wanted.actors, statesMax: wanted.states });
      console.log(exploredLine(found));
      broken ||= found.broken !== undefined;
    }
  } finally {
    await worker.end();
  }
  return broken ? 1 : 0;
}

/** The result of a case in one line, or in three if an invariant was violated. */
export function exploredLine({ name, groups, states, plays, ends, complete, seconds, broken }: ExploredCase): string {
  const of = groups === 1 ? '' : ` in ${groups} groups`;
  const line = `${complete ? 'all' : 'the first'} ${states} states${of}, ${plays} plays, ${ends} to the end, ${seconds.toFixed(1)} s: ${name}`;
  return broken === undefined ? line : `${line}\n  BROKEN (${broken.group}) ${broken.says}\n  ${broken.schedule.join(' › ')}`;
}
