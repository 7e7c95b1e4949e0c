/** ISO 8601 weeks, in UTC. A week is coarse enough that feedback cannot be traced to a talk. */
import type { EpochMs } from '../time.ts';
import { dayMs } from './wall-clock.ts';

/** `2026-W47`: the week that contains the Thursday nearest to the instant (ISO 8601). Weeks sort as text. */
export function isoWeek(at: EpochMs): string {
  const day = Math.floor(at / dayMs);
  const weekday = (day + 3) % 7;
  const thursday = day - weekday + 3;
  const year = new Date(thursday * dayMs).getUTCFullYear();
  const newYear = Math.floor(Date.UTC(year, 0, 1) / dayMs);
  return `${year}-W${String(Math.floor((thursday - newYear) / 7) + 1).padStart(2, '0')}`;
}
