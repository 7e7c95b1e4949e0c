/** All workloads by name. */
import { bankScene } from './bank.ts';
import { readTrace, workingDays } from './bank-trace.ts';
import { charityEvening } from './charity-evening.ts';
import { drawScene } from './draw-scene.ts';
import type { Run } from './draw-scene.ts';
import { helpline, scarcities } from './helpline.ts';
import type { Scene } from './scene.ts';

export interface Workload {
  readonly name: string;
  readonly about: string;
  readonly scene: (run: Run) => Scene;
}

const rates = [30, 120, 600, 2400];
const loads = [0.7, 0.9, 1.1];

const helplines: readonly Workload[] = rates.flatMap((perHour) =>
  loads.flatMap((load) =>
    scarcities.map((scarcity) => ({
      name: `helpline-${perHour}-${load}-${scarcity}`,
      about: `${perHour} requests an hour, load ${load}, scarcity ${scarcity}`,
      scene: (run: Run) => drawScene(helpline({ perHour, load, scarcity }), run),
    })),
  ),
);

/** Those that need nothing. */
export const workloads: readonly Workload[] = [
  ...helplines,
  { name: 'charity-evening', about: '4 volunteers from six to ten, 3 requests an hour', scene: charityEvening },
];

const bankMonths = [
  { month: 'jan', number: '01' },
  { month: 'aug', number: '08' },
  { month: 'oct', number: '10' },
];
const bankLoads = [0.8, 1];

/** Names of the workloads that replay the bank's trace. */
export const bankNames: readonly string[] = bankMonths.flatMap(({ month }) => bankLoads.map((load) => `bank-${month}-${load}`));

/** Those, and the bank's months when the path of its trace is given. */
export function allWorkloads(trace?: string): readonly Workload[] {
  if (trace === undefined) return workloads;
  const days = readTrace(trace);
  const bank = bankMonths.flatMap(({ month, number }) => {
    const own = workingDays(days, number);
    return bankLoads.map((load) => {
      const name = `bank-${month}-${load}`;
      const about = `the bank's calls of ${own.length} working days, load ${load}`;
      return { name, about, scene: (run: Run) => bankScene(name, own, load, run) };
    });
  });
  return [...workloads, ...bank];
}

/** Those a pattern names: names separated by commas, `*` standing for any part of one. */
export function workloadsNamed(pattern: string, from: readonly Workload[]): readonly Workload[] {
  return pattern.split(',').flatMap((one) => {
    const parts = one.split('*').map((part) => part.replaceAll('.', String.raw`\.`));
    const found = from.filter(({ name }) => new RegExp(`^${parts.join('.*')}$`, 'u').test(name));
    if (found.length === 0) throw new Error(`no workload is called ${one}`);
    return found;
  });
}
