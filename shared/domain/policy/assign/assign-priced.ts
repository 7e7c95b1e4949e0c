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
import { pairReasons, type QueueEntry } from '../explain/explain.ts';
import { hedgeCandidates } from './hedge.ts';
import { compareIds } from '../order.ts';
import { pairWithOvertaking, urgencyAmong } from './overtakes.ts';
import type { PlannedOffer, Snapshot } from '../plan.ts';
import { isFree, longestIdleFirst, type Candidate } from '../candidates.ts';
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
  readonly taken: ReadonlySet<Candidate>;
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
  requests: readonly QueueEntry[],
  candidates: readonly Candidate[],
  { snapshot, policy, priceRule, now }: Pricing,
): Assigned {
  const free = candidates.filter(isFree);
  const isPresent = requests.filter((request) => request.isPresent);
  const speakers = new Speakers(free);
  const isServable = (request: QueueEntry) =>
    speakers.of(request.talk.criteria.languages).some(({ seat }) => mayServe(request, seat, now));
  // In most runs no free volunteer may serve the requests that wait, and then no pair needs to be scored.
  const queue = isPresent.filter((request) => request.talk.offers.length === 0 && isServable(request));
  const hedging = isPresent.filter((request) => hedgeCandidates(request, free, policy, now).length > 0);
  if (queue.length + hedging.length === 0) return { offers: [], taken: new Set(), passed: new Set() };
  free.sort((a, b) => longestIdleFirst(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
  const demand = snapshot.demand === undefined ? {} : { demand: fadedTo(snapshot.demand, now).kinds };
  const scores = new Scores({ candidates, free, ...demand, policy, priceRule, date: snapshot.date, now });
  const pairing = pairWithOvertaking(queue, {
    max: policy.overtakesMax,
    before: snapshot.overtaken,
    urgency: urgencyAmong(candidates, now),
    pair: (order) => pairInOrder(order, free.length, scores),
    mayServe: (asking, candidate) => scores.mayServe(asking, candidate),
  });
  const offers: PlannedOffer[] = [];
  const taken = new Set<Candidate>();
  const take = (request: QueueEntry, candidate: Candidate) => {
    offers.push(offerOf(request, { candidate, free, scores, passes: pairing.passes.get(request) ?? [] }));
    taken.add(candidate);
  };
  for (const request of queue) {
    const candidate = free[pairing.candidates.get(request) ?? -1];
    if (candidate !== undefined) take(request, candidate);
  }
  for (const request of hedging) {
    const left = free.filter((candidate) => !taken.has(candidate));
    const candidate = cheapest(request, hedgeCandidates(request, left, policy, now), scores);
    if (candidate !== undefined) take(request, candidate);
  }
  return { offers, taken, passed: new Set([...pairing.passes.values()].flat().map(({ talk }) => talk.id)) };
}

/** Pairs as many requests as possible, the first in this order first, at the least total cost. */
function pairInOrder(order: readonly QueueEntry[], candidates: number, scores: Scores): ReadonlyMap<QueueEntry, number> {
  const assignment = new Assignment(candidates, { hasty: order.length * candidates > exactPairsMax });
  const paired: QueueEntry[] = [];
  const unservable = new Set<string>();
  for (const asking of order) {
    if (assignment.full) break;
    const key = needsKey(asking.talk.criteria);
    // If a request finds no volunteer although all who may ever serve it are considered, no request with the same needs does.
    if (unservable.has(key)) continue;
    if (assignment.add(scores.costs(asking))) paired.push(asking);
    else if (isPlain(asking)) unservable.add(key);
  }
  const columns = assignment.columns();
  return new Map(paired.map((asking, row) => [asking, columns[row] ?? -1]));
}

function offerOf(
  request: QueueEntry,
  chosen: {
    readonly candidate: Candidate;
    readonly free: readonly Candidate[];
    readonly scores: Scores;
    readonly passes: readonly QueueEntry[];
  },
): PlannedOffer {
  const { candidate, free, scores, passes } = chosen;
  const column = scores.placeOf(candidate);
  const idleLonger = (other: Candidate, at: number) => longestIdleFirst(other, candidate) < 0 && scores.mayServe(request, at);
  const reasons = pairReasons(request, candidate, !free.slice(0, column).some(idleLonger));
  if (scores.isScarceKept(request, column)) reasons.push('scarce-skill-kept');
  if (passes.length > 0) reasons.push('scarce-skill-first');
  const offer = { request: request.talk.id, volunteer: candidate.seat.volunteer, reasons };
  return passes.length === 0 ? offer : { ...offer, passes: passes.map(({ talk }) => talk.id) };
}

function cheapest(request: QueueEntry, candidates: readonly Candidate[], scores: Scores): Candidate | undefined {
  if (candidates.length === 0) return undefined;
  const costs = scores.costs(request);
  let best: { readonly candidate: Candidate; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = costs[scores.placeOf(candidate)] ?? Infinity;
    if (best === undefined || cost < best.cost) best = { candidate, cost };
  }
  return best?.candidate;
}
