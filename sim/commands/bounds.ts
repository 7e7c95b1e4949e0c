/** `bounds`: how much of what is possible at best policies reach. */
import { boundShares } from '../bounds/shares.ts';
import type { Options } from '../cli-options.ts';
import { boundsTable, easierTable } from '../report/bounds.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import { specsOf } from './compare.ts';
import type { Terminal } from './terminal.ts';

/** One table for every workload asked for. */
export function boundsCommand(options: Options, terminal: Terminal): void {
  for (const { name, scene } of workloadsNamed(options.workload, allWorkloads(options.trace))) {
    const scenes = Array.from({ length: options.runs }, (_, n) => scene({ seed: options.seed + n, days: options.days }));
    const shares = boundShares(scenes, { policies: specsOf(options.policies), slotSeconds: options.slot }, (done) =>
      terminal.progress(`${name}: bounds of ${done} of ${scenes.length} runs`),
    );
    terminal.say(`## ${name}: served and its bounds\n\n${scenes.length} runs, nobody calls again, slots of ${options.slot} s\n`);
    terminal.say(`${boundsTable(shares)}\n\n${easierTable(shares)}\n`);
  }
}
