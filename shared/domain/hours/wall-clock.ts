/**
 * What a clock on the wall shows in a time zone. A reading is kept as one number, `wall`: the milliseconds since the epoch at
 * which a UTC clock shows the same. Readings can be added and compared like times, and midnights are multiples of a day.
 */
import { epochMs, type EpochMs } from '../time.ts';
import { formatterOf } from './time-zone.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** The reading at an instant (milliseconds since the epoch), exact to the millisecond. */
export function wallAt(zone: string, at: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
    formatterOf(zone).format(at).match(/\d+/gu)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / 1000) * 1000);
}

/**
 * The first instant at which the clock shows the reading or a later one. This also settles the two nights in which the clock
 * changes. A time that the clock skips is the instant of the jump. A time that it shows twice is the first of the two. Never
 * before the epoch.
 */
export function instantOf(zone: string, wall: number): EpochMs {
  // No zone changes its clock twice in two days, so one of these two offsets is right.
  const guesses = [wall - dayMs, wall + dayMs].map((near) => wall - (wallAt(zone, near) - near)).toSorted((a, b) => a - b);
  const [low = wall, high = wall] = guesses;
  const exact = guesses.find((guess) => wallAt(zone, guess) === wall);
  return epochMs.parse(Math.max(0, exact ?? jumpBetween(zone, wall, [low, high])));
}

/** The first instant after `low`, and `high` at the latest, at which the clock is no longer before `wall`. */
function jumpBetween(zone: string, wall: number, [low, high]: readonly [number, number]): number {
  if (high - low <= 1) return high;
  const middle = Math.floor((low + high) / 2);
  return jumpBetween(zone, wall, wallAt(zone, middle) < wall ? [middle, high] : [low, middle]);
}

/** The calendar date in the zone, as `YYYY-MM-DD`. */
export function localDate(zone: string, at: EpochMs): string {
  return new Date(wallAt(zone, at)).toISOString().slice(0, 10);
}
