/** Spreads jobs over threads. The results are in the order of the jobs, whichever finishes first. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../engine/outcome.ts';
import { work, type Job } from './job.ts';

export interface Pool {
  readonly threads: number;
  /** Called after every job. */
  readonly onDone?: (done: number, job: Job) => void;
}

/** Does all jobs. With one thread it runs them in the present thread. */
export async function runJobs(jobs: readonly Job[], { threads, onDone }: Pool): Promise<readonly (readonly Outcome[])[]> {
  const results: (readonly Outcome[])[] = [];
  let next = 0;
  let done = 0;
  const note = (index: number, job: Job, result: readonly Outcome[]) => {
    results[index] = result;
    done += 1;
    onDone?.(done, job);
  };
  if (threads <= 1) {
    jobs.forEach((job, index) => note(index, job, work(job)));
    return results;
  }
  const thread = async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    try {
      while (next < jobs.length) {
        const index = next;
        next += 1;
        const job = jobs[index];
        if (job === undefined) break;
        worker.postMessage(job);
        const [result]: (readonly Outcome[])[] = await once(worker, 'message');
        note(index, job, result ?? []);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, thread));
  return results;
}
