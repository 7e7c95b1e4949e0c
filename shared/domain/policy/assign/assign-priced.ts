/**
 * The policy `priced`: it serves as many requests as possible, the first in the queue first, with volunteers who fit and whose
 * price is low. An older request keeps its offer whatever the younger ones need. Only the volunteer who serves it may change, so
 * that the others are served too. The shadow prices follow the fluid model of matching queues; see `prices.ts`.
 */
import { exactPairsMax } from '../../limits.ts';
import type { EpochMs } from '../../time.ts';
import { needsKey } from '../criteria-keys.ts';
import { Assignment } from './assignment.ts';
import { isPlain, mayServe } from '../choose.ts';
import { fadedTo } from '../demand.ts';
import { pairReasons } from '../explain/explain.ts';
import type { Asking } from '../explain/explain.ts';
import { hedgeCandidates } from './hedge.ts';
import { compareIds } from '../order.ts';
import { pairWithOvertaking, urgencyAmong } from './overtakes.ts';
import type { PlannedOffer, Snapshot } from '../plan.ts';
import { isFree, longestIdleFirst } from '../candidates.ts';
import type { Place } from '../candidates.ts';
import type { Policy } from '../policy.ts';
import type { PriceRule } from './prices.ts';
import { Scores } from './scores.ts';
import { Speakers } from '../speakers.ts';

/**
 * The offers in the order to commit them, and the volunteers they take. `passed` are the requests that wait because scarcer ones
 * came first.
 */
export interface Assigned {
  readonly offers: readonly PlannedOffer[];
  readonly taken: ReadonlySet<Place>;
  readonly passed: ReadonlySet<PlannedOffer['request']>;
}

export interface Pricing {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly priceRule: PriceRule;
  readonly now: EpochMs;
}

/** First every request without an offer, then hedges with the volunteers who are left. */
export function assignPriced(
  requests: readonly Asking[],
  places: readonly Place[],
  { snapshot, policy, priceRule, now }: Pricing,
): Assigned {
  const free = places.filter(isFree);
  const heard = requests.filter((request) => request.heard);
  const speakers = new Speakers(free);
  const isServable = (request: Asking) =>
    speakers.of(request.talk.ask.languages).some(({ seat }) => mayServe(request, seat, now));
  // In most runs no free volunteer may serve the requests that wait, and then no pair needs to be scored.
  const queue = heard.filter((request) => request.talk.offers.length === 0 && isServable(request));
  const hedging = heard.filter((request) => hedgeCandidates(request, free, policy, now).length > 0);
  if (queue.length + hedging.length === 0) return { offers: [], taken: new Set(), passed: new Set() };
  free.sort((a, b) => longestIdleFirst(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
  const demand = snapshot.demand === undefined ? {} : { demand: fadedTo(snapshot.demand, now).kinds };
  const scores = new Scores({ places, free, ...demand, policy, priceRule, date: snapshot.date, now });
  const pairing = pairWithOvertaking(queue, {
    max: policy.overtakesMax,
    before: snapshot.overtaken,
    urgency: urgencyAmong(places, now),
    pair: (order) => pairInOrder(order, free.length, scores),
    mayServe: (asking, place) => scores.mayServe(asking, place),
  });
  const offers: PlannedOffer[] = [];
  const taken = new Set<Place>();
  const take = (request: Asking, place: Place) => {
    offers.push(offerOf(request, { place, free, scores, passes: pairing.passes.get(request) ?? [] }));
    taken.add(place);
  };
  for (const request of queue) {
    const place = free[pairing.places.get(request) ?? -1];
    if (place !== undefined) take(request, place);
  }
  for (const request of hedging) {
    const left = free.filter((place) => !taken.has(place));
    const place = cheapest(request, hedgeCandidates(request, left, policy, now), scores);
    if (place !== undefined) take(request, place);
  }
  return { offers, taken, passed: new Set([...pairing.passes.values()].flat().map(({ talk }) => talk.id)) };
}

/** Pairs as many requests as possible, the first in this order first, at the least total cost. */
function pairInOrder(order: readonly Asking[], places: number, scores: Scores): ReadonlyMap<Asking, number> {
  const assignment = new Assignment(places, { hasty: order.length * places > exactPairsMax });
  const paired: Asking[] = [];
  const hopeless = new Set<string>();
  for (const asking of order) {
    if (assignment.full) break;
    const key = needsKey(asking.talk.ask);
    // If a request finds no volunteer although all who may ever serve it are considered, no request with the same needs does.
    if (hopeless.has(key)) continue;
    if (assignment.add(scores.costs(asking))) paired.push(asking);
    else if (isPlain(asking)) hopeless.add(key);
  }
  const columns = assignment.columns();
  return new Map(paired.map((asking, row) => [asking, columns[row] ?? -1]));
}

function offerOf(
  request: Asking,
  chosen: { readonly place: Place; readonly free: readonly Place[]; readonly scores: Scores; readonly passes: readonly Asking[] },
): PlannedOffer {
  const { place, free, scores, passes } = chosen;
  const column = scores.placeOf(place);
  const idleLonger = (other: Place, at: number) => longestIdleFirst(other, place) < 0 && scores.mayServe(request, at);
  const reasons = pairReasons(request, place, !free.slice(0, column).some(idleLonger));
  if (scores.isScarceKept(request, column)) reasons.push('scarce-skill-kept');
  if (passes.length > 0) reasons.push('scarce-skill-first');
  const offer = { request: request.talk.id, volunteer: place.seat.volunteer, reasons };
  return passes.length === 0 ? offer : { ...offer, passes: passes.map(({ talk }) => talk.id) };
}

function cheapest(request: Asking, candidates: readonly Place[], scores: Scores): Place | undefined {
  if (candidates.length === 0) return undefined;
  const costs = scores.costs(request);
  let best: { readonly place: Place; readonly cost: number } | undefined;
  for (const place of candidates) {
    const cost = costs[scores.placeOf(place)] ?? Infinity;
    if (best === undefined || cost < best.cost) best = { place, cost };
  }
  return best?.place;
}
