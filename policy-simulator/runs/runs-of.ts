/** All runs of a workload under several policies, over threads, with progress messages. */
import type { Options } from './options.ts';
import type { Terminal } from '../report/terminal.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { Job } from './job.ts';
import { runJobs } from './pool.ts';

export type RunOptions = Pick<Options, 'runs' | 'days' | 'hours' | 'seed' | 'threads' | 'trace'>;

/** The outcomes, run by run, each run under every policy. */
export async function runsOf(
  workload: string,
  policies: readonly string[],
  { runs, days, hours, seed, threads, trace }: RunOptions,
  terminal: Terminal,
): Promise<readonly Outcome[]> {
  const jobs = Array.from({ length: runs }, (_, n): Job => ({ workload, policies, seed: seed + n, days, hours, trace }));
  const onDone = (done: number) => terminal.progress(`${workload}: ${done} of ${jobs.length} runs`);
  return (await runJobs(jobs, { threads, onDone })).flat();
}

/** A description of the runs. */
export function runsInWords({ runs, days, hours, seed }: RunOptions): string {
  const time = hours === undefined ? `${days} day(s)` : `the hours ${hours.from} to ${hours.to}`;
  return `${runs} runs of ${time}, seeds ${seed} to ${seed + runs - 1}`;
}
