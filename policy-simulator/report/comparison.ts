/** Tables of a comparison. */
import type { Compared, FigureName } from '../measure/compare.ts';
import { longestWait } from '../measure/figures.ts';
import { table } from './table.ts';

interface Column {
  readonly head: string;
  readonly figure: FigureName;
  readonly factor: number;
  readonly digits: number;
}

/** Shares in percent and their differences in points, waits in seconds, the rest without a factor. */
const columns: readonly Column[] = [
  { head: 'abandoned %', figure: 'abandoned', factor: 100, digits: 1 },
  { head: 'in 60 s %', figure: 'within60', factor: 100, digits: 1 },
  { head: 'p95 wait s', figure: 'p95', factor: 1, digits: 0 },
  { head: 'worst kind %', figure: 'worstKind', factor: 100, digits: 1 },
  { head: 'lost races', figure: 'lostRaces', factor: 1, digits: 2 },
  { head: 'Gini', figure: 'gini', factor: 1, digits: 3 },
  { head: 'quality', figure: 'quality', factor: 1, digits: 3 },
  { head: 'offers', figure: 'offersPerMatch', factor: 1, digits: 2 },
];

/** The policies of one workload: figures of all runs, and below them the paired differences with their 95 % intervals. */
export function comparisonTable(lines: readonly Compared[]): string {
  const figures = lines.map((line) => [
    line.policy,
    ...columns.map(({ figure, factor, digits }) => {
      const shown = (line.figures[figure] * factor).toFixed(digits);
      return figure === 'p95' && line.figures.p95 >= longestWait ? `≥${shown}` : shown;
    }),
  ]);
  const differences = lines.flatMap(({ policy, differences: all }) =>
    all === undefined
      ? []
      : [
          [
            `${policy} − reference`,
            ...columns.map(({ figure, factor, digits }) => {
              const { mean, half } = all[figure];
              return `${signed(mean * factor, digits)}${half === undefined ? '' : ` ±${(half * factor).toFixed(digits)}`}`;
            }),
          ],
        ],
  );
  const head = ['', ...columns.map((column) => column.head)];
  return `${table(head, figures)}\n\n${differences.length === 0 ? '' : `${table(head, differences)}\n`}`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
