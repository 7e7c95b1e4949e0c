/** The date in a time zone, remembered, because the checker needs it many times. */
import { localDate } from '../../../shared/domain/hours/wall-clock.ts';
import { epochMs } from '../../../shared/domain/time.ts';

/** Milliseconds within which the date does not change: the dates of all zones change at whole minutes. */
const minuteMs = 60_000;
/** Maximum of remembered dates: far more minutes than a run has. */
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
