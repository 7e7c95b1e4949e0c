/** A thread that does jobs as they come. */
import { parentPort } from 'node:worker_threads';
import { work } from './job.ts';
import type { Job } from './job.ts';

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(work(job));
});
