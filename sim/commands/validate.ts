/** `validate`: the simulator beside queueing theory. */
import type { Options } from '../cli-options.ts';
import { validationTable } from '../report/validation.ts';
import { checkQueues } from '../validate/checks.ts';
import type { Terminal } from './terminal.ts';

/** Prints every figure; false when one of them is not covered. */
export function validateCommand({ seed, ci }: Pick<Options, 'seed' | 'ci'>, terminal: Terminal): boolean {
  const effort = { runs: ci ? 10 : 20, customers: ci ? 5000 : 20_000, seed };
  const checks = checkQueues(effort, (name) => terminal.progress(`validate: ${name}`));
  terminal.say(
    `## The simulator beside theory\n\n${effort.runs} runs of ${effort.customers} customers, the first tenth left out; all intervals hold together at 95 %\n`,
  );
  terminal.say(`${validationTable(checks)}\n`);
  return checks.every((one) => one.covered);
}
