/** How much there is to do for the store, as this process feels it: what says that it is more than can be done. */
import type { Store } from '../../shared/ports.ts';
import { pressureHalfLifeMs, pressureWeight } from './limits.ts';

/**
 * Three signs. How long a call to the store takes, smoothed over the last ones: the only sign where a process serves one caller at a
 * time, as Lambda's do. And how many are under way: the quicker sign where one serves many, since a rush shows in it before the
 * first of its calls has come back. And how many callers are served, each from the moment they are let in: a process that was busy, or
 * has only just begun, finds a hundred of them at its door in one turn, and each must see those before it.
 */
export class LoadMonitor {
  private readonly now: () => number;
  private smoothedMs = 0;
  private smoothedAt = 0;
  private underWay = 0;
  private served = 0;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Milliseconds that a call takes; halved with time where none is made any more. */
  get ms(): number {
    return this.remembered(this.now());
  }

  /** Calls under way. */
  get calls(): number {
    return this.underWay;
  }

  /** Callers who were let in, and wait for nothing but their answer. */
  get callers(): number {
    return this.served;
  }

  /** Serves a caller who was let in. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    this.served += 1;
    try {
      return await work();
    } finally {
      this.served -= 1;
    }
  }

  /** Lets a caller who is served wait for something else than the store: meanwhile they are no work. */
  async rest(wait: () => Promise<unknown>): Promise<void> {
    this.served -= 1;
    try {
      await wait();
    } finally {
      this.served += 1;
    }
  }

  /** Feels how long the work takes, whatever comes of it. */
  async feel<T>(work: () => Promise<T>): Promise<T> {
    const began = this.now();
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      const before = this.remembered(began);
      this.smoothedMs = before + (this.now() - began - before) * pressureWeight;
      this.smoothedAt = this.now();
    }
  }

  /** Only time in which nothing was felt lets it fade: the call itself is no such time. */
  private remembered(at: number): number {
    return this.smoothedMs * 0.5 ** (Math.max(0, at - this.smoothedAt) / pressureHalfLifeMs);
  }
}

/** The store, each of whose calls is felt. */
export function monitored(store: Store, pressure: LoadMonitor): Store {
  return {
    get: (key) => pressure.feel(() => store.get(key)),
    getMany: (keys) => pressure.feel(() => store.getMany(keys)),
    query: (wanted) => pressure.feel(() => store.query(wanted)),
    count: (wanted) => pressure.feel(() => store.count(wanted)),
    commit: (writes) => pressure.feel(() => store.commit(writes)),
  };
}

/** That of this process. */
export const pressure = new LoadMonitor();
