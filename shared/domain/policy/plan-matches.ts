/** The planner: the part that is the same for every policy, around the one rule in which they differ. */
import { openOffersMax } from '../limits.ts';
import { latest } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { needsKey, remembered } from './criteria-keys.ts';
import { assignInOrder } from './assign/assign-in-order.ts';
import { assignPriced } from './assign/assign-priced.ts';
import type { Assigned } from './assign/assign-priced.ts';
import { isPlain } from './choose.ts';
import { justAfter, nextDue } from './timing/next-due.ts';
import type { Hopeful } from './timing/next-due.ts';
import { heldBack, waitReasons } from './explain/explain.ts';
import type { Asking } from './explain/explain.ts';
import { firstOfferAt, hedgeFrom } from './assign/hedge.ts';
import { queueOf } from './order.ts';
import type { Planner, Unmatched, WaitReason } from './plan.ts';
import { everybodyOn, placesOf } from './candidates.ts';
import type { Place } from './candidates.ts';
import type { Policy } from './policy.ts';
import { pricesOf } from './assign/prices.ts';
import type { PriceRule } from './assign/prices.ts';
import { relaxationOf } from './relax.ts';

/**
 * Which volunteer is offered which request now, why the others wait, and when to plan again. It proposes; `openOffer` decides.
 */
export const planMatches: Planner = plannerBy(pricesOf);

/** The planner with another price rule for rare skills, so that rules can be compared. Only `priced` uses prices. */
export function plannerBy(priceRule: PriceRule): Planner {
  return (snapshot, policy, now) => {
    const isPriced = policy.name === 'priced';
    const places = isPriced ? everybodyOn(snapshot, now) : placesOf(snapshot, policy, now);
    const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
    const requests: readonly Asking[] = queueOf(snapshot.talks, times, now).map((queued) => ({
      ...queued,
      relaxation: relaxationOf(queued.talk, places, policy, now),
    }));
    const assigned = isPriced
      ? assignPriced(requests, places, { snapshot, policy, priceRule, now })
      : assignInOrder(requests, places, policy, now);
    const offered = new Set(assigned.offers.map((one) => one.request));
    const left = places.filter((place) => !assigned.taken.has(place));
    const hopefuls = requests
      .map((request) => hopefulOf(request, offered.has(request.talk.id), policy, now))
      .filter((one) => one !== undefined);
    const nextDueAt = nextDue(withoutTwins(hopefuls, now), left, now);
    return {
      offers: assigned.offers,
      unmatched: unmatchedOf(
        requests.filter(({ talk }) => !offered.has(talk.id)),
        places,
        assigned,
        now,
      ),
      ...(nextDueAt === undefined ? {} : { nextDueAt }),
    };
  };
}

/** For requests with the same needs, the reasons are found once. */
function unmatchedOf(
  requests: readonly Asking[],
  places: readonly Place[],
  { taken, passed }: Assigned,
  now: EpochMs,
): readonly Unmatched[] {
  const on = heldBack(places, taken);
  const known = new Map<string, readonly WaitReason[]>();
  return requests.map((request) => {
    const { id } = request.talk;
    const find = () => waitReasons(request, on, now);
    const isAlike = isPlain(request) && request.heard && request.talk.offers.length === 0;
    const reasons = isAlike ? remembered(known, needsKey(request.talk.ask), find) : find();
    return { request: id, reasons: passed.has(id) ? ['scarcer-first', ...reasons] : reasons };
  });
}

/** What time alone may still bring this request after the plan is committed: its first offer, or a hedge. */
function hopefulOf({ talk, relaxation, heard }: Asking, isOffered: boolean, policy: Policy, now: EpochMs): Hopeful | undefined {
  const open = talk.offers.length + (isOffered ? 1 : 0);
  if (!heard || open >= openOffersMax) return undefined;
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
    const key = needsKey(one.talk.ask);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
