/** One day of one workload under several policies: the unit of work, described so that any thread can do it. */
import type { Outcome } from '../engine/outcome.ts';
import { simulate } from '../engine/simulation.ts';
import { policyNamed } from '../policies/catalog.ts';
import { allWorkloads, workloadsNamed } from '../workload/catalog.ts';
import { windowOf } from '../workload/window.ts';
import type { Hours } from '../workload/window.ts';

export interface Job {
  readonly workload: string;
  readonly policies: readonly string[];
  readonly seed: number;
  readonly days: number;
  /** Of the first day; absent: whole days. */
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

/** Draws the scene once and lets every policy meet it. */
export function work({ workload, policies, seed, days, hours, trace }: Job): readonly Outcome[] {
  const whole = workloadsNamed(workload, workloadsWith(trace))[0]?.scene({ seed, days });
  if (whole === undefined) throw new Error(`no workload is called ${workload}`);
  const scene = hours === undefined ? whole : windowOf(whole, hours);
  return policies.map((spec) => simulate(scene, policyNamed(spec).start(scene)));
}
