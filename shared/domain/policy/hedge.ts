/** A second volunteer asked while the first still thinks: only after a while, and only where it costs nobody a talk. */
import { openOffersMax } from '../limits.ts';
import type { Talk } from '../talk.ts';
import { earliest, plusSeconds } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { choosePlace, mayServe } from './choose.ts';
import type { Wish } from './choose.ts';
import type { Place } from './places.ts';
import type { Policy } from './policy.ts';

/** From when on a second volunteer may be asked for a request whose first open offer is of `at`; undefined: never. */
export function hedgeFrom(at: EpochMs, policy: Policy): EpochMs | undefined {
  return policy.name === 'fcfs' || policy.hedgeAfterSeconds === null ? undefined : plusSeconds(at, policy.hedgeAfterSeconds);
}

/** When the oldest open offer was made; undefined: none is open. */
export function firstOfferAt(talk: Talk): EpochMs | undefined {
  return earliest(...talk.offers.map((open) => open.at));
}

/** Whom to ask besides, out of those still free once everybody who waits was looked after. */
export function hedgePlace(wish: Wish, free: Iterable<Place>, policy: Policy, now: EpochMs): Place | undefined {
  return choosePlace(wish, hedgeCandidates(wish, free, policy, now), policy, now);
}

/** Of those still free, who may be asked besides; empty where it is too early, or fewer than the surplus are left. */
export function hedgeCandidates(wish: Wish, free: Iterable<Place>, policy: Policy, now: EpochMs): readonly Place[] {
  const first = firstOfferAt(wish.talk);
  const from = first === undefined ? undefined : hedgeFrom(first, policy);
  if (from === undefined || from > now || wish.talk.offers.length >= openOffersMax) return [];
  const candidates = [...free].filter((place) => !isAsked(wish.talk, place) && mayServe(wish, place.seat, now));
  return candidates.length < policy.hedgeSurplus ? [] : candidates;
}

/** The view may lag: the seat's side of an open offer can be missing. */
function isAsked(talk: Talk, place: Place): boolean {
  return talk.offers.some((open) => open.volunteer === place.seat.volunteer);
}
