/** One day of one workload under several policies: the unit of work. It is plain data, so any thread can do it. */
import type { Outcome } from '../engine/outcome.ts';
import { simulate } from '../engine/simulation.ts';
import { policyNamed } from '../catalog/policies.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import { windowOf, type Hours } from '../workload/window.ts';

export interface Job {
  readonly workload: string;
  readonly policies: readonly string[];
  readonly seed: number;
  readonly days: number;
  /** Hours of the first day; absent means whole days. */
  readonly hours?: Hours | undefined;
  /** Path of the bank's trace, for the workloads that replay it. */
  readonly trace?: string | undefined;
}

/** The trace is read once in each thread. */
const known = new Map<string | undefined, ReturnType<typeof allWorkloads>>();

function workloadsWith(trace: string | undefined): ReturnType<typeof allWorkloads> {
  const all = known.get(trace) ?? allWorkloads(trace);
  known.set(trace, all);
  return all;
}

/** Draws the scenario once and runs every policy on it. */
export function work({ workload, policies, seed, days, hours, trace }: Job): readonly Outcome[] {
  const whole = workloadsNamed(workload, workloadsWith(trace))[0]?.scenario({ seed, days });
  if (whole === undefined) throw new Error(`no workload is called ${workload}`);
  const scenario = hours === undefined ? whole : windowOf(whole, hours);
  return policies.map((spec) => simulate(scenario, policyNamed(spec).start(scenario)));
}
