/**
 * The policies `fair` and `fcfs`: each request, in order, takes the best volunteer who is free and may serve it. If a request got
 * no volunteer, none of the volunteers taken by later requests could have served it. So no request is overtaken (invariant 7 with
 * `overtakesMax` 0). O(requests × seats); 200 requests and 1,000 volunteers on take milliseconds.
 */
import type { EpochMs } from '../../time.ts';
import type { Assigned } from './assign-priced.ts';
import { chooseCandidate } from '../choose.ts';
import { isLongestIdle, pairReasons, type QueueEntry } from '../explain/explain.ts';
import { hedgeCandidate } from './hedge.ts';
import type { PlannedOffer } from '../plan.ts';
import { isFree, type Candidate } from '../candidates.ts';
import type { Policy } from '../policy.ts';

/** First every request without an offer, then hedges with the volunteers who are left. */
export function assignInOrder(
  requests: readonly QueueEntry[],
  candidates: readonly Candidate[],
  policy: Policy,
  now: EpochMs,
): Assigned {
  const free = new Set(candidates.filter(isFree));
  const taken = new Set<Candidate>();
  const offers: PlannedOffer[] = [];
  const take = (request: QueueEntry, candidate: Candidate | undefined) => {
    if (candidate === undefined) return;
    const reasons = pairReasons(request, candidate, isLongestIdle(request, candidate, free, now));
    offers.push({ request: request.talk.id, volunteer: candidate.seat.volunteer, reasons });
    free.delete(candidate);
    taken.add(candidate);
  };
  const isPresent = requests.filter((request) => request.isPresent);
  for (const request of isPresent)
    if (request.talk.offers.length === 0) take(request, chooseCandidate(request, free, policy, now));
  for (const request of isPresent) take(request, hedgeCandidate(request, free, policy, now));
  return { offers, taken, passed: new Set() };
}
