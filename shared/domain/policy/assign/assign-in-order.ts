/**
 * The policies `fair` and `fcfs`: each request, in order, takes the best volunteer who is free and may serve it. If a request got
 * no volunteer, none of the volunteers taken by later requests could have served it. So no request is overtaken (invariant 7 with
 * `overtakesMax` 0). O(requests × seats); 200 requests and 1,000 volunteers on take milliseconds.
 */
import type { EpochMs } from '../../time.ts';
import type { Assigned } from './assign-priced.ts';
import { choosePlace } from '../choose.ts';
import { isLongestIdle, pairReasons } from '../explain/explain.ts';
import type { Asking } from '../explain/explain.ts';
import { hedgePlace } from './hedge.ts';
import type { PlannedOffer } from '../plan.ts';
import { isFree } from '../candidates.ts';
import type { Place } from '../candidates.ts';
import type { Policy } from '../policy.ts';

/** First every request without an offer, then hedges with the volunteers who are left. */
export function assignInOrder(requests: readonly Asking[], places: readonly Place[], policy: Policy, now: EpochMs): Assigned {
  const free = new Set(places.filter(isFree));
  const taken = new Set<Place>();
  const offers: PlannedOffer[] = [];
  const take = (request: Asking, place: Place | undefined) => {
    if (place === undefined) return;
    const reasons = pairReasons(request, place, isLongestIdle(request, place, free, now));
    offers.push({ request: request.talk.id, volunteer: place.seat.volunteer, reasons });
    free.delete(place);
    taken.add(place);
  };
  const heard = requests.filter((request) => request.heard);
  for (const request of heard) if (request.talk.offers.length === 0) take(request, choosePlace(request, free, policy, now));
  for (const request of heard) take(request, hedgePlace(request, free, policy, now));
  return { offers, taken, passed: new Set() };
}
