/**
 * The first planner: requests in order, each takes the best volunteer who is free and may serve it. Whoever is still
 * without one could not have been served by anybody a later request takes, so nobody is passed (invariant 7 with
 * `overtakesMax` 0). O(requests × seats); 200 waiting beside 1,000 on take milliseconds.
 */
import { openOffersMax } from '../limits.ts';
import { latest } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { choosePlace } from './choose.ts';
import { justAfter, nextDue } from './due.ts';
import type { Hopeful } from './due.ts';
import { pairReasons, waitReasons } from './explain.ts';
import type { Asking } from './explain.ts';
import { firstOfferAt, hedgeFrom, hedgePlace } from './hedge.ts';
import { queueOf } from './order.ts';
import type { PlannedOffer, Planner } from './plan.ts';
import { isFree, placesOf } from './places.ts';
import type { Place } from './places.ts';
import type { Policy } from './policy.ts';
import { relaxationOf } from './relax.ts';

/** Who is offered to whom now, why the others wait, and when to look again. Proposes; `openOffer` decides. */
export const planMatches: Planner = (snapshot, policy, now) => {
  const places = placesOf(snapshot, policy, now);
  const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
  const requests: readonly Asking[] = queueOf(snapshot.talks, times, now).map((queued) => ({
    ...queued,
    relaxation: relaxationOf(queued.talk, places, policy, now),
  }));
  const { offers, taken } = assign(requests, places, policy, now);
  const offered = new Set(offers.map((one) => one.request));
  const left = places.filter((place) => !taken.has(place));
  const hopefuls = requests
    .map((request) => hopefulOf(request, offered.has(request.talk.id), policy, now))
    .filter((one) => one !== undefined);
  const nextDueAt = nextDue(hopefuls, left, now);
  return {
    offers,
    unmatched: requests
      .filter(({ talk }) => !offered.has(talk.id))
      .map((request) => ({ request: request.talk.id, reasons: waitReasons(request, places, taken, now) })),
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
  };
};

/** First everybody who waits, then hedges from what is left. */
function assign(requests: readonly Asking[], places: readonly Place[], policy: Policy, now: EpochMs) {
  const free = new Set(places.filter(isFree));
  const taken = new Set<Place>();
  const offers: PlannedOffer[] = [];
  const take = (request: Asking, place: Place | undefined) => {
    if (place === undefined) return;
    offers.push({ request: request.talk.id, volunteer: place.seat.volunteer, reasons: pairReasons(request, place, free, now) });
    free.delete(place);
    taken.add(place);
  };
  const heard = requests.filter((request) => request.heard);
  for (const request of heard) if (request.talk.offers.length === 0) take(request, choosePlace(request, free, policy, now));
  for (const request of heard) if (request.talk.offers.length > 0) take(request, hedgePlace(request, free, policy, now));
  return { offers, taken };
}

/** What time alone may still bring this request once the plan is committed: its first offer, or a hedge. */
function hopefulOf({ talk, relaxation, heard }: Asking, isOffered: boolean, policy: Policy, now: EpochMs): Hopeful | undefined {
  const open = talk.offers.length + (isOffered ? 1 : 0);
  if (!heard || open >= openOffersMax) return undefined;
  if (open === 0) return { talk, relaxation, from: now, needed: 1 };
  const from = hedgeFrom(firstOfferAt(talk) ?? now, policy);
  if (from === undefined) return undefined;
  return { talk, relaxation, from: isOffered ? latest(from, justAfter(now)) : from, needed: policy.hedgeSurplus };
}
