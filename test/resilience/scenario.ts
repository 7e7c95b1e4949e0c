/** What a scenario is, and its size. */
import type { Part } from './processes.ts';
import type { Verdict } from './verdict.ts';

export interface Size {
  /** Seekers and volunteers of the crowd. */
  readonly seekers: number;
  readonly volunteers: number;
  /** Milliseconds of a load that the service can bear, and again of one that it cannot. */
  readonly loadMs: number;
  /** How many parts are killed, and the most milliseconds between two kills or two pauses. */
  readonly disruptions: number;
  readonly betweenMsMax: number;
  /** The parts that are paused alone, and the milliseconds of such a pause: longer than any function may take. */
  readonly pausedParts: readonly Part[];
  readonly partPauseMs: number;
  /** Milliseconds of the pause of workers that are not replaced: shorter than a function may take, longer than an offer is open. */
  readonly shortPauseMs: number;
  /** Milliseconds of the pause of everything: longer than a lease. */
  readonly pauseMs: number;
  /** Milliseconds for which the disk is full, and for which each kind of slowness lasts. */
  readonly fullMs: number;
  readonly slowMs: number;
}

export interface Playing {
  readonly seed: number;
  readonly size: Size;
  /** An empty folder for this scenario alone. */
  readonly stateDir: string;
}

export interface Scenario {
  readonly name: string;
  /** Why this machine cannot play the scenario. Absent or undefined: it can. */
  impossible?(): string | undefined;
  /** Starts a service for this scenario alone, and ends it in every case. */
  play(playing: Playing): Promise<Verdict>;
}
