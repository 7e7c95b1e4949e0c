/** The planner: the part that is the same for every policy, around the one rule in which they differ. */
import { openOffersMax } from '../limits.ts';
import { latest, type EpochMs } from '../time.ts';
import { needsKey, remembered } from './criteria-keys.ts';
import { assignInOrder } from './assign/assign-in-order.ts';
import { assignPriced, type Assigned } from './assign/assign-priced.ts';
import { isPlain } from './choose.ts';
import { justAfter, nextDue, type Hopeful } from './timing/next-due.ts';
import { heldBack, waitReasons, type QueueEntry } from './explain/explain.ts';
import { firstOfferAt, hedgeFrom } from './assign/hedge.ts';
import { queueOf } from './order.ts';
import type { Planner, Unmatched, WaitReason } from './plan.ts';
import { unorderedCandidates, candidatesOf, type Candidate } from './candidates.ts';
import type { Policy } from './policy.ts';
import { pricesOf, type PriceRule } from './assign/prices.ts';
import { relaxationOf } from './relax.ts';

/**
 * Which volunteer is offered which request now, why the others wait, and when to plan again. It proposes; `openOffer` decides.
 */
export const planMatches: Planner = plannerBy(pricesOf);

/** The planner with another price rule for rare skills, so that rules can be compared. Only `priced` uses prices. */
export function plannerBy(priceRule: PriceRule): Planner {
  return (snapshot, policy, now) => {
    const isPriced = policy.name === 'priced';
    const candidates = isPriced ? unorderedCandidates(snapshot, now) : candidatesOf(snapshot, policy, now);
    const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
    const requests: readonly QueueEntry[] = queueOf(snapshot.talks, times, now).map((queued) => ({
      ...queued,
      relaxation: relaxationOf(queued.talk, candidates, policy, now),
    }));
    const assigned = isPriced
      ? assignPriced(requests, candidates, { snapshot, policy, priceRule, now })
      : assignInOrder(requests, candidates, policy, now);
    const offered = new Set(assigned.offers.map((one) => one.request));
    const left = candidates.filter((candidate) => !assigned.taken.has(candidate));
    const hopefuls = requests
      .map((request) => hopefulOf(request, offered.has(request.talk.id), policy, now))
      .filter((one) => one !== undefined);
    const nextDueAt = nextDue(withoutTwins(hopefuls, now), left, now);
    return {
      offers: assigned.offers,
      unmatched: unmatchedOf(
        requests.filter(({ talk }) => !offered.has(talk.id)),
        candidates,
        assigned,
        now,
      ),
      ...(nextDueAt === undefined ? {} : { nextDueAt }),
    };
  };
}

/** For requests with the same needs, the reasons are found once. */
function unmatchedOf(
  requests: readonly QueueEntry[],
  candidates: readonly Candidate[],
  { taken, passed }: Assigned,
  now: EpochMs,
): readonly Unmatched[] {
  const on = heldBack(candidates, taken);
  const known = new Map<string, readonly WaitReason[]>();
  return requests.map((request) => {
    const { id } = request.talk;
    const find = () => waitReasons(request, on, now);
    const isAlike = isPlain(request) && request.isPresent && request.talk.offers.length === 0;
    const reasons = isAlike ? remembered(known, needsKey(request.talk.criteria), find) : find();
    return { request: id, reasons: passed.has(id) ? ['scarcer-first', ...reasons] : reasons };
  });
}

/** What time alone may still bring this request after the plan is committed: its first offer, or a hedge. */
function hopefulOf(
  { talk, relaxation, isPresent }: QueueEntry,
  isOffered: boolean,
  policy: Policy,
  now: EpochMs,
): Hopeful | undefined {
  const open = talk.offers.length + (isOffered ? 1 : 0);
  if (!isPresent || open >= openOffersMax) return undefined;
  if (open === 0) return { talk, relaxation, from: now, needed: 1 };
  const from = hedgeFrom(firstOfferAt(talk) ?? now, policy);
  if (from === undefined) return undefined;
  return { talk, relaxation, from: isOffered ? latest(from, justAfter(now)) : from, needed: policy.hedgeSurplus };
}

/** Of the requests that wait for the same from now on, one is enough to know when to plan again. */
function withoutTwins(hopefuls: readonly Hopeful[], now: EpochMs): readonly Hopeful[] {
  const seen = new Set<string>();
  return hopefuls.filter((one) => {
    if (one.from !== now || one.needed > 1 || !isPlain(one)) return true;
    const key = needsKey(one.talk.criteria);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
