/** How the checks against queueing theory are written down. */
import type { Checked } from '../validate/checks.ts';
import { table } from './table.ts';

/** One line for each figure. */
export function validationTable(checks: readonly Checked[]): string {
  return table(
    ['queue', 'figure', 'theory', 'simulated', 'covered'],
    checks.map(({ queue, figure, expected, simulated, covered }) => [
      queue,
      figure,
      expected.toFixed(4),
      `${simulated.mean.toFixed(4)} ±${(simulated.half ?? 0).toFixed(4)}`,
      covered ? 'yes' : 'NO',
    ]),
  );
}
