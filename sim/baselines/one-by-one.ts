/** The frame of most rules in use: requests one after the other, each gets the first volunteer in some order. */
import type { Talk } from '../../shared/domain/talk.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { eventDriven } from '../policies/sim-policy.ts';
import type { SimOffer, SimPolicy } from '../policies/sim-policy.ts';
import { freeIn, mayServe, olderFirst, waitingIn } from './free.ts';

export interface OneByOne {
  /** Which request is looked after first, the older one of equals; without it the most urgent, then the oldest. */
  readonly first?: (a: Talk, b: Talk, now: EpochMs) => number;
  /** Of the idle volunteers who may serve it, in no order, the one who is asked. */
  readonly pick: (talk: Talk, candidates: readonly Seat[], now: EpochMs) => Seat | undefined;
}

/** A policy of this form. */
export function oneByOne(name: string, { first, pick }: OneByOne): SimPolicy {
  return {
    name,
    rhythm: eventDriven,
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
