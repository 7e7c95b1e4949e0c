/** `compare`: policies beside each other on the same days. */
import { baselines } from '../baselines/all.ts';
import type { Options } from '../cli-options.ts';
import { compare } from '../measure/compare.ts';
import { planners, policyNamed } from '../policies/catalog.ts';
import { comparisonTable } from '../report/comparison.ts';
import { writeComparison } from '../report/files.ts';
import { runsInWords, runsOf } from '../runs/runs-of.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import type { Terminal } from './terminal.ts';

/** Compares on every workload asked for, one after the other. */
export async function compareCommand(options: Options, terminal: Terminal): Promise<void> {
  const policies = specsOf(options.policies);
  for (const spec of policies) policyNamed(spec);
  for (const { name, about } of workloadsNamed(options.workload, allWorkloads(options.trace))) {
    const outcomes = await runsOf(name, policies, options, terminal);
    const lines = compare(outcomes);
    terminal.say(`## ${name}\n\n${about}; ${runsInWords(options)}\n`);
    terminal.say(comparisonTable(lines));
    terminal.say(`CSV and charts: ${writeComparison(options.out, name, outcomes, lines)}\n`);
  }
}

/** `all` stands for every policy there is, the reference first. */
export function specsOf(policies: readonly string[]): readonly string[] {
  return policies.flatMap((one) => (one === 'all' ? [...baselines, ...planners].map((kind) => kind.name) : [one]));
}
