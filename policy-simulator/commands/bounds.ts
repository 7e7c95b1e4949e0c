/** `bounds`: how close policies come to the highest possible number of served requests. */
import { boundShares } from '../bounds/shares.ts';
import type { Options } from '../runs/options.ts';
import { boundsTable, easierTable } from '../report/bounds.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import { specsOf } from './compare.ts';
import type { Terminal } from '../report/terminal.ts';

/** Prints one table for every workload. */
export function boundsCommand(options: Options, terminal: Terminal): void {
  for (const { name, scenario } of workloadsNamed(options.workload, allWorkloads(options.trace))) {
    const scenarios = Array.from({ length: options.runs }, (_, n) => scenario({ seed: options.seed + n, days: options.days }));
    const shares = boundShares(scenarios, { policies: specsOf(options.policies), slotSeconds: options.slot }, (done) =>
      terminal.progress(`${name}: bounds of ${done} of ${scenarios.length} runs`),
    );
    terminal.print(`## ${name}: served and its bounds\n\n${scenarios.length} runs, no redials, slots of ${options.slot} s\n`);
    terminal.print(`${boundsTable(shares)}\n\n${easierTable(shares)}\n`);
  }
}
