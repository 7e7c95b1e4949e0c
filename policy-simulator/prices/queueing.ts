/**
 * Prices from a model of the room as a queue. It estimates the probability that all other volunteers who could serve a kind are
 * taken when a request of this kind comes. Each of them is busy with the load of the room after about the time in which a room of
 * that load forgets its state. It also estimates the probability that the seeker gives up before one of them is free. These would
 * be the planner's own prices if they were derived and not fitted.
 */
import { hasSkills } from '../../shared/domain/policy/demand.ts';
import { isFree } from '../../shared/domain/policy/candidates.ts';
import { assumedDemand, type PriceRule } from '../../shared/domain/policy/assign/prices.ts';
import type { EpochMs } from '../../shared/domain/time.ts';

/** Seconds: a talk with its rest; mean patience (the bank's callers). And the least that a volunteer is worth. */
const talkSeconds = 1740;
const patienceSeconds = 401;
const leastSeconds = 60;
const missedWeight = 10;
/** The least share of a talk in which a room forgets its state: at a load of 1 it never would. */
const memoryShareMin = 0.05;
/** The moments at which the model examines the room, as shares of the time for which a volunteer is taken. */
const moments = [1 / 6, 3 / 6, 5 / 6];

/** The price of each free volunteer by the model. */
export const queueingPrices: PriceRule = ({ candidates, free, demand }, now) => {
  const load = (candidates.length - free.length + 1) / (candidates.length + 2);
  const memorySeconds = talkSeconds * Math.max(memoryShareMin, 1 - load);
  const busyIfFree = (seconds: number) => load * -Math.expm1(-seconds / memorySeconds);
  const busyIfBusy = (seconds: number) => 1 - (1 - load) * -Math.expm1(-seconds / memorySeconds);
  const prices = new Float64Array(free.length);
  for (const { kind, perHour } of demand ?? assumedDemand(candidates)) {
    const able = candidates.filter(({ seat }) => hasSkills(kind, seat));
    const freeAble = able.filter(isFree).length;
    const busyAble = able.length - freeAble;
    const givesUp = 1 / (1 + ((able.length - 1) * patienceSeconds) / talkSeconds);
    free.forEach(({ seat }, index) => {
      if (!hasSkills(kind, seat)) return;
      const stays = staysFor(seat.until, now);
      const missed = moments.map((share) => busyIfFree(share * stays) ** (freeAble - 1) * busyIfBusy(share * stays) ** busyAble);
      const mean = missed.reduce((sum, one) => sum + one, 0) / moments.length;
      prices[index] = (prices[index] ?? 0) + missedWeight * givesUp * mean * (perHour / 3600) * stays;
    });
  }
  return prices;
};

function staysFor(until: EpochMs | undefined, now: EpochMs): number {
  return Math.min(talkSeconds, Math.max(leastSeconds, until === undefined ? talkSeconds : (until - now) / 1000));
}
