/** First come, first served, by the best fit: what a service does that ranks listeners and nothing else. */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { qualityOf } from '../measure/quality.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

/** Fit of the two, 0 to 1. */
export function fitOf({ ask }: Talk, { volunteer, facts }: Seat): number {
  return qualityOf(ask, { ...facts, volunteer });
}

/** A volunteer, and how well they fit. */
interface Ranked {
  readonly seat: Seat;
  readonly fit: number;
}

/** The fit of each, found once. */
export function ranked(talk: Talk, seats: readonly Seat[]): readonly Ranked[] {
  return seats.map((seat) => ({ seat, fit: fitOf(talk, seat) }));
}

/** The best fit first, then the longest idle. */
export function bestFirst(a: Ranked, b: Ranked): number {
  return b.fit - a.fit || longestIdleFirst(a.seat, b.seat);
}

export const bestQuality: SimPolicyKind = {
  name: 'best-quality',
  about: 'first come first served, best fit of topic and preferences',
  start: () =>
    oneByOne('best-quality', {
      pick: (talk, candidates) => firstOf(ranked(talk, candidates), bestFirst)?.seat,
    }),
};
