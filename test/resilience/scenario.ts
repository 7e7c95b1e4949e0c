/** What every scenario is, and how much of it. */
import type { Part } from './processes.ts';
import type { Verdict } from './verdict.ts';

export interface Size {
  /** People of the storm. */
  readonly seekers: number;
  readonly volunteers: number;
  /** Milliseconds of a load that can be borne, and again of one that cannot. */
  readonly loadMs: number;
  /** How many are killed, and milliseconds between two of them, or between two pauses, at most. */
  readonly blows: number;
  readonly betweenMsMax: number;
  /** What is paused by itself, and milliseconds of that: longer than any function may take. */
  readonly pausedParts: readonly Part[];
  readonly partPauseMs: number;
  /** Milliseconds that workers are paused who come back: shorter than a function may take, longer than an offer is open. */
  readonly shortPauseMs: number;
  /** Milliseconds that everything is paused: longer than a lease. */
  readonly pauseMs: number;
  /** Milliseconds that the disk stays full, and that each kind of slowness lasts. */
  readonly fullMs: number;
  readonly slowMs: number;
}

export interface Playing {
  readonly seed: number;
  readonly size: Size;
  /** An empty folder of its own. */
  readonly stateDir: string;
}

export interface Scenario {
  readonly name: string;
  /** Why it cannot be played on this machine; absent or undefined: it can. */
  impossible?(): string | undefined;
  /** Starts a service of its own and ends it, whatever comes. */
  play(playing: Playing): Promise<Verdict>;
}
