/** `--ci`: checks the simulator, and compares policies where they differ most, in less than two minutes. */
import type { Options } from '../runs/options.ts';
import { compareCommand } from './compare.ts';
import type { Terminal } from '../report/terminal.ts';
import { validateCommand } from './validate.ts';

/** Small rooms and few days: enough to see that a policy is broken, but not to choose a policy. */
const smallRuns = [
  { workload: 'helpline-30-0.9-strong', runs: 6, days: 1 },
  { workload: 'helpline-120-0.7-mild', runs: 2, days: 1 },
  { workload: 'charity-evening', runs: 6, days: 7 },
];

/** False when the simulator does not agree with queueing theory. */
export async function ciCommand(options: Options, terminal: Terminal): Promise<boolean> {
  const valid = validateCommand({ ...options, ci: true }, terminal);
  for (const small of smallRuns) await compareCommand({ ...options, ...small, policies: ['all'] }, terminal);
  return valid;
}
