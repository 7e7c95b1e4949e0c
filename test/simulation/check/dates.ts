/** The day in a time zone, for a checker that asks for it again and again. */
import { localDate } from '../../../shared/domain/hours/wall-clock.ts';
import { epochMs } from '../../../shared/domain/time.ts';

/** Milliseconds in which no clock on a wall goes to the next day unnoticed: zones change at whole minutes. */
const minuteMs = 60_000;
/** Days that are remembered: far more minutes than a run has. */
const datesMax = 10_000;
const dates = new Map<string, string>();

/** The calendar date in the zone, as `YYYY-MM-DD`; `at` in milliseconds since the epoch. */
export function dateAt(zone: string, at: number): string {
  const minute = `${zone} ${Math.floor(at / minuteMs)}`;
  const known = dates.get(minute);
  if (known !== undefined) return known;
  const date = localDate(zone, epochMs.parse(at));
  if (dates.size >= datesMax) dates.clear();
  dates.set(minute, date);
  return date;
}
