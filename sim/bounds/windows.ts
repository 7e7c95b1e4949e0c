/**
 * What a talk surely takes of a volunteer's time when only the slot in which it starts is known. All times in seconds from
 * the start of the run.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The least that a talk of `length`, begun at any time of `start`, overlaps with `window`: at one of the ends of `start`. */
export function leastOverlap(start: Span, length: number, window: Span): number {
  return Math.min(overlap(start.from, length, window), overlap(start.to, length, window));
}

function overlap(from: number, length: number, window: Span): number {
  return Math.max(0, Math.min(from + length, window.to) - Math.max(from, window.from));
}

/** Slots joined to one window: a single one tells what cannot be at once, longer ones lose less to not knowing the start. */
const joined = [1, 4];

/**
 * The windows of a shift that bound what fits into it: from its beginning to each end of a slot, and every run of `joined` slots
 * inside it. What is done in a window is at most as long as the window, times the volunteer's places.
 */
export function windowsOf(shift: Span, slot: number): readonly Span[] {
  const first = Math.ceil(shift.from / slot);
  const last = Math.floor(shift.to / slot);
  const ends = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * slot).filter(
    (end) => end > shift.from,
  );
  const prefixes = [...ends, ...(last * slot < shift.to ? [shift.to] : [])].map((to) => ({ from: shift.from, to }));
  const runs = joined.flatMap((length) =>
    ends.map((from) => ({ from, to: from + length * slot })).filter((window) => window.to <= shift.to),
  );
  return [...prefixes, ...runs];
}
