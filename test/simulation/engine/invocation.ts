/** One run of one function on one host. It ends when it returns, throws, is killed or runs out of time. */
import {
  eventCounterTimeoutSeconds,
  httpTimeoutSeconds,
  matcherTimeoutSeconds,
  reconcilerTimeoutSeconds,
  longPollTimeoutSeconds,
} from '../../../infra/limits.ts';
import { epochMs, type EpochMs } from '../../../shared/domain/time.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { SeededRandom } from '../../../random/seeded-random.ts';
import { Seen } from './seen.ts';

/** The timeout of each deployed function, in seconds. */
export const secondsMax = {
  api: httpTimeoutSeconds,
  longPoll: longPollTimeoutSeconds,
  matcher: matcherTimeoutSeconds,
  reconciler: reconcilerTimeoutSeconds,
  eventCounter: eventCounterTimeoutSeconds,
} as const;

export type InvocationKind = keyof typeof secondsMax;

/** Whether a caller started it and waits for its answer. */
export function isCalled(kind: InvocationKind): boolean {
  return kind === 'api' || kind === 'longPoll';
}

export type Ended<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'died' };

export interface InvocationParts {
  readonly name: string;
  readonly kind: InvocationKind;
  readonly host?: string;
  readonly random: SeededRandom;
  /** In milliseconds of the simulated clock. */
  readonly began: number;
  readonly deadline: number;
  /** Milliseconds on the clock of its host. */
  readonly clock: () => number;
}

export class Invocation {
  readonly name: string;
  readonly kind: InvocationKind;
  /** The name of its host, which has its own clock. */
  readonly host: string;
  readonly random: SeededRandom;
  readonly began: number;
  readonly deadline: number;
  readonly seen = new Seen();
  /** Port calls and ids so far. */
  calls = 0;
  ids = 0;
  alive = true;
  /** Whether its caller has an answer already: its time was nearly over, and it goes on. */
  late = false;
  /** Whether its process does nothing until its next event. */
  frozen = false;
  /** Whether each of its calls to the store takes about as long as its whole answer should. */
  slow = false;
  /** Whether its host is overloaded. */
  overloaded = false;
  #draws = 0;
  /** Set before it runs. */
  ports: Ports | undefined;
  readonly #clock: () => number;
  #told: EpochMs;

  constructor({ name, kind, host = '', random, began, deadline, clock }: InvocationParts) {
    this.name = name;
    this.kind = kind;
    this.host = host;
    this.random = random;
    this.began = began;
    this.deadline = deadline;
    this.#clock = clock;
    this.#told = epochMs.parse(clock());
  }

  /** Bytes for its next id: each id follows from the seed, the invocation and its number. */
  readonly idBytes = (count: number): Buffer => {
    this.ids += 1;
    return this.random.of('id', this.ids).bytes(count);
  };

  /** The next random number of its process: at least 0 and less than 1. */
  draw(): number {
    this.#draws += 1;
    return this.random.of('draw', this.#draws).next();
  }

  /** Waits a number of milliseconds on the clock of its host. Set before it runs. */
  sleep: (ms: number) => Promise<void> = () => Promise.reject(new Error('it does not run'));

  /** The time on the clock of its host. */
  now(): EpochMs {
    this.#told = epochMs.parse(this.#clock());
    return this.#told;
  }

  /** The time that it read last and that it uses for its decisions. */
  get decidesAt(): EpochMs {
    return this.#told;
  }
}
