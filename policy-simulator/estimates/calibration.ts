/** Checks the estimates against the waits that followed. */
import type { Estimated } from './replay.ts';

export interface Calibration {
  readonly month: string;
  /** Served calls that got an estimate. */
  readonly estimated: number;
  /** Shares of these calls: the wait was in the range, longer, or shorter. */
  readonly inRange: number;
  readonly longer: number;
  readonly shorter: number;
  /** Of the callers who had to wait at all, the share whose wait was in the range. */
  readonly inRangeOfWaiting: number;
  /** Mean width of the ranges in seconds. A range without an upper end counts as half an hour. */
  readonly width: number;
  /** Share of estimates of one minute or less. */
  readonly short: number;
  /** Share of all calls that got no estimate. */
  readonly nothing: number;
}

const openEndSeconds = 1800;
const shortSeconds = 60;

/** For each month and for all. Only served calls count, because the full wait of the other calls is not known. */
export function calibrationOf(all: readonly Estimated[]): readonly Calibration[] {
  return [...[...Map.groupBy(all, (one) => one.month)].map(([month, of]) => calibrated(month, of)), calibrated('all', all)];
}

function calibrated(month: string, all: readonly Estimated[]): Calibration {
  const known = all.flatMap(({ served, wait, estimate }) => {
    if (!served || estimate === null) return [];
    const to = estimate.toSeconds ?? openEndSeconds;
    const longer = estimate.toSeconds !== null && wait > estimate.toSeconds;
    const shorter = wait < estimate.fromSeconds;
    return [{ wait, longer, shorter, inRange: !longer && !shorter, width: to - estimate.fromSeconds, short: to <= shortSeconds }];
  });
  const share = (of: (one: (typeof known)[number]) => boolean, among = known) =>
    among.filter(of).length / Math.max(1, among.length);
  return {
    month,
    estimated: known.length,
    inRange: share((one) => one.inRange),
    longer: share((one) => one.longer),
    shorter: share((one) => one.shorter),
    inRangeOfWaiting: share(
      (one) => one.inRange,
      known.filter(({ wait }) => wait > 0),
    ),
    width: known.reduce((sum, one) => sum + one.width, 0) / Math.max(1, known.length),
    short: share((one) => one.short),
    nothing: all.filter(({ estimate }) => estimate === null).length / Math.max(1, all.length),
  };
}
