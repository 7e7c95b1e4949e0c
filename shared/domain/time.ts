/** Times are milliseconds since the epoch, UTC. Durations in the API and in limits are seconds, with the unit in the name. */
import * as z from 'zod';

export const epochMs = z.number().int().nonnegative().brand<'EpochMs'>();
export type EpochMs = z.infer<typeof epochMs>;

/** `at` plus a number of seconds (which may be negative or fractional), never below 0. */
export function plusSeconds(at: EpochMs, seconds: number): EpochMs {
  return epochMs.parse(Math.max(0, Math.round(at + seconds * 1000)));
}

/** Whole seconds from `from` to `to`, rounded down, never negative. */
export function secondsBetween(from: EpochMs, to: EpochMs): number {
  return Math.max(0, Math.floor((to - from) / 1000));
}

/** ISO 8601, UTC, as the API spells times. */
export function toIso(at: EpochMs): string {
  return new Date(at).toISOString();
}

/** The instant that an ISO 8601 text names, or undefined if it names none. */
export function fromIso(text: string): EpochMs | undefined {
  const parsed = epochMs.safeParse(Date.parse(text));
  return parsed.success ? parsed.data : undefined;
}

/** The first of the given times. Undefined if there is none. */
export function earliest(...times: readonly (EpochMs | undefined)[]): EpochMs | undefined {
  let low: EpochMs | undefined;
  for (const at of times) if (at !== undefined && (low === undefined || at < low)) low = at;
  return low;
}

/** The last of the given times. */
export function latest(first: EpochMs, ...others: readonly EpochMs[]): EpochMs {
  let high = first;
  for (const at of others) if (at > high) high = at;
  return high;
}
