/** `estimates`: how often waits of the bank's trace lie in the range that the service would have told. */
import type { Options } from '../cli-options.ts';
import { calibrationOf } from '../estimates/calibration.ts';
import { estimators } from '../estimates/estimators.ts';
import { askingIn, foretell } from '../estimates/replay.ts';
import { calibrationTable } from '../report/calibration.ts';
import { readTrace } from '../workload/bank-trace.ts';
import type { Terminal } from './terminal.ts';

/** One table; needs the path of the trace. */
export function estimatesCommand({ trace }: Pick<Options, 'trace'>, terminal: Terminal): void {
  if (trace === undefined) throw new Error('estimates are checked on the bank’s trace: --trace <path>');
  const days = readTrace(trace);
  const asking = askingIn(days);
  const lines = estimators.flatMap((estimator) => {
    terminal.progress(`estimates: ${estimator.name}`);
    return calibrationOf(foretell(asking, estimator)).map((one) => ({ ...one, estimator: estimator.name }));
  });
  terminal.say(`## Waits told beforehand\n\n${days.length} days of the trace, in their order\n`);
  terminal.say(`${calibrationTable(lines)}\n`);
}
