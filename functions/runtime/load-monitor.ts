/** The load of the store, as this process measures it. It tells when the load is more than the store can handle. */
import type { Store } from '../../shared/ports.ts';
import { pressureHalfLifeMs, pressureWeight } from './limits.ts';

/**
 * Measures the load in three ways:
 * - The time that a call to the store takes, smoothed over the last calls. A process that serves one caller at a time, as Lambda's do,
 *   has no other sign.
 * - The number of calls under way. It is the quicker sign in a process that serves many callers: it rises in a rush before the first
 *   call returns.
 * - The number of callers being served, each from the moment it is admitted. A process that was busy, or that has just started, may
 *   admit a hundred callers in one turn of the event loop, and each of them must be counted for the next.
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

  /** Milliseconds that a call takes. It halves with time while no call is made. */
  get ms(): number {
    return this.remembered(this.now());
  }

  /** Calls under way. */
  get calls(): number {
    return this.underWay;
  }

  /** Callers who were admitted and who wait only for their answer. */
  get callers(): number {
    return this.served;
  }

  /** Serves a caller who was admitted. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    this.served += 1;
    try {
      return await work();
    } finally {
      this.served -= 1;
    }
  }

  /** Waits for something else than the store. During the wait, the caller is not counted. */
  async rest(wait: () => Promise<unknown>): Promise<void> {
    this.served -= 1;
    try {
      await wait();
    } finally {
      this.served += 1;
    }
  }

  /** Measures how long the work takes, also if it fails. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
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

  /** It fades only with time in which no call was measured. The duration of a call does not count. */
  private remembered(at: number): number {
    return this.smoothedMs * 0.5 ** (Math.max(0, at - this.smoothedAt) / pressureHalfLifeMs);
  }
}

/** The store; the monitor measures each of its calls. */
export function monitored(store: Store, monitor: LoadMonitor): Store {
  return {
    get: (key) => monitor.measure(() => store.get(key)),
    getMany: (keys) => monitor.measure(() => store.getMany(keys)),
    query: (wanted) => monitor.measure(() => store.query(wanted)),
    count: (wanted) => monitor.measure(() => store.count(wanted)),
    commit: (writes, deadline) => monitor.measure(() => store.commit(writes, deadline)),
  };
}

/** The monitor of this process. */
export const loadMonitor = new LoadMonitor();
