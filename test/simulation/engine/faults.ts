/**
 * The faults of a run: how often they strike, and which did. Every fault has a name that says where it struck, so that a failure can be
 * repeated with only some of the faults.
 */
import type { SeededRandom } from '../../../random/seeded-random.ts';

/** Chances from 0 to 1: per port call, per message, per call of a client. */
export interface FaultRates {
  /** The invocation ends at this await, before or after the call took effect. */
  readonly crash: number;
  readonly throttled: number;
  readonly conflict: number;
  readonly unknownDone: number;
  readonly unknownUndone: number;
  /** The answer takes seconds instead of milliseconds. */
  readonly stall: number;
  /** All calls of an invocation take about a second. */
  readonly slowHost: number;
  readonly wakeLost: number;
  readonly wakeDoubled: number;
  readonly wakeLate: number;
  /** A message goes to a second matcher while the first still works on the room. */
  readonly twoMatchers: number;
  readonly requestLost: number;
  readonly answerLost: number;
  /** A call arrives a second time, up to a minute later. */
  readonly doubledCall: number;
  /** The host of a call is overloaded, and sheds the calls that may be shed. */
  readonly overloaded: number;
  readonly recordsLate: number;
  readonly recordsReplayed: number;
  /** Changes that reach the indexes late, and the maximum of milliseconds by which they are late. */
  readonly lag: number;
  readonly lagMsMax: number;
  /** Maximum error of the clocks of hosts, in milliseconds, forwards or backwards. The error sometimes changes in a step. */
  readonly skewMsMax: number;
  /** The next version is deployed, which ends all running invocations. */
  readonly deploys: number;
}

/** Faults that strike at one place in the run. */
export const faultKinds = [
  ...(['crash', 'throttled', 'conflict', 'unknownDone', 'unknownUndone', 'stall', 'slowHost'] as const),
  ...(['wakeLost', 'wakeDoubled', 'wakeLate', 'twoMatchers'] as const),
  ...(['requestLost', 'answerLost', 'doubledCall', 'overloaded', 'recordsLate', 'recordsReplayed', 'lag', 'deploys'] as const),
] as const satisfies readonly (keyof FaultRates)[];

export type FaultKind = (typeof faultKinds)[number];

/** Effects of faults that a run counts. A workload without one of them would test less than it says. */
export const mishaps = [
  ...(['get', 'getMany', 'query', 'count', 'commit', 'wake', 'wakeLater', 'hit'] as const).map((port) => `died at ${port}`),
  'died at commit and it took effect',
  'out of time',
  'went on after its answer',
  'refused after the deadline',
  'ended by a deploy',
  'written by the next version',
  'written over the next version',
  'clock ahead',
  'clock behind',
  'clock stepped back',
  'two matchers at once',
  'outage',
] as const;

export const noFaults: FaultRates = {
  crash: 0,
  throttled: 0,
  conflict: 0,
  unknownDone: 0,
  unknownUndone: 0,
  stall: 0,
  slowHost: 0,
  wakeLost: 0,
  wakeDoubled: 0,
  wakeLate: 0,
  twoMatchers: 0,
  requestLost: 0,
  answerLost: 0,
  doubledCall: 0,
  overloaded: 0,
  recordsLate: 0,
  recordsReplayed: 0,
  lag: 0,
  lagMsMax: 0,
  skewMsMax: 0,
  deploys: 0,
};

const badStore = { throttled: 0.01, conflict: 0.04, unknownDone: 0.02, unknownUndone: 0.02 };
const badMessages = { wakeLost: 0.2, wakeDoubled: 0.2, wakeLate: 0.2, twoMatchers: 0.3 };
const badNetwork = { slowHost: 0.04, requestLost: 0.04, answerLost: 0.06, doubledCall: 0.1, overloaded: 0.05 };
const badCrashes = { crash: 0.006, stall: 0.01, deploys: 0.4 };
const badClocks = { skewMsMax: 20_000 };
const worseClocks = { skewMsMax: 60_000 };
const badIndex = { lag: 0.6, lagMsMax: 4_000 };
const badStream = { recordsLate: 0.2, recordsReplayed: 0.2 };

/** The fault profiles by name. Each run has one of them. */
export const faultProfiles = {
  none: noFaults,
  races: { ...noFaults, slowHost: 0.04, stall: 0.02, twoMatchers: 0.4, doubledCall: 0.1 },
  store: { ...noFaults, ...badStore, ...badStream },
  messages: { ...noFaults, ...badMessages, ...badStream },
  'wakes-lost': { ...noFaults, wakeLost: 1 },
  network: { ...noFaults, ...badNetwork, stall: 0.02 },
  crashes: { ...noFaults, ...badCrashes, ...badStream },
  clocks: { ...noFaults, ...worseClocks, twoMatchers: 0.2 },
  lag: { ...noFaults, ...badIndex, twoMatchers: 0.2 },
  blind: { ...noFaults, lag: 0.9, lagMsMax: 10_000, wakeLost: 1 },
  everything: {
    ...noFaults,
    ...badStore,
    ...badMessages,
    ...badNetwork,
    ...badCrashes,
    ...badClocks,
    ...badIndex,
    ...badStream,
  },
} as const satisfies Record<string, FaultRates>;

export type ProfileName = keyof typeof faultProfiles;

export interface Fired {
  /** The invocation, the number of its call, and the fault: `matcher.3 7 conflict`. */
  readonly name: string;
  readonly at: number;
}

export interface FaultsOptions {
  readonly rates: FaultRates;
  readonly random: SeededRandom;
  readonly only?: readonly string[] | undefined;
  /** From and to, in milliseconds: the store is unavailable. */
  readonly outage?: { readonly from: number; readonly to: number } | undefined;
  readonly now: () => number;
}

/** Decides which faults strike in a run: by random numbers, and only the named ones while a failure is shrunk. */
export class Faults {
  readonly fired: Fired[] = [];
  /** How often each fault struck, and how often its effects were counted. */
  readonly counts = new Map<string, number>();
  #on = true;
  readonly #rates: FaultRates;
  readonly #random: SeededRandom;
  readonly #only: ReadonlySet<string> | undefined;
  readonly #now: () => number;
  readonly #outage: FaultsOptions['outage'];

  constructor(options: FaultsOptions) {
    this.#rates = options.rates;
    this.#random = options.random;
    this.#only = options.only === undefined ? undefined : new Set(options.only);
    this.#now = options.now;
    this.#outage = options.outage;
  }

  /** From now on no fault strikes. */
  stop(): void {
    this.#on = false;
  }

  get rates(): FaultRates {
    return this.#on ? this.#rates : noFaults;
  }

  /** Whether this fault strikes here. */
  strikes(kind: FaultKind, where: string): boolean {
    if (kind === 'throttled' && this.#outage !== undefined && this.#now() >= this.#outage.from && this.#now() < this.#outage.to) {
      this.note('outage');
      return true;
    }
    const chance = this.rates[kind];
    if (chance === 0 || !this.#random.of(kind, where).chance(chance)) return false;
    const name = `${where} ${kind}`;
    if (this.#only !== undefined && !this.#only.has(name)) return false;
    this.fired.push({ name, at: this.#now() });
    this.note(kind);
    return true;
  }

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** The first of these that strikes. */
  first(kinds: readonly FaultKind[], where: string): FaultKind | undefined {
    return kinds.find((kind) => this.strikes(kind, where));
  }
}
