/** The charts of a comparison: waits over the day, occupancy, fairness, and abandonment. */
import type { Outcome } from '../engine/outcome.ts';
import { byKind, occupancyOf } from '../measure/figures.ts';
import { occupancyByHour, waitByHour } from '../measure/hours.ts';
import { frontiers } from './frontiers.ts';
import { barChart, lineChart, type Axis, type NamedChart, type Series } from './svg.ts';

const hoursOfDay: Axis = { label: 'hour of the day', max: 24, ticks: [0, 4, 8, 12, 16, 20, 24] };
/** Most seconds shown: above this, a wait is too long in any case. */
const waitShownMax = 1200;
/** Number of policies in one chart. */
const policiesMax = 8;

/** All charts of one workload, for the first policies of the comparison. */
export function chartsOf(workload: string, outcomes: readonly Outcome[]): readonly NamedChart[] {
  const byPolicy = [...Map.groupBy(outcomes, (one) => one.policy)].slice(0, policiesMax);
  return [
    waits(workload, byPolicy),
    ...byPolicy.map(([policy, all]) => waitsByKind(workload, policy, all)),
    occupancy(workload, byPolicy),
    fairness(workload, byPolicy),
    abandonment(workload, byPolicy),
    ...frontiers(workload, outcomes),
  ];
}

type ByPolicy = readonly (readonly [policy: string, outcomes: readonly Outcome[]])[];

const waitAxis: Axis = { label: 'seconds', max: waitShownMax, ticks: [0, 300, 600, 900, 1200] };
const waitAbout = '90th percentile of the wait of a seeker who never gives up (Kaplan-Meier), for each hour';

function overDay(name: string, values: readonly (number | undefined)[]): Series {
  return { name, values: values.map((value, hour) => [hour + 0.5, value]) };
}

function waits(workload: string, byPolicy: ByPolicy): NamedChart {
  const series = byPolicy.map(([policy, all]) => overDay(policy, waitByHour(all.flatMap((one) => one.requests))));
  const chart = { title: `Waits over the day, ${workload}`, about: waitAbout, x: hoursOfDay, y: waitAxis };
  return { file: 'waits.svg', svg: lineChart(chart, series) };
}

function waitsByKind(workload: string, policy: string, outcomes: readonly Outcome[]): NamedChart {
  const requests = outcomes.flatMap((one) => one.requests);
  const series = byKind(requests).map(({ kind }) => overDay(kind, waitByHour(requests.filter((one) => one.kind === kind))));
  const chart = { title: `Waits by kind of request, ${policy}, ${workload}`, about: waitAbout, x: hoursOfDay, y: waitAxis };
  return { file: `waits-${fileName(policy)}.svg`, svg: lineChart(chart, series) };
}

function occupancy(workload: string, byPolicy: ByPolicy): NamedChart {
  const series = byPolicy.map(([policy, all]) =>
    overDay(
      policy,
      occupancyByHour(all).map((share) => (share === undefined ? undefined : share * 100)),
    ),
  );
  const about = 'talking time as a share of the time volunteers are on, for each hour';
  const y = { label: 'percent of the time on', max: 100, ticks: [0, 25, 50, 75, 100] };
  return { file: 'occupancy.svg', svg: lineChart({ title: `Occupancy, ${workload}`, about, x: hoursOfDay, y }, series) };
}

/** Lorenz curves: the further a curve is below the diagonal, the less evenly talks are spread. */
function fairness(workload: string, byPolicy: ByPolicy): NamedChart {
  const series = byPolicy.map(([name, all]): Series => {
    const shares = all.flatMap((one) => one.sessions.map(occupancyOf)).toSorted((a, b) => a - b);
    const total = shares.reduce((sum, one) => sum + one, 0);
    let sum = 0;
    const curve = shares.map((one, n): readonly [number, number] => {
      sum += one;
      return [(100 * (n + 1)) / shares.length, (100 * sum) / total];
    });
    const every = Math.max(1, Math.floor(curve.length / 100));
    return { name, values: [[0, 0], ...curve.filter((_, n) => n % every === 0), [100, 100]] };
  });
  const percent = { max: 100, ticks: [0, 25, 50, 75, 100] };
  const chart = {
    title: `How evenly talks are spread, ${workload}`,
    about: 'Lorenz curve of occupancy: the share of all occupancy that the least occupied volunteers have',
    x: { ...percent, label: 'percent of the volunteers, the least occupied first' },
    y: { ...percent, label: 'percent of the occupancy' },
  };
  const even: Series = {
    name: 'all equal',
    values: [
      [0, 0],
      [100, 100],
    ],
  };
  return { file: 'fairness.svg', svg: lineChart(chart, [...series, even]) };
}

function abandonment(workload: string, byPolicy: ByPolicy): NamedChart {
  const kinds = byKind(byPolicy[0]?.[1].flatMap((one) => one.requests) ?? []).map((one) => one.kind);
  const series = byPolicy.map(([name, all]) => {
    const found = new Map(byKind(all.flatMap((one) => one.requests)).map((one) => [one.kind, one.abandoned * 100]));
    return { name, values: kinds.map((kind) => found.get(kind)) };
  });
  const y = { label: 'percent who give up', max: 100, ticks: [0, 25, 50, 75, 100] };
  const chart = { title: `Who gives up, ${workload}`, about: 'share of the requests of each kind that gave up', y };
  return { file: 'abandonment.svg', svg: barChart(chart, kinds, series) };
}

/** A policy with its settings, as part of a file name. */
export function fileName(policy: string): string {
  return policy.replaceAll(/[^\w.-]+/gu, '-');
}
