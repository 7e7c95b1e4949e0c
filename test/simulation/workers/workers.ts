/** Threads that share the work: every core plays seeds, and the result does not depend on how many threads there are. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { explored, portion, type CaseJob, type ExploredCase, type WorkerData, type Portion, type SeedsJob } from './messages.ts';

/** Seeds of one job: about a second of work, so that no worker is idle at the end. */
export const seedsAtOnce = 25;

/** A thread that does one job at a time. */
export class SimulationWorker {
  readonly #worker: Worker;
  #settle: { readonly resolve: (came: unknown) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(data: WorkerData = {}) {
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: data, execArgv: [] });
    this.#worker.on('message', (message: unknown) => this.#settle?.resolve(message));
    this.#worker.on('error', (error) => this.#settle?.reject(error));
    this.#worker.on('exit', (code) => this.#settle?.reject(new Error(`a worker ended with ${code}`)));
  }

  async seeds(job: SeedsJob): Promise<Portion> {
    return portion.parse(await this.#do(job));
  }

  async case(job: CaseJob): Promise<ExploredCase> {
    return explored.parse(await this.#do(job));
  }

  /** Ends the thread. To be called at the end, also after a failure. A running job is rejected. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #do(job: SeedsJob | CaseJob): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#worker.postMessage(job);
    });
  }
}

/** Does the jobs with one worker per core, or with the given number. Each worker takes the next job. The workers end after the last job. */
export async function inWorkers<T>(
  jobs: Iterable<T>,
  work: (worker: SimulationWorker, job: T) => Promise<void>,
  { workers = availableParallelism(), data = {} }: { readonly workers?: number | undefined; readonly data?: WorkerData } = {},
): Promise<void> {
  const queue = Iterator.from(jobs);
  const share = async (): Promise<void> => {
    const worker = new SimulationWorker(data);
    try {
      for (const job of queue) await work(worker, job);
    } finally {
      await worker.end();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, share));
}

export interface Order extends Omit<SeedsJob, 'kind'> {
  /** Number of threads. By default one per core. */
  readonly workers?: number | undefined;
  /** Called with each portion when it is done. */
  readonly told?: (portion: Portion) => void;
}

/** Plays all seeds of an order in portions. Without `all`, no portion is started after a failure. Returns them in the order of the seeds. */
export async function playSeeds({ workers, told, from, to, ...job }: Order): Promise<readonly Portion[]> {
  const portions = new Map<number, Portion>();
  let failed = false;
  function* begins(): Iterable<number> {
    for (let begin = from; begin < to && (job.all === true || !failed); begin += seedsAtOnce) yield begin;
  }
  const play = async (worker: SimulationWorker, begin: number): Promise<void> => {
    const came = await worker.seeds({ kind: 'seeds', ...job, from: begin, to: Math.min(begin + seedsAtOnce, to) });
    portions.set(begin, came);
    failed ||= came.failures.length > 0;
    told?.(came);
  };
  await inWorkers(begins(), play, { workers });
  return [...portions].toSorted(([a], [b]) => a - b).map(([, came]) => came);
}
