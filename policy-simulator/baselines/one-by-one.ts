/**
 * The structure of most rules in use: requests are served one after the other, and each gets the first volunteer in some order.
 */
import type { Talk } from '../../shared/domain/talk.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { eventDriven, type SimOffer, type SimPolicy } from '../policies/sim-policy.ts';
import { freeIn, mayServe, olderFirst, waitingIn } from './free.ts';

export interface OneByOne {
  /** Which request is served first; the older one of equals. Without it the most urgent first, then the oldest. */
  readonly first?: (a: Talk, b: Talk, now: EpochMs) => number;
  /** Chooses one of the idle volunteers who may serve the request. They come in no order. */
  readonly pick: (talk: Talk, candidates: readonly Seat[], now: EpochMs) => Seat | undefined;
}

/** A policy with this structure. */
export function oneByOne(name: string, { first, pick }: OneByOne): SimPolicy {
  return {
    name,
    triggers: eventDriven,
    decide: (snapshot, now) => {
      const waiting = waitingIn(snapshot, now);
      if (waiting.length === 0) return { offers: [] };
      if (first !== undefined) waiting.sort((a, b) => first(a, b, now) || olderFirst(a, b));
      const free = freeIn(snapshot, now);
      const offers: SimOffer[] = [];
      for (const talk of waiting) {
        if (free.length === 0) break;
        const candidates = free.filter((seat) => mayServe(talk, seat, now));
        const seat = candidates.length === 0 ? undefined : pick(talk, candidates, now);
        if (seat === undefined) continue;
        free.splice(free.indexOf(seat), 1);
        offers.push({ request: talk.id, volunteer: seat.volunteer });
      }
      return { offers };
    },
  };
}
