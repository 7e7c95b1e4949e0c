/** `goals`: whether the policies asked for keep what is asked of them, on every workload. */
import { baselines } from '../baselines/all.ts';
import type { Options } from '../cli-options.ts';
import { judge } from '../measure/goals.ts';
import type { Judged } from '../measure/goals.ts';
import { policyNamed } from '../policies/catalog.ts';
import { goalsTable } from '../report/goals.ts';
import { writeGoals } from '../report/files.ts';
import { runsInWords, runsOf } from '../runs/runs-of.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import type { Terminal } from './terminal.ts';

/**
 * One line for each workload; false when a goal is missed. The policy asked for first is judged, beside those that come with it, of
 * which first come first served must be one, or else beside every baseline.
 */
export async function goalsCommand(options: Options, terminal: Terminal): Promise<boolean> {
  const [policy = 'priced', ...named] = options.policies;
  const beside = named.length > 0 ? named : baselines.map((one) => one.name);
  const policies = [...beside, policy];
  for (const one of policies) policyNamed(one);
  const judged: Judged[] = [];
  for (const { name } of workloadsNamed(options.workload, allWorkloads(options.trace)))
    judged.push(judge(await runsOf(name, policies, options, terminal), policy));
  terminal.say(`## ${policy} beside ${beside.length} baselines\n\n${runsInWords(options)}\n`);
  terminal.say(`${goalsTable(judged)}\n`);
  terminal.say(`CSV: ${writeGoals(options.out, policy, judged)}\n`);
  return judged.every(({ missed }) => missed.length === 0);
}
