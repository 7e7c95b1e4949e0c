/** Tables of goals: one line for each workload. */
import type { Judged, Nearest } from '../measure/goals.ts';
import type { Interval } from '../measure/student.ts';
import { figureNames } from '../measure/compare.ts';
import { csv } from './csv.ts';
import { table } from './table.ts';

/** Shares in percent and their differences in points; F is first come first served, N the nearest baseline. */
export function goalsTable(judged: readonly Judged[]): string {
  return table(
    [
      '',
      'abandoned %',
      '− F',
      '− N',
      'N',
      'in 60 s %',
      '− F',
      '− N',
      'worst kind − F',
      'lost races',
      'Gini − F',
      'quality − F',
      'missed',
    ],
    judged.map(({ workload, figures, toFcfs, abandonedNearest, within60Nearest, missed }) => [
      workload,
      (figures.abandoned * 100).toFixed(1),
      points(toFcfs.abandoned),
      points(abandonedNearest.difference),
      named(abandonedNearest, within60Nearest),
      (figures.within60 * 100).toFixed(1),
      points(toFcfs.within60),
      points(within60Nearest.difference),
      points(toFcfs.worstKind),
      figures.lostRaces.toFixed(3),
      withEnds(toFcfs.gini, 1, 3),
      withEnds(toFcfs.quality, 1, 2),
      missed.length === 0 ? 'none' : missed.join(', '),
    ]),
  );
}

function named(abandoned: Nearest, within60: Nearest): string {
  return abandoned.baseline === within60.baseline ? abandoned.baseline : `${abandoned.baseline}; ${within60.baseline}`;
}

function points(interval: Interval): string {
  return withEnds(interval, 100, 2);
}

function withEnds({ mean, half }: Interval, factor: number, digits: number): string {
  const sign = mean < 0 ? '−' : '+';
  const around = half === undefined ? '' : ` ±${(half * factor).toFixed(digits)}`;
  return `${sign}${Math.abs(mean * factor).toFixed(digits)}${around}`;
}

/** The same lines with every figure. */
export function goalsCsv(judged: readonly Judged[]): string {
  return csv(
    ['workload', 'policy', 'runs', ...figureNames.flatMap((name) => [name, `${name}ToFcfs`, `${name}ToFcfsHalf`]), 'missed'],
    judged.map(({ workload, policy, runs, figures, toFcfs, missed }) => [
      workload,
      policy,
      runs,
      ...figureNames.flatMap((name) => [figures[name], toFcfs[name].mean, toFcfs[name].half]),
      missed.join('; '),
    ]),
  );
}
