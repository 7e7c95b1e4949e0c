/** `goals`: whether a policy reaches its goals on every workload. */
import { baselines } from '../baselines/all.ts';
import type { Options } from '../runs/options.ts';
import { judge, type Judged } from '../measure/goals.ts';
import { policyNamed } from '../catalog/policies.ts';
import { goalsTable } from '../report/goals.ts';
import { writeGoals } from '../report/files.ts';
import { runsInWords, runsOf } from '../runs/runs-of.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import type { Terminal } from '../report/terminal.ts';

/**
 * Prints one line for each workload; false when a goal is missed. Judges the first policy, compared with the other policies
 * named, which must include first come first served; or with every baseline when no other is named.
 */
export async function goalsCommand(options: Options, terminal: Terminal): Promise<boolean> {
  const [policy = 'priced', ...named] = options.policies;
  const beside = named.length > 0 ? named : baselines.map((one) => one.name);
  const policies = [...beside, policy];
  for (const one of policies) policyNamed(one);
  const judged: Judged[] = [];
  for (const { name } of workloadsNamed(options.workload, allWorkloads(options.trace)))
    judged.push(judge(await runsOf(name, policies, options, terminal), policy));
  terminal.print(`## ${policy} compared with ${beside.length} baselines\n\n${runsInWords(options)}\n`);
  terminal.print(`${goalsTable(judged)}\n`);
  terminal.print(`CSV: ${writeGoals(options.out, policy, judged)}\n`);
  return judged.every(({ missed }) => missed.length === 0);
}
