/** Whether what was told came true. */
import type { Told } from './replay.ts';

export interface Calibration {
  readonly month: string;
  /** Calls that were served and told something. */
  readonly told: number;
  /** Shares of them: the wait was in the range, longer, shorter. */
  readonly held: number;
  readonly longer: number;
  readonly shorter: number;
  /** Of those who had to wait at all, the share whose wait was in the range. */
  readonly heldOfWaiting: number;
  /** Mean width of the ranges in seconds; what has no upper end counts to half an hour. */
  readonly width: number;
  /** Share told "up to a minute" or less. */
  readonly short: number;
  /** Share of all calls that were told nothing. */
  readonly nothing: number;
}

const openEndSeconds = 1800;
const shortSeconds = 60;

/** Of each month, and of all; of calls that were served, for nobody knows how long the others would have waited. */
export function calibrationOf(all: readonly Told[]): readonly Calibration[] {
  return [...[...Map.groupBy(all, (one) => one.month)].map(([month, of]) => calibrated(month, of)), calibrated('all', all)];
}

function calibrated(month: string, all: readonly Told[]): Calibration {
  const known = all.flatMap(({ served, wait, told }) => {
    if (!served || told === null) return [];
    const to = told.toSeconds ?? openEndSeconds;
    const longer = told.toSeconds !== null && wait > told.toSeconds;
    const shorter = wait < told.fromSeconds;
    return [{ wait, longer, shorter, held: !longer && !shorter, width: to - told.fromSeconds, short: to <= shortSeconds }];
  });
  const share = (of: (one: (typeof known)[number]) => boolean, among = known) =>
    among.filter(of).length / Math.max(1, among.length);
  return {
    month,
    told: known.length,
    held: share((one) => one.held),
    longer: share((one) => one.longer),
    shorter: share((one) => one.shorter),
    heldOfWaiting: share(
      (one) => one.held,
      known.filter(({ wait }) => wait > 0),
    ),
    width: known.reduce((sum, one) => sum + one.width, 0) / Math.max(1, known.length),
    short: share((one) => one.short),
    nothing: all.filter(({ told }) => told === null).length / Math.max(1, all.length),
  };
}
