/** What the calls of the API met: how many, how long, and each unexpected answer. */
import type { RouteId } from '../client/route.ts';

export interface Meter {
  /** Milliseconds of each answered call that was not held, by route. */
  readonly answered: Map<RouteId, number[]>;
  /** Calls that were held, on purpose, until something changed. */
  held: number;
  /** Calls that were not answered, or answered "come later": 429 and 503. */
  later: number;
  /** Answers about a seeker without help in them. */
  supportMissing: number;
  /** How often each unexpected answer came: `POST … 500 internal`. */
  readonly unexpected: Map<string, number>;
}

/** A meter of an evening that has not begun. */
export function newMeter(): Meter {
  return { answered: new Map(), held: 0, later: 0, supportMissing: 0, unexpected: new Map() };
}

/** Counts an unexpected answer, by route and problem. */
export function countUnexpected(meter: Meter, what: string): void {
  meter.unexpected.set(what, (meter.unexpected.get(what) ?? 0) + 1);
}

/** Notes how long a call took that was not held. */
export function countAnswered(meter: Meter, route: RouteId, milliseconds: number): void {
  const times = meter.answered.get(route);
  if (times === undefined) meter.answered.set(route, [milliseconds]);
  else times.push(milliseconds);
}

/** How many calls were answered. */
export function answeredIn({ answered, held }: Meter): number {
  return [...answered.values()].reduce((sum, times) => sum + times.length, held);
}
