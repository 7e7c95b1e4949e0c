/**
 * The least time of a volunteer that a talk takes when only the slot of its start is known. All times are seconds from the start
 * of the run.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The shortest overlap of `window` with a talk of `length` that begins at any time in `start`. It occurs at one of the ends of
 * `start`.
 */
export function leastOverlap(start: Span, length: number, window: Span): number {
  return Math.min(overlap(start.from, length, window), overlap(start.to, length, window));
}

function overlap(from: number, length: number, window: Span): number {
  return Math.max(0, Math.min(from + length, window.to) - Math.max(from, window.from));
}

/** 1 if a talk of `length`, begun at any time in `start`, is certainly in progress at `at`; else 0. */
export function surelyAt(start: Span, length: number, at: number): number {
  return start.to <= at && start.from + length > at ? 1 : 0;
}

/**
 * A limit of a volunteer: within a window no more talking time than the window is long, and at an instant no more talks than
 * places.
 */
export type Limit = { readonly kind: 'window'; readonly window: Span } | { readonly kind: 'instant'; readonly at: number };

/** Number of slots joined to one window, in addition to the windows that begin with the shift. */
const joined = 4;

/**
 * The limits of a shift: at the instants between slots and at its end; over the windows from its beginning to each of these
 * instants; and over every run of `joined` slots inside it.
 */
export function limitsOf(shift: Span, slot: number): readonly Limit[] {
  const first = Math.ceil(shift.from / slot);
  const last = Math.floor(shift.to / slot);
  const between = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * slot).filter(
    (at) => at > shift.from && at < shift.to,
  );
  const ends = [...between, shift.to];
  const runs = between.map((from) => ({ from, to: from + joined * slot })).filter((window) => window.to <= shift.to);
  return [
    ...ends.map((at) => ({ kind: 'instant' as const, at })),
    ...[...ends.map((to) => ({ from: shift.from, to })), ...runs].map((window) => ({ kind: 'window' as const, window })),
  ];
}

/** The least share of one place of the limit that a talk of this length takes when it begins at any time in `start`. */
export function leastShare(start: Span, length: number, limit: Limit): number {
  return limit.kind === 'instant'
    ? surelyAt(start, length, limit.at)
    : leastOverlap(start, length, limit.window) / (limit.window.to - limit.window.from);
}
