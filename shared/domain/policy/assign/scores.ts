/** The score of each pair of a request and a free volunteer, and whether the pair is allowed at all. */
import { pairFits } from '../../eligibility.ts';
import { dayCount } from '../../seat.ts';
import { excludes } from '../../talk.ts';
import type { EpochMs } from '../../time.ts';
import { needsKey, remembered, wishesKey } from '../criteria-keys.ts';
import type { Wish } from '../choose.ts';
import { fitFor } from './fit.ts';
import type { Candidate } from '../candidates.ts';
import type { Policy } from '../policy.ts';
import type { Market, PriceRule } from './prices.ts';
import { admits } from '../relax.ts';

/** The weight of a perfect fit, against a volunteer who has nothing the seeker wished for. */
const fitWeight = 1;
/** The weight of half an hour without a talk, and of a used-up daily cap or a full capacity. */
const idleWeight = 1.2;
const loadWeight = 0.6;
/** Seconds of idle time above which more does not count. */
const idleSecondsMax = 1800;

export interface Setting extends Market {
  readonly policy: Policy;
  readonly priceRule: PriceRule;
  /** The day in the space's time zone. */
  readonly date: string;
  readonly now: EpochMs;
}

/** The scores of one moment. A pair is named by the request and the index of the volunteer among the free. */
export class Scores {
  readonly #setting: Setting;
  readonly #prices: Float64Array;
  readonly #evenness: Float64Array;
  readonly #eligible = new Map<string, Uint8Array>();
  readonly #fits = new Map<string, Float64Array>();
  readonly #candidates: ReadonlyMap<string, number>;

  constructor(setting: Setting) {
    const { free, policy, priceRule, now } = setting;
    this.#setting = setting;
    // With one free volunteer there is no choice, so prices are not computed.
    this.#prices = free.length > 1 ? priceRule(setting, now) : new Float64Array(free.length);
    this.#prices.forEach((price, candidate) => (this.#prices[candidate] = (price * policy.scarcityPercent) / 100));
    this.#evenness = Float64Array.from(free, (candidate) => (evennessOf(candidate, setting) * policy.evennessPercent) / 100);
    this.#candidates = new Map(free.map(({ seat }, candidate) => [seat.volunteer, candidate]));
  }

  /** Whether the free volunteer may serve the request as it is relaxed now. */
  mayServe(wish: Wish, candidate: number): boolean {
    const one = this.#setting.free[candidate];
    if (one === undefined || this.#eligibleFor(wish)[candidate] !== 1) return false;
    return (
      admits(wish.relaxation.stage, wish.talk.criteria, one.seat) && !excludes(wish.talk, one.seat.volunteer, this.#setting.now)
    );
  }

  /** What each free volunteer would cost for the request: the negative score, or `Infinity` if they may not serve. */
  costs(wish: Wish): Float64Array {
    const { talk, relaxation } = wish;
    const eligible = this.#eligibleFor(wish);
    const fits = this.#fitsFor(wish);
    const costs = new Float64Array(eligible.length).fill(Infinity);
    for (let candidate = 0; candidate < costs.length; candidate += 1)
      if (eligible[candidate] === 1)
        costs[candidate] = (this.#prices[candidate] ?? 0) - (fits[candidate] ?? 0) - (this.#evenness[candidate] ?? 0);
    if (relaxation.stage !== 'any' || talk.excludedVolunteers.length > 0)
      for (let candidate = 0; candidate < costs.length; candidate += 1)
        if (!this.mayServe(wish, candidate)) costs[candidate] = Infinity;
    return costs;
  }

  /**
   * Whether a volunteer was kept free for other requests: they may serve this one and have the better score, and only their price
   * is higher.
   */
  isScarceKept(wish: Wish, chosen: number): boolean {
    const costs = this.costs(wish);
    const price = this.#prices[chosen] ?? 0;
    const worth = price - (costs[chosen] ?? 0);
    return costs.some((cost, candidate) => {
      const other = this.#prices[candidate] ?? 0;
      return cost < Infinity && other - price > priceStep && other - cost > worth;
    });
  }

  /** The index of a volunteer among the free. */
  placeOf({ seat }: Candidate): number {
    return this.#candidates.get(seat.volunteer) ?? -1;
  }

  #eligibleFor({ talk }: Wish): Uint8Array {
    const { free, now } = this.#setting;
    return remembered(this.#eligible, needsKey(talk.criteria), () => {
      const ofAnybody = { ...talk, excludedVolunteers: [] };
      return Uint8Array.from(free, ({ seat }) => (pairFits(ofAnybody, seat, now) ? 1 : 0));
    });
  }

  #fitsFor({ talk: { criteria } }: Wish): Float64Array {
    const { free, policy } = this.#setting;
    const weight = (fitWeight * policy.fitPercent) / 100;
    return remembered(this.#fits, wishesKey(criteria), () =>
      Float64Array.from(free, ({ seat }) => weight * fitFor(criteria, seat)),
    );
  }
}

/** Prices that differ by less than this differ by rounding, not by scarcity. */
const priceStep = 0.01;

function evennessOf({ seat, idleFrom }: Candidate, { date, now }: Setting): number {
  const idle = seat.talks.length > 0 ? 0 : Math.min(1, Math.max(0, now - idleFrom) / 1000 / idleSecondsMax);
  const load = dayCount(seat, date) / seat.facts.talksPerDay + seat.talks.length / seat.capacity;
  return idleWeight * idle - loadWeight * load;
}
