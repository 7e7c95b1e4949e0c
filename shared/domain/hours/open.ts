/**
 * When a space is open. A span opens and closes at the first instant at which the local clock shows that time or a later one
 * (`instantOf`). So each span opens once and closes once a day, also in the nights in which the clock changes. A span that lies
 * wholly in a skipped hour does not happen.
 */
import { epochMs, type EpochMs } from '../time.ts';
import { weekdays, type DaySpan, type Hours, type HoursException } from './hours.ts';
import { hoursHorizonDays } from './limits.ts';
import { dayMs, instantOf, minuteMs, wallAt } from './wall-clock.ts';

interface OpenSpan {
  readonly opens: EpochMs;
  readonly closes: EpochMs;
}

/** Whether the space is open at the instant. At its closing instant it is already closed. */
export function isOpenAt(of: Hours, zone: string, at: EpochMs): boolean {
  // A span of tomorrow can contain the instant, if the clock goes back over midnight.
  return isAlways(of) || daysFrom(zone, at, 3).some((day) => spansOfDay(of, zone, day).some((span) => holds(span, at)));
}

/**
 * The first instant, `at` or later, at which the space is open. It is `at` itself if the space is open now, and null if it never
 * opens.
 */
export function opensAt(of: Hours, zone: string, at: EpochMs): EpochMs | null {
  if (isOpenAt(of, zone, at)) return at;
  const days = daysFrom(zone, at, hoursHorizonDays);
  for (const day of [...days, ...daysAfterExceptions(of, days.at(-1) ?? 0)]) {
    const next = spansOfDay(of, zone, day).find(({ opens }) => opens > at);
    if (next !== undefined) return next.opens;
  }
  return null;
}

/**
 * The first instant after `at` at which the space is closed. Null if it is closed now, or does not close in the next
 * `hoursHorizonDays`.
 */
export function closesAt(of: Hours, zone: string, at: EpochMs): EpochMs | null {
  if (isAlways(of) || !isOpenAt(of, zone, at)) return null;
  let end = at;
  for (const day of daysFrom(zone, at, hoursHorizonDays)) {
    const spans = spansOfDay(of, zone, day);
    end = spans.reduce((latest, span) => (holds(span, latest) ? span.closes : latest), end);
    // Spans of later days open later. Once a day starts after the end, no further span can extend it.
    if (instantOf(zone, day) > end) return end;
  }
  return null;
}

function isAlways(of: Hours): boolean {
  return 'always' in of && (of.exceptions ?? []).length === 0;
}

function holds({ opens, closes }: OpenSpan, at: EpochMs): boolean {
  return opens <= at && at < closes;
}

/**
 * This many local midnights (as wall readings) whose spans can matter at the instant or later. The first is that of yesterday,
 * because its spans may reach into today.
 */
function daysFrom(zone: string, at: EpochMs, count: number): readonly number[] {
  const today = Math.floor(wallAt(zone, at) / dayMs) * dayMs;
  return Array.from({ length: count }, (_, index) => today + (index - 1) * dayMs);
}

/** The dates with hours of their own after this day, each with the week that follows it, in order. */
function daysAfterExceptions(of: Hours, last: number): readonly number[] {
  const dates = (of.exceptions ?? []).map(({ date }) => Date.parse(date)).filter((day) => day > last);
  const days = dates.flatMap((day) => Array.from({ length: hoursHorizonDays }, (_, index) => day + index * dayMs));
  return [...new Set(days)].toSorted((a, b) => a - b);
}

/** The spans that start on a local day, the earliest first. On a date with hours of its own only these count. */
function spansOfDay(of: Hours, zone: string, day: number): readonly OpenSpan[] {
  const until = exceptionOn(of, day + dayMs) === undefined ? Infinity : instantOf(zone, day + dayMs);
  return usualOrOwn(of, day)
    .map(({ from, to }) => ({
      opens: instantOf(zone, day + timeOfDay(from)),
      closes: epochMs.parse(Math.min(until, instantOf(zone, day + timeOfDay(to) + (to < from ? dayMs : 0)))),
    }))
    .filter(({ opens, closes }) => opens < closes)
    .toSorted((a, b) => a.opens - b.opens);
}

function usualOrOwn(of: Hours, day: number): readonly DaySpan[] {
  const own = exceptionOn(of, day);
  if (own !== undefined) return own.open;
  if ('always' in of) return [{ from: '00:00', to: '24:00' }];
  const weekday = weekdays[new Date(day).getUTCDay()];
  return of.weekly.filter((span) => span.day === weekday);
}

function exceptionOn(of: Hours, day: number): HoursException | undefined {
  if (of.exceptions === undefined) return undefined;
  const date = new Date(day).toISOString().slice(0, 10);
  return of.exceptions.find((one) => one.date === date);
}

function timeOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return (hour * 60 + minute) * minuteMs;
}
