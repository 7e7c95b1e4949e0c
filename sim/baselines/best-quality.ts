/** First come, first served, by the best fit: what a service does that ranks listeners and nothing else. */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { qualityOf } from '../measure/quality.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

/** Fit of the two, 0 to 1. */
export function fitOf({ ask }: Talk, { volunteer, facts }: Seat): number {
  return qualityOf(ask, { ...facts, volunteer });
}

export const bestQuality: SimPolicyKind = {
  name: 'best-quality',
  about: 'first come first served, best fit of topic and preferences',
  start: () =>
    oneByOne('best-quality', {
      pick: (talk, candidates) => candidates.toSorted((a, b) => fitOf(talk, b) - fitOf(talk, a) || longestIdleFirst(a, b))[0],
    }),
};
