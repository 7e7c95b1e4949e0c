/** A thread that plays seeds and small cases, with the code as it is or with a seeded bug. */
import { parentPort, workerData } from 'node:worker_threads';
import { workerOptions, job } from './messages.ts';
import { loadInstead } from './load-instead.ts';

const { seeded } = workerOptions.parse(workerData);
loadInstead(seeded);
const { work } = await import('./work.ts');
parentPort?.on('message', (message: unknown) => {
  void work(job.parse(message)).then((done) => parentPort?.postMessage(done));
});
