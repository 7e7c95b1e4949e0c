/**
 * The machine of a run: one clock, one store, the queues, and every invocation at its gate. The scheduler is the
 * timeline: each port call gets a latency from the seed, and whoever is due next goes on, alone, to its next await.
 */
import { memoryRateCounters } from '../../../shared/adapters/memory/rate-counters.ts';
import { memoryStore, type MemoryStore } from '../../../shared/adapters/memory/store.ts';
import { memoryWakeQueue, type MemoryWakeQueue } from '../../../shared/adapters/memory/wake-queue.ts';
import type { Ports, Write } from '../../../shared/ports.ts';
import { skewMs } from './clocks.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { Faults, type FaultRates } from './faults.ts';
import { gatedPorts, sleepOf, type Ground, type PortCall } from './gated-ports.ts';
import { Invocation, isCalled, secondsMax, type Ended, type InvocationKind } from './invocation.ts';
import { Rollout } from './rollout.ts';
import { enter } from './runtime.ts';
import { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';
import { simulatedCrypto } from './crypto.ts';

export interface SimulatorOptions {
  readonly seed: number;
  readonly startsAt: number;
  readonly rates: FaultRates;
  readonly outage?: { readonly from: number; readonly to: number } | undefined;
  /** Only these faults strike, of those that the random would have. */
  readonly only?: readonly string[] | undefined;
  /** Milliseconds a port call takes, mostly. */
  readonly latencyMs: number;
  readonly trace: Trace;
  readonly committed: (who: Invocation, writes: readonly Write[]) => void;
  /** An invocation threw: expected outcomes are values, so it is a bug. */
  readonly threw: (who: Invocation, error: unknown) => void;
}

/** Hosts per function: as many clocks, and so disagreements about the time. */
const hostsPerFunction = 3;
/** Milliseconds a stalled call takes at most: more than an offer's shortest window, less than anybody's timeout but the matcher's. */
const stallMsMax = 8_000;
/** A call in so many takes twenty times as long as usual. */
const slowShare = 0.06;
const slowFactor = 20;

/**
 * Everything that is already decided to happen at this moment has happened once this resolves. Nothing here waits for anything
 * but promises, and a tick comes only once all of those that can go on have: no turn of the event loop is needed.
 */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export class Simulator implements Ground {
  readonly random: SeededRandom;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly store: MemoryStore;
  /** The wake queue and the timer queue. */
  readonly wakeQueue: MemoryWakeQueue;
  readonly timerQueue: MemoryWakeQueue;
  readonly ports: Ground['ports'];
  /** Port calls that took their turn. */
  steps = 0;
  /** Set once the run is over; nothing goes on then. */
  over = false;
  /** Told when something was sent to a queue. */
  onSent: (queue: 'wakes' | 'timers') => void = () => undefined;
  readonly #options: SimulatorOptions;
  readonly #running = new Map<Invocation, () => void>();
  /** The random of the clocks, and what each host's showed last. */
  readonly #clocks: SeededRandom;
  readonly #shown = new Map<string, number>();
  readonly #rollout = new Rollout();
  #current: Invocation | undefined;
  #deploying = false;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.random = new SeededRandom(options.seed);
    this.#clocks = this.random.of('clocks');
    this.timeline = new Timeline(options.startsAt);
    const now = (): number => this.timeline.now;
    this.faults = new Faults({
      rates: options.rates,
      random: this.random.of('faults'),
      only: options.only,
      outage: options.outage,
      now,
    });
    this.store = memoryStore({ indexLag: { now, lagMs: () => this.#lagMs() } });
    this.wakeQueue = memoryWakeQueue(now);
    this.timerQueue = memoryWakeQueue(now);
    this.ports = {
      store: this.store,
      wakeQueue: {
        wake: async (room) => this.#sent('wakes', await this.wakeQueue.wake(room)),
        wakeLater: async (room, seconds) => this.#sent('timers', await this.timerQueue.wakeLater(room, seconds)),
      },
      crypto: simulatedCrypto,
      rateCounters: memoryRateCounters(),
      log: {
        write: (event) => {
          if (event.code === 'bug' && this.#current !== undefined) options.threw(this.#current, new Error(event.fields.stack));
        },
      },
    };
  }

  get now(): number {
    return this.timeline.now;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Runs a function once, on a host of its own clock. Resolves when it is over, however it ends. */
  async invoke<T>(kind: InvocationKind, name: string, run: (ports: Ports, who: Invocation) => Promise<T>): Promise<Ended<T>> {
    const host = `${kind}-${this.random.of('host', name).integer(1, hostsPerFunction)}`;
    const clock = (): number => this.#clockOf(host);
    const deadline = this.now + secondsMax[kind] * 1_000;
    const who = new Invocation({ name, kind, host, random: this.random.of('invocation', name), deadline, clock });
    who.ports = gatedPorts(this, who);
    who.sleep = sleepOf(this, who);
    who.overloaded = isCalled(kind) && this.faults.strikes('overloaded', name);
    const died = new Promise<Ended<T>>((resolve) => {
      this.#running.set(who, () => resolve({ kind: 'died' }));
    });
    this.timeline.after(deadline - this.now, 1, () => {
      if (who.alive) this.faults.note('out of time');
      this.kill(who);
    });
    this.#enter(who);
    const ended: Promise<Ended<T>> = run(who.ports, who).then(
      (value): Ended<T> => ({ kind: 'returned', value }),
      (error: unknown): Ended<T> => ({ kind: 'threw', error }),
    );
    return Promise.race([ended, died]).then((outcome) => {
      who.alive = false;
      this.#running.delete(who);
      if (outcome.kind === 'threw') this.#options.threw(who, outcome.error);
      return outcome;
    });
  }

  gate(who: Invocation, call: PortCall): Promise<void> {
    if (this.#deploying)
      this.timeline.after(this.random.of('deploy', who.name).between(0, this.#options.latencyMs), 0, () => this.#endAll());
    this.#deploying = false;
    return new Promise((resolve) => {
      const where = who.calls;
      this.timeline.after(this.#latencyMs(who, call), who.random.of('tie', where).next(), () => {
        if (!who.alive || this.over) return;
        this.steps += 1;
        this.#enter(who);
        resolve();
      });
    });
  }

  kill(who: Invocation): void {
    who.alive = false;
    this.#running.get(who)?.();
    this.#running.delete(who);
  }

  /**
   * Some time after the next call everything that runs is ended, as when the next version is deployed without mercy; from then on both
   * versions run beside each other.
   */
  deploy(): void {
    this.#deploying = true;
    this.#rollout.begin();
  }

  isNext(who: Invocation): boolean {
    return this.#rollout.isNext(who);
  }

  lost(who: Invocation, what: string): void {
    this.#options.threw(who, new Error(`${what} lost what the next version had written`));
  }

  #endAll(): void {
    for (const who of this.#running.keys()) {
      this.faults.note('ended by a deploy');
      this.kill(who);
    }
  }

  noted(what: string): void {
    this.faults.note(what);
  }

  trace(who: Invocation, call: PortCall, outcome: string): void {
    this.#options.trace.add(this.now, who.name, `${call.port} ${call.about}: ${outcome}`);
  }

  committed(who: Invocation, writes: readonly Write[]): void {
    this.#options.committed(who, writes);
  }

  /** Lets everything happen up to a moment, or until the run is over; `between` runs after each event. */
  async playUntil(end: number, between: () => void): Promise<void> {
    while (!this.over && this.timeline.nextAt !== undefined && this.timeline.nextAt <= end) {
      this.timeline.step();
      await settled();
      between();
    }
  }

  /** What the clock of a host shows now, in milliseconds. */
  #clockOf(host: string): number {
    const skew = skewMs(this.#clocks, host, this.now, this.faults.rates.skewMsMax);
    const shown = this.now + skew;
    if (skew !== 0) this.faults.note(skew > 0 ? 'clock ahead' : 'clock behind');
    if (shown < (this.#shown.get(host) ?? 0)) this.faults.note('clock stepped back');
    this.#shown.set(host, shown);
    return shown;
  }

  #enter(who: Invocation): void {
    this.#current = who;
    enter(who);
  }

  #sent<R>(queue: 'wakes' | 'timers', result: R): R {
    this.onSent(queue);
    return result;
  }

  #latencyMs(who: Invocation, { ms = 0 }: PortCall): number {
    const usual = who.random.of('latency', who.calls).between(0, 2 * this.#options.latencyMs);
    if (this.faults.strikes('stall', `${who.name} ${who.calls}`))
      return ms + who.random.of('stall', who.calls).between(0, stallMsMax);
    return ms + (who.random.of('slow', who.calls).chance(slowShare) ? usual * slowFactor : usual);
  }

  #lagMs(): number {
    const { lag, lagMsMax } = this.faults.rates;
    const who = this.#current;
    if (lag === 0 || who === undefined || !this.faults.strikes('lag', `${who.name} ${who.calls}`)) return 0;
    return who.random.of('lag', who.calls).between(0, lagMsMax);
  }
}
