/** First come, first served, and the best fit: a service that ranks listeners and does nothing else. */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { fitQuality } from '../workload/fit.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

/** Fit of the request and the volunteer, 0 to 1. */
export function fitOf({ criteria }: Talk, { volunteer, facts }: Seat): number {
  return fitQuality(criteria, { ...facts, volunteer });
}

/** A volunteer with the fit to one request. */
interface Ranked {
  readonly seat: Seat;
  readonly fit: number;
}

/** The fit of each volunteer, computed once. */
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
