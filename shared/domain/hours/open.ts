/**
 * When a space is open. A span opens and closes at the first instant at which the local clock shows that time or a later one
 * (`instantOf`). So each span opens once and closes once a day, also in the nights in which the clock changes. A span that lies
 * wholly in a skipped hour does not happen.
 */
import type { EpochMs } from '../time.ts';
import { weekdays, type Hours, type HoursSpan } from './hours.ts';
import { hoursHorizonDays } from '../limits.ts';
import { dayMs, instantOf, minuteMs, wallAt } from './wall-clock.ts';

interface OpenSpan {
  readonly opens: EpochMs;
  readonly closes: EpochMs;
}

/** Whether the space is open at the instant. At its closing instant it is already closed. */
export function isOpenAt(of: Hours, zone: string, at: EpochMs): boolean {
  return 'always' in of || openSpans(of.weekly, zone, at).some((span) => holds(span, at));
}

/**
 * The first instant, `at` or later, at which the space is open. It is `at` itself if the space is open now, and null if it never
 * opens.
 */
export function opensAt(of: Hours, zone: string, at: EpochMs): EpochMs | null {
  if (isOpenAt(of, zone, at) || 'always' in of) return at;
  for (const day of daysFrom(zone, at)) {
    const next = spansOfDay(of.weekly, zone, day).find(({ opens }) => opens > at);
    if (next !== undefined) return next.opens;
  }
  return null;
}

/** The first instant after `at` at which the space is closed. Null if it is closed now, or never closes. */
export function closesAt(of: Hours, zone: string, at: EpochMs): EpochMs | null {
  if ('always' in of || !isOpenAt(of, zone, at)) return null;
  let end = at;
  for (const day of daysFrom(zone, at)) {
    const spans = spansOfDay(of.weekly, zone, day);
    end = spans.reduce((latest, span) => (holds(span, latest) ? span.closes : latest), end);
    // Spans of later days open later. Once a day starts after the end, no further span can extend it.
    if (instantOf(zone, day) > end) return end;
  }
  return null;
}

function holds({ opens, closes }: OpenSpan, at: EpochMs): boolean {
  return opens <= at && at < closes;
}

/**
 * The local midnights (as wall readings) whose spans can matter at the instant or later. A span of yesterday may reach into
 * today.
 */
function daysFrom(zone: string, at: EpochMs): readonly number[] {
  const today = Math.floor(wallAt(zone, at) / dayMs) * dayMs;
  return Array.from({ length: hoursHorizonDays }, (_, index) => today + (index - 1) * dayMs);
}

/** The spans that can contain an instant. A span of tomorrow can, if the clock goes back over midnight. */
function openSpans(weekly: readonly HoursSpan[], zone: string, at: EpochMs): readonly OpenSpan[] {
  return daysFrom(zone, at)
    .slice(0, 3)
    .flatMap((day) => spansOfDay(weekly, zone, day));
}

/** The spans that start on a local day, the earliest first. */
function spansOfDay(weekly: readonly HoursSpan[], zone: string, day: number): readonly OpenSpan[] {
  const weekday = weekdays[new Date(day).getUTCDay()];
  return weekly
    .filter((span) => span.day === weekday)
    .map(({ from, to }) => ({
      opens: instantOf(zone, day + timeOfDay(from)),
      closes: instantOf(zone, day + timeOfDay(to) + (to < from ? dayMs : 0)),
    }))
    .filter(({ opens, closes }) => opens < closes)
    .toSorted((a, b) => a.opens - b.opens);
}

function timeOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return (hour * 60 + minute) * minuteMs;
}
