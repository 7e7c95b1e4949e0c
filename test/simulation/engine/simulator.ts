/**
 * The simulated system of a run: one clock, one store, the queues, and every invocation at its gate. The timeline is the scheduler: each
 * port call gets a latency from the seed, and the invocation that is due next continues alone to its next await.
 */
import { memoryRateCounters } from '../../../shared/adapters/memory/rate-counters.ts';
import { memoryStore, type MemoryStore } from '../../../shared/adapters/memory/store.ts';
import { memoryWakeQueue, type MemoryWakeQueue } from '../../../shared/adapters/memory/wake-queue.ts';
import { answerReserveMs } from '../../../functions/http/limits.ts';
import { beginReserveMs, commitReserveMs } from '../../../functions/runtime/limits.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
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
import { noWebhooks } from '../../fixtures/no-webhooks.ts';

export interface SimulatorOptions {
  readonly seed: number;
  readonly startsAt: number;
  readonly rates: FaultRates;
  readonly outage?: { readonly from: number; readonly to: number } | undefined;
  /** Only these of the drawn faults strike. */
  readonly only?: readonly string[] | undefined;
  /** The usual duration of a port call, in milliseconds. */
  /** Whether the deployment keeps its spaces apart. */
  readonly apart: boolean;
  readonly latencyMs: number;
  readonly trace: Trace;
  readonly committed: (who: Invocation, writes: readonly Write[]) => void;
  /** Called when an invocation throws. Expected outcomes are values, so an exception is a bug. */
  readonly threw: (who: Invocation, error: unknown) => void;
}

/** Hosts per function. Each has its own clock. */
const hostsPerFunction = 3;
/** Maximum of milliseconds of a stalled call: more than the shortest window of an offer, and less than all timeouts except the matcher's. */
const stallMsMax = 8_000;
/** Maximum of milliseconds for which a process does nothing after an early answer, until its next event. */
const frozenMsMax = 20_000;
/** Milliseconds of a call to the store on a slow host: a use case of ten calls is not done when its function answers. */
const slowHostMs = [700, 2_200] as const;
/** One call of this number takes twenty times as long as usual. */
const slowShare = 0.06;
const slowFactor = 20;

/**
 * Resolves after all promise callbacks of this moment have run. The code in a simulation waits only for promises, and a tick comes after
 * all of them. So no turn of the event loop is needed.
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
  /** Number of port calls that have continued. */
  steps = 0;
  /** True after the run is over. Then nothing continues. */
  over = false;
  /** Called after a message was sent to a queue. */
  onSent: (queue: 'wakes' | 'timers') => void = () => undefined;
  /** Called with every event of the log. */
  onLogged: (event: LogEvent) => void = () => undefined;
  readonly #options: SimulatorOptions;
  readonly #running = new Map<Invocation, () => void>();
  /** The random numbers of the clocks, and the last time that each host's clock showed. */
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
      ...noWebhooks,
      crypto: simulatedCrypto,
      rateCounters: memoryRateCounters(),
      ...(options.apart ? { spacesApart: true as const } : {}),
      log: {
        write: (event) => {
          this.onLogged(event);
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

  /** Runs a function once, on a host with its own clock. Resolves when the run ends, also after a failure. */
  async invoke<T>(kind: InvocationKind, name: string, run: (ports: Ports, who: Invocation) => Promise<T>): Promise<Ended<T>> {
    const host = `${kind}-${this.random.of('host', name).integer(1, hostsPerFunction)}`;
    const clock = (): number => this.#clockOf(host);
    const deadline = this.now + secondsMax[kind] * 1_000;
    const who = new Invocation({
      name,
      kind,
      host,
      random: this.random.of('invocation', name),
      began: this.now,
      deadline,
      clock,
    });
    who.slow = isCalled(kind) && this.faults.strikes('slowHost', name);
    who.ports = gatedPorts(this, who);
    who.sleep = sleepOf(this, who);
    who.overloaded = isCalled(kind) && this.faults.strikes('overloaded', name);
    const died = new Promise<Ended<T>>((resolve) => {
      this.#running.set(who, () => resolve({ kind: 'died' }));
    });
    this.timeline.after(isCalled(kind) ? deadline - answerReserveMs - this.now : deadline - this.now, 1, () => {
      if (who.alive) this.faults.note('out of time');
      if (isCalled(kind)) this.#answerEarly(who);
      else this.kill(who);
    });
    this.#enter(who);
    const ended: Promise<Ended<T>> = run(who.ports, who).then(
      (value): Ended<T> => ({ kind: 'returned', value }),
      (error: unknown): Ended<T> => ({ kind: 'threw', error }),
    );
    void ended.then((outcome) => {
      who.alive = false;
      this.#running.delete(who);
      if (who.late && outcome.kind === 'threw') this.#options.threw(who, outcome.error);
    });
    return Promise.race([ended, died]).then((outcome) => {
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

  /**
   * Its caller gets no answer from it any more, but what it has begun goes on: a deployed function answers shortly before its end, and the rest
   * of its work continues when the process serves its next event.
   */
  #answerEarly(who: Invocation): void {
    if (!who.alive) return;
    who.late = true;
    who.frozen = true;
    this.#running.get(who)?.();
  }

  mayGoOn({ deadline }: Invocation): boolean {
    return this.now < deadline - beginReserveMs;
  }

  isOver({ deadline }: Invocation): boolean {
    return this.now >= deadline - commitReserveMs;
  }

  kill(who: Invocation): void {
    who.alive = false;
    this.#running.get(who)?.();
    this.#running.delete(who);
  }

  /**
   * Ends all running invocations some time after the next call, as a deployment that does not wait for them. From then on, both versions
   * run at the same time.
   */
  deploy(): void {
    this.#deploying = true;
    this.#rollout.begin();
  }

  isNext(who: Invocation): boolean {
    return this.#rollout.isNext(who);
  }

  lost(who: Invocation, what: string): void {
    this.#options.threw(who, new Error(`${what} lost a field that the next version had written`));
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

  /** Plays all events up to a moment, or until the run is over. `between` is called after each event. */
  async playUntil(end: number, between: () => void): Promise<void> {
    while (!this.over && this.timeline.nextAt !== undefined && this.timeline.nextAt <= end) {
      this.timeline.step();
      await settled();
      between();
    }
  }

  /** The time on the clock of a host, in milliseconds. */
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
    if (who.frozen) {
      who.frozen = false;
      this.faults.note('went on after its answer');
      return ms + who.random.of('late', who.calls).between(0, frozenMsMax);
    }
    const usual = who.random.of('latency', who.calls).between(0, 2 * this.#options.latencyMs);
    if (who.slow) return ms + who.random.of('slow host', who.calls).between(...slowHostMs);
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
