/** `compare`: compares policies on the same days. */
import { baselines } from '../baselines/all.ts';
import type { Options } from '../runs/options.ts';
import { compare } from '../measure/compare.ts';
import { planners, policyNamed } from '../catalog/policies.ts';
import { comparisonTable } from '../report/comparison.ts';
import { writeComparison } from '../report/files.ts';
import { runsInWords, runsOf } from '../runs/runs-of.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import type { Terminal } from '../report/terminal.ts';

/** Compares on every workload, one after the other. */
export async function compareCommand(options: Options, terminal: Terminal): Promise<void> {
  const policies = specsOf(options.policies);
  for (const spec of policies) policyNamed(spec);
  for (const { name, about } of workloadsNamed(options.workload, allWorkloads(options.trace))) {
    const outcomes = await runsOf(name, policies, options, terminal);
    const lines = compare(outcomes);
    terminal.print(`## ${name}\n\n${about}; ${runsInWords(options)}\n`);
    terminal.print(comparisonTable(lines));
    terminal.print(`CSV and charts: ${writeComparison(options.out, name, outcomes, lines)}\n`);
  }
}

/** Replaces `all` by every policy, with the reference first. */
export function specsOf(policies: readonly string[]): readonly string[] {
  return policies.flatMap((one) => (one === 'all' ? [...baselines, ...planners].map((kind) => kind.name) : [one]));
}
