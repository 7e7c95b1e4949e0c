/** Tables of calibration. */
import type { Calibration } from '../estimates/calibration.ts';
import { table } from './table.ts';

/** One line for each way to group waits, and each month. Shares in percent. */
export function calibrationTable(lines: readonly (Calibration & { readonly estimator: string })[]): string {
  const percent = (share: number) => (share * 100).toFixed(1);
  return table(
    [
      'told apart by',
      'month',
      'served',
      'in the range',
      'longer',
      'shorter',
      'of those who waited',
      'width s',
      '≤ 1 min',
      'told nothing',
    ],
    lines.map((one) => [
      one.estimator,
      one.month,
      String(one.estimated),
      percent(one.inRange),
      percent(one.longer),
      percent(one.shorter),
      percent(one.inRangeOfWaiting),
      one.width.toFixed(0),
      percent(one.short),
      percent(one.nothing),
    ]),
  );
}
