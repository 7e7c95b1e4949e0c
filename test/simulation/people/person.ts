/**
 * Somebody with an app: they wait, they call, they try again. Between them and the service lies a network that loses
 * calls and answers, and delivers calls twice.
 */
import type { Problem } from '../../../shared/contract/problems.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { EpochMs } from '../../../shared/domain/time.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Call } from '../check/promises.ts';
import type { SeededRandom } from '../../../random/seeded-random.ts';
import type { Cast } from './cast.ts';

/** What somebody knows of their call: answered, refused, or nothing. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unknown' };

export interface Wanted<T> {
  readonly what: string;
  readonly run: (ports: Ports, now: EpochMs) => Promise<Result<T, Problem>>;
  /** Holds the answer against the history. */
  readonly judge?: (call: Call, reply: Exclude<Reply<T>, { kind: 'unknown' }>) => void;
  /** Told before anything is sent. */
  readonly begin?: () => void;
}

/** Seconds until somebody gives an answer up: a little more than a function may take. */
const patienceSeconds = 11;
/** Milliseconds of the way there and back. */
const wayMsMax = 80;
/** Seconds until a doubled call arrives, at most. */
const doubledSecondsMax = 60;
/** Times a call without an answer is tried again, and seconds in between, at most. */
const triesMax = 4;
const againSecondsMax = 4;

export class Person {
  readonly name: string;
  readonly random: SeededRandom;
  readonly cast: Cast;
  #calls = 0;
  #rolls = 0;

  constructor(cast: Cast, name: string) {
    this.cast = cast;
    this.name = name;
    this.random = cast.simulator.random.of('person', name);
  }

  /** Seconds go by. Once everybody has left, nobody wakes up any more. */
  sleep(seconds: number): Promise<void> {
    this.#rolls += 1;
    const tie = this.random.of('tie', this.#rolls).next();
    return new Promise((resolve) => {
      this.cast.simulator.timeline.after(seconds * 1_000, tie, () => {
        if (this.cast.simulator.now < this.cast.leavesAt) resolve();
      });
    });
  }

  chance(share: number): boolean {
    return this.roll() < share;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.roll();
  }

  roll(): number {
    this.#rolls += 1;
    return this.random.of('roll', this.#rolls).next();
  }

  /** One call: what comes back within one's patience. */
  call<T>(wanted: Wanted<T>): Promise<Reply<T>> {
    this.#calls += 1;
    const name = `${this.name}.${this.#calls}`;
    const { simulator, promises, trace, ledger } = this.cast;
    wanted.begin?.();
    const call = promises.begin(`${name} ${wanted.what}`, simulator.now, 2 * simulator.faults.rates.skewMsMax);
    trace.add(simulator.now, name, `asks to ${wanted.what}`);
    return new Promise((resolve) => {
      let over = false;
      const finish = (reply: Reply<T>): void => {
        if (over) return;
        over = true;
        trace.add(simulator.now, name, `is told ${toldOf(reply)}`);
        if (reply.kind === 'refused') ledger.count(`no: ${reply.problem.code}`);
        if (reply.kind !== 'unknown') wanted.judge?.(call, reply);
        resolve(reply);
      };
      simulator.timeline.after(patienceSeconds * 1_000, 1, () => finish({ kind: 'unknown' }));
      if (!simulator.faults.strikes('requestLost', name)) void this.#arrive(name, wanted, finish);
      if (simulator.faults.strikes('doubledCall', name)) {
        const later = this.random.of(name, 'later').between(0, this.random.of(name, 'soon').chance(0.5) ? 1 : doubledSecondsMax);
        simulator.timeline.after(later * 1_000, 0, () => void this.#arrive(`${name}.again`, wanted, () => undefined));
      }
    });
  }

  /** The same, tried again for as long as nobody can say whether it took effect. */
  async insist<T>(wanted: Wanted<T>): Promise<Reply<T>> {
    for (let tried = 1; ; tried += 1) {
      const reply = await this.call(wanted);
      if (reply.kind !== 'unknown' || tried === triesMax) return reply;
      await this.sleep(this.between(0, againSecondsMax));
    }
  }

  async #arrive<T>(name: string, { run }: Wanted<T>, finish: (reply: Reply<T>) => void): Promise<void> {
    const { simulator } = this.cast;
    const way = (): Promise<void> =>
      new Promise((resolve) => {
        simulator.timeline.after(
          this.random.of(name, 'way').between(0, wayMsMax),
          this.random.of(name, 'way tie').next(),
          resolve,
        );
      });
    await way();
    const ended = await simulator.invoke('api', name, (ports, who) => run(ports, who.now()));
    if (ended.kind !== 'returned' || simulator.faults.strikes('answerLost', name)) return;
    const result = ended.value;
    await way();
    if (result.ok) finish({ kind: 'ok', value: result.value });
    else finish(result.error.code === 'unavailable' ? { kind: 'unknown' } : { kind: 'refused', problem: result.error });
  }
}

function toldOf(reply: Reply<unknown>): string {
  return reply.kind === 'refused' ? `no: ${reply.problem.code}` : reply.kind;
}
