/** One figure against another: every policy of a comparison is a point, and the axes fit them. */
import type { Outcome } from '../engine/outcome.ts';
import { figuresOf, type Figures } from '../measure/figures.ts';
import { pointChart, type Axis, type NamedChart } from './svg.ts';

interface Frontier {
  readonly file: string;
  readonly title: string;
  readonly about: string;
  readonly label: string;
  readonly of: (figures: Figures) => number;
}

const frontiersShown: readonly Frontier[] = [
  {
    file: 'frontier.svg',
    title: 'Giving up against fit',
    about: 'share of requests that gave up, and mean fit of topic and preferences of those served: better to the left and up',
    label: 'mean fit, 0 to 1',
    of: ({ quality }) => quality,
  },
  {
    file: 'frontier-races.svg',
    title: 'Giving up against lost races',
    about:
      'share of requests that gave up, and offers withdrawn because another volunteer was faster: better to the left and down',
    label: 'lost races per 100 matches',
    of: ({ lostRaces }) => lostRaces * 100,
  },
  {
    file: 'frontier-evenness.svg',
    title: 'Giving up against evenness',
    about: 'share of requests that gave up, and how unevenly volunteers are occupied: better to the left and down',
    label: 'Gini of occupancy, percent',
    of: ({ gini }) => gini * 100,
  },
];

/** The charts of one workload. */
export function frontiers(workload: string, outcomes: readonly Outcome[]): readonly NamedChart[] {
  const all = [...Map.groupBy(outcomes, (one) => one.policy)].map(([name, of]) => ({ name, figures: figuresOf(of) }));
  const x = around(
    'percent who give up',
    all.map(({ figures }) => figures.abandoned * 100),
  );
  return frontiersShown.map(({ file, title, about, label, of }) => {
    const points = all.map(({ name, figures }) => ({ name, x: figures.abandoned * 100, y: of(figures) }));
    const y = around(
      label,
      points.map((one) => one.y),
    );
    return { file, svg: pointChart({ title: `${title}, ${workload}`, about, x, y }, points) };
  });
}

/** Ticks of an axis, four or more. */
const ticksMin = 4;

/** An axis that contains the values, from one round number to another. */
function around(label: string, values: readonly number[]): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = Math.max(high - low, Math.abs(high) / 100, 1e-3) / ticksMin;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5].map((one) => one * power).findLast((one) => one <= rough) ?? power;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(6)));
  return { label, min: first * step, max: last * step, ticks };
}
