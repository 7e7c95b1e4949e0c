/** What the players' calls of the API met: how many, how long, and everything that the contract does not say. */
import type { RouteId } from '../shared/contract/contract.ts';

export interface Meter {
  /** Milliseconds of each answered call that was not held, by route. */
  readonly answered: Map<RouteId, number[]>;
  /** Calls that were held, on purpose, until something changed. */
  held: number;
  /** Calls made again after 503, 429 or no answer. */
  again: number;
  /** The gateway's own 503, for a function that did not answer in time. */
  timedOut: number;
  /** Answers about a seeker without help in them. */
  supportMissing: number;
  /** How often each answer came that nobody reckoned with: `POST … 500 internal`. */
  readonly unexpected: Map<string, number>;
}

/** A meter of an evening that has not begun. */
export function newMeter(): Meter {
  return { answered: new Map(), held: 0, again: 0, timedOut: 0, supportMissing: 0, unexpected: new Map() };
}

/** Counts an answer nobody reckoned with, by route and problem. */
export function countUnexpected(meter: Meter, what: string): void {
  meter.unexpected.set(what, (meter.unexpected.get(what) ?? 0) + 1);
}

/** Notes how long a call took that was not held. */
export function countAnswered(meter: Meter, route: RouteId, milliseconds: number): void {
  const times = meter.answered.get(route);
  if (times === undefined) meter.answered.set(route, [milliseconds]);
  else times.push(milliseconds);
}
