/** A thread that plays seeds and small cases, over the code as it is or with a bug planted in it. */
import { parentPort, workerData } from 'node:worker_threads';
import { workerOptions, job } from './messages.ts';
import { plant } from './plant.ts';

const { planted } = workerOptions.parse(workerData);
if (planted !== undefined) plant(planted);
const { work } = await import('./work.ts');
parentPort?.on('message', (message: unknown) => {
  void work(job.parse(message)).then((done) => parentPort?.postMessage(done));
});
