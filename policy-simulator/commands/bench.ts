/** `bench`: how long a plan takes. */
import { policyNames } from '../../shared/domain/policy/policy.ts';
import { bench } from '../bench/bench.ts';
import { timingTable } from '../report/timings.ts';
import type { Terminal } from '../report/terminal.ts';

/** Times every policy of the planner. */
export function benchCommand(terminal: Terminal): void {
  const timings = bench(
    policyNames,
    () => performance.now(),
    (room) => terminal.progress(`bench: ${room}`),
  );
  terminal.print('## How long a plan takes\n');
  terminal.print(`${timingTable(timings)}\n`);
}
