/**
 * What it costs the other requests when a volunteer is taken now. Each kind of request that may come during the talk, and that
 * few others could serve, raises the volunteer's price. So a volunteer with a rare skill stays free for the requests that need
 * it, as long as another volunteer can serve. A price chooses among volunteers. It never makes a request wait.
 */
import type { Seat } from '../../seat.ts';
import type { EpochMs } from '../../time.ts';
import { hasSkills, type AskKind, type DemandOfKind } from '../demand.ts';
import { compareIds } from '../order.ts';
import type { Candidate } from '../candidates.ts';
import { Speakers } from '../speakers.ts';

/** Seconds for which a talk and its rest take a volunteer. Within them a kind of request may come and miss this volunteer. */
export const takenSeconds = 1740;
/** Seconds that are counted for a volunteer at least, however soon they leave. */
const leastSeconds = 60;
/** How likely another volunteer is taken when a request of the kind comes: one who is free now, and one who is not. */
const freeTaken = 0.6;
const busyTaken = 0.95;
/** The weight of a request that comes and finds no volunteer. */
const missedWeight = 10;
/** Number of other free volunteers for a kind above which one more makes no difference: .6 to that power is nearly nothing. */
const plentifulFree = 20;
/** Share of offers that are accepted. It is one figure for all volunteers, so that declining has no effect on a volunteer. */
const acceptShare = 0.75;
/** Requests per hour assumed for every language, role and attribute of the volunteers who are on, if the demand is not known. */
const assumedPerHour = 1;

/** What is known about volunteers and demand at one moment. */
export interface Market {
  /** Every volunteer who is on. */
  readonly candidates: readonly Candidate[];
  /** The volunteers among them who could be asked now. */
  readonly free: readonly Candidate[];
  /** Absent: the demand is not known. */
  readonly demand?: readonly DemandOfKind[];
}

/** The price of each free volunteer of a market, in the order given. Pure. In the units of `missedWeight`. */
export type PriceRule = (market: Market, now: EpochMs) => Float64Array;

/**
 * The price of each free volunteer, in the order given: `10 Σ (1 − e^−λh) .6^free .95^busy` over the kinds they could serve. h is
 * the time they stay, at most the length of a talk. free and busy are the numbers of other volunteers with the skills. The
 * formula, its figures and what else was tried: docs/policy.md.
 */
export const pricesOf: PriceRule = ({ candidates, free, demand }, now) => {
  const prices = new Float64Array(free.length);
  const on = new Speakers(candidates);
  const idle = new Speakers(free.map(({ seat }, index) => ({ seat, index, seconds: staysFor(seat.until, now) })));
  for (const { kind, perHour } of demand ?? assumedDemand(candidates)) {
    const able = ableAmong(idle, kind, plentifulFree);
    if (able.length === 0 || able.length > plentifulFree) continue;
    const busy = ableAmong(on, kind).length - able.length;
    const missed = missedWeight * freeTaken ** (able.length - 1) * busyTaken ** busy;
    for (const { index, seconds } of able) {
      const comes = 1 - Math.exp((-perHour / 3600) * seconds);
      prices[index] = (prices[index] ?? 0) + missed * comes;
    }
  }
  return prices;
};

/** The volunteers with the skills. The search stops once there are more than `enough`. */
function ableAmong<One extends { readonly seat: Seat }>(people: Speakers<One>, kind: AskKind, enough = Infinity): readonly One[] {
  const able: One[] = [];
  for (const one of people.of(kind.languages)) {
    if (hasSkills(kind, one.seat)) able.push(one);
    if (able.length > enough) break;
  }
  return able;
}

/** The volunteers who are on, busy or not, and have the skills, times the share that accepts. */
export function onFor(kind: AskKind, candidates: readonly Candidate[]): number {
  return acceptShare * candidates.filter(({ seat }) => hasSkills(kind, seat)).length;
}

function staysFor(until: EpochMs | undefined, now: EpochMs): number {
  const left = until === undefined ? takenSeconds : (until - now) / 1000;
  return Math.min(takenSeconds, Math.max(leastSeconds, left));
}

/**
 * One occasional request for every language, role and attribute of the volunteers who are on. A skill is then rare if few of them
 * have it.
 */
export function assumedDemand(candidates: readonly Candidate[]): readonly DemandOfKind[] {
  const facts = candidates.map(({ seat }) => seat.facts);
  const languages = [...new Set(facts.flatMap((one) => one.languages))].toSorted();
  const roles = [...new Set(facts.map((one) => one.role))].toSorted();
  const attributes = new Map(
    facts.flatMap((one) =>
      Object.entries(one.attributes).flatMap(([attribute, values]) =>
        values.map((value): [string, AskKind['requires'][number]] => [`${attribute}=${value}`, { attribute, value }]),
      ),
    ),
  );
  const kinds: AskKind[] = [
    ...languages.map((one) => ({ languages: [one], requires: [] })),
    ...roles.map((role) => ({ languages, role, requires: [] })),
    ...[...attributes].toSorted(([a], [b]) => compareIds(a, b)).map(([, one]) => ({ languages, requires: [one] })),
  ];
  return kinds.map((kind) => ({ kind, perHour: assumedPerHour }));
}
