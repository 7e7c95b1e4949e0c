/** `validate`: compares the simulator with queueing theory. */
import type { Options } from '../runs/options.ts';
import { validationTable } from '../report/validation.ts';
import { checkQueues } from '../validate/checks.ts';
import type { Terminal } from '../report/terminal.ts';

/** Prints every figure; false when an interval does not cover its expected value. */
export function validateCommand({ seed, ci }: Pick<Options, 'seed' | 'ci'>, terminal: Terminal): boolean {
  const effort = { runs: ci ? 10 : 20, customers: ci ? 5000 : 20_000, seed };
  const checks = checkQueues(effort, (name) => terminal.progress(`validate: ${name}`));
  terminal.print(
    `## The simulator compared with theory\n\n${effort.runs} runs of ${effort.customers} customers, without the first tenth; all intervals hold together at 95 %\n`,
  );
  terminal.print(`${validationTable(checks)}\n`);
  return checks.every((one) => one.covered);
}
