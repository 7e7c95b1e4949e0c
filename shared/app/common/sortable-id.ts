import type { EpochMs } from '../../domain/time.ts';
import type { Ids } from '../../ports.ts';

/** Digits of milliseconds in base 36: sorts as text until the year 5188. */
const timeDigits = 9;

/** A fresh id that sorts by when it was made: `rpt_<time><128 random bits>`; a list by descending key is newest first. */
export function sortableId(ids: Ids, prefix: string, now: EpochMs): string {
  const random = ids.fresh(prefix).slice(prefix.length + 1);
  return `${prefix}_${now.toString(36).padStart(timeDigits, '0')}${random}`;
}
