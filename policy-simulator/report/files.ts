/** The files of a comparison: its figures as CSV, and its charts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../engine/outcome.ts';
import { figureNames, type Compared } from '../measure/compare.ts';
import type { Judged } from '../measure/goals.ts';
import { byKind } from '../measure/figures.ts';
import { occupancyByHour, waitByHour } from '../measure/hours.ts';
import { chartsOf, fileName } from './charts.ts';
import { csv } from './csv.ts';
import { goalsCsv } from './goals.ts';

/** Writes how a policy was judged; returns the file. */
export function writeGoals(out: string, policy: string, judged: readonly Judged[]): string {
  mkdirSync(out, { recursive: true });
  const file = path.join(out, `goals-${fileName(policy)}.csv`);
  writeFileSync(file, goalsCsv(judged));
  return file;
}

/** Writes everything of one workload into its own folder; returns the folder. */
export function writeComparison(out: string, workload: string, outcomes: readonly Outcome[], lines: readonly Compared[]): string {
  const folder = path.join(out, workload);
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  write('figures.csv', figuresCsv(lines));
  write('kinds.csv', kindsCsv(outcomes));
  write('hours.csv', hoursCsv(outcomes));
  for (const { file, svg } of chartsOf(workload, outcomes)) write(file, svg);
  return folder;
}

function figuresCsv(lines: readonly Compared[]): string {
  const head = figureNames.flatMap((name) => [name, `${name}Difference`, `${name}Half`]);
  return csv(
    ['workload', 'policy', 'runs', ...head],
    lines.map(({ workload, policy, runs, figures, differences }) => [
      workload,
      policy,
      runs,
      ...figureNames.flatMap((name) => [figures[name], differences?.[name].mean, differences?.[name].half]),
    ]),
  );
}

function kindsCsv(outcomes: readonly Outcome[]): string {
  return csv(
    ['policy', 'kind', 'requests', 'abandoned', 'within60', 'p95'],
    [...Map.groupBy(outcomes, (one) => one.policy)].flatMap(([policy, all]) =>
      byKind(all.flatMap((one) => one.requests)).map((one) => [
        policy,
        one.kind,
        one.requests,
        one.abandoned,
        one.within60,
        one.p95,
      ]),
    ),
  );
}

function hoursCsv(outcomes: readonly Outcome[]): string {
  return csv(
    ['policy', 'hour', 'wait90', 'occupancy'],
    [...Map.groupBy(outcomes, (one) => one.policy)].flatMap(([policy, all]) => {
      const busy = occupancyByHour(all);
      return waitByHour(all.flatMap((one) => one.requests)).map((wait, hour) => [policy, hour, wait, busy[hour]]);
    }),
  );
}
