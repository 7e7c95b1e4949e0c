/** Threads that share the work: every core plays seeds, and what comes of them does not depend on how many there are. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { explored, portion } from './messages.ts';
import type { CaseJob, ExploredCase, HandData, Portion, SeedsJob } from './messages.ts';

/** Seeds a hand is given at once: a second or so, so that nobody idles at the end. */
export const seedsAtOnce = 25;

/** One thread, and one job at a time. */
export class Hand {
  readonly #worker: Worker;
  #settle: { readonly resolve: (came: unknown) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(data: HandData = {}) {
    this.#worker = new Worker(new URL('hand.ts', import.meta.url), { workerData: data, execArgv: [] });
    this.#worker.on('message', (message: unknown) => this.#settle?.resolve(message));
    this.#worker.on('error', (error) => this.#settle?.reject(error));
    this.#worker.on('exit', (code) => this.#settle?.reject(new Error(`a hand ended with ${code}`)));
  }

  async seeds(job: SeedsJob): Promise<Portion> {
    return portion.parse(await this.#do(job));
  }

  async case(job: CaseJob): Promise<ExploredCase> {
    return explored.parse(await this.#do(job));
  }

  /** To be called in the end, whatever happened; a job that is under way is rejected. */
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

/** Does the jobs with as many hands as there are cores, or as told, each taking the next one; made for this and gone with it. */
export async function inHands<T>(
  jobs: Iterable<T>,
  work: (hand: Hand, job: T) => Promise<void>,
  { hands = availableParallelism(), data = {} }: { readonly hands?: number | undefined; readonly data?: HandData } = {},
): Promise<void> {
  const queue = Iterator.from(jobs);
  const share = async (): Promise<void> => {
    const hand = new Hand(data);
    try {
      for (const job of queue) await work(hand, job);
    } finally {
      await hand.end();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, hands) }, share));
}

export interface Order extends Omit<SeedsJob, 'kind'> {
  /** Threads; one per core unless told otherwise. */
  readonly hands?: number | undefined;
  /** Told of each portion as it comes. */
  readonly told?: (portion: Portion) => void;
}

/** Plays all seeds of an order, in portions; without `all`, none is begun any more once one failed. In the order of the seeds. */
export async function playSeeds({ hands, told, from, to, ...job }: Order): Promise<readonly Portion[]> {
  const portions = new Map<number, Portion>();
  let failed = false;
  function* begins(): Iterable<number> {
    for (let begin = from; begin < to && (job.all === true || !failed); begin += seedsAtOnce) yield begin;
  }
  const play = async (hand: Hand, begin: number): Promise<void> => {
    const came = await hand.seeds({ kind: 'seeds', ...job, from: begin, to: Math.min(begin + seedsAtOnce, to) });
    portions.set(begin, came);
    failed ||= came.failures.length > 0;
    told?.(came);
  };
  await inHands(begins(), play, { hands });
  return [...portions].toSorted(([a], [b]) => a - b).map(([, came]) => came);
}
