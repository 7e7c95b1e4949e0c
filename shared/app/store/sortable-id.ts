import type { EpochMs } from '../../domain/time.ts';
import type { Ids } from '../../ports.ts';

/** Digits of milliseconds in base 36. They sort as text until the year 5188. */
const timeDigits = 9;

/** A new id that sorts by the time it was made: `rpt_<time><128 random bits>`. A list by descending key has the newest first. */
export function sortableId(ids: Ids, prefix: string, now: EpochMs): string {
  const random = ids.fresh(prefix).slice(prefix.length + 1);
  return `${prefix}_${now.toString(36).padStart(timeDigits, '0')}${random}`;
}
