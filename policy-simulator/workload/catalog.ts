/** All workloads by name. */
import { bankScenario } from './bank.ts';
import { readTrace, workingDays } from './bank-trace.ts';
import { charityEvening } from './charity-evening.ts';
import { drawScenario, type Run } from './draw-scenario.ts';
import { helpline, scarcities } from './helpline.ts';
import type { Scenario } from './scenario.ts';

export interface Workload {
  readonly name: string;
  readonly about: string;
  readonly scenario: (run: Run) => Scenario;
}

const rates = [30, 120, 600, 2400];
const loads = [0.7, 0.9, 1.1];

const helplines: readonly Workload[] = rates.flatMap((perHour) =>
  loads.flatMap((load) =>
    scarcities.map((scarcity) => ({
      name: `helpline-${perHour}-${load}-${scarcity}`,
      about: `${perHour} requests an hour, load ${load}, scarcity ${scarcity}`,
      scenario: (run: Run) => drawScenario(helpline({ perHour, load, scarcity }), run),
    })),
  ),
);

/** Workloads that need no trace. */
export const workloads: readonly Workload[] = [
  ...helplines,
  { name: 'charity-evening', about: '4 volunteers from six to ten, 3 requests an hour', scenario: charityEvening },
];

const bankMonths = [
  { month: 'jan', number: '01' },
  { month: 'aug', number: '08' },
  { month: 'oct', number: '10' },
];
const bankLoads = [0.8, 1];

/** Names of the workloads that replay the bank's trace. */
export const bankNames: readonly string[] = bankMonths.flatMap(({ month }) => bankLoads.map((load) => `bank-${month}-${load}`));

/** These, and the bank's months when the path of its trace is given. */
export function allWorkloads(trace?: string): readonly Workload[] {
  if (trace === undefined) return workloads;
  const days = readTrace(trace);
  const bank = bankMonths.flatMap(({ month, number }) => {
    const own = workingDays(days, number);
    return bankLoads.map((load) => {
      const name = `bank-${month}-${load}`;
      const about = `the bank's calls of ${own.length} working days, load ${load}`;
      return { name, about, scenario: (run: Run) => bankScenario(name, own, load, run) };
    });
  });
  return [...workloads, ...bank];
}

/** Workloads that match a pattern: names separated by commas, where `*` stands for any part of a name. */
export function workloadsNamed(pattern: string, from: readonly Workload[]): readonly Workload[] {
  return pattern.split(',').flatMap((one) => {
    const parts = one.split('*').map((part) => part.replaceAll('.', String.raw`\.`));
    const found = from.filter(({ name }) => new RegExp(`^${parts.join('.*')}$`, 'u').test(name));
    if (found.length === 0) throw new Error(`no workload is called ${one}`);
    return found;
  });
}
