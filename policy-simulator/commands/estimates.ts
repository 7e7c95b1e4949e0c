/** `estimates`: how often a wait of the bank's trace lies in the range that the service would have given. */
import type { Options } from '../runs/options.ts';
import { calibrationOf } from '../estimates/calibration.ts';
import { estimators } from '../estimates/estimators.ts';
import { arrivalsIn, estimateAll } from '../estimates/replay.ts';
import { calibrationTable } from '../report/calibration.ts';
import { readTrace } from '../workload/bank-trace.ts';
import type { Terminal } from '../report/terminal.ts';

/** Prints one table. Needs the path of the trace. */
export function estimatesCommand({ trace }: Pick<Options, 'trace'>, terminal: Terminal): void {
  if (trace === undefined) throw new Error('estimates need the bank’s trace: --trace <path>');
  const days = readTrace(trace);
  const asking = arrivalsIn(days);
  const lines = estimators.flatMap((estimator) => {
    terminal.progress(`estimates: ${estimator.name}`);
    return calibrationOf(estimateAll(asking, estimator)).map((one) => ({ ...one, estimator: estimator.name }));
  });
  terminal.print(`## Estimated waits\n\n${days.length} days of the trace, in their order\n`);
  terminal.print(`${calibrationTable(lines)}\n`);
}
