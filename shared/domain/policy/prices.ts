/**
 * What it costs the others when a volunteer is taken now. Each kind of request that may come while they talk, and that few
 * others could serve, makes them dearer: somebody with a rare skill is left for those who need it, as long as somebody else
 * can serve. A price chooses among volunteers; it never keeps anybody waiting.
 */
import type { Seat } from '../seat.ts';
import type { EpochMs } from '../time.ts';
import { hasSkills } from './demand.ts';
import type { AskKind, DemandOfKind } from './demand.ts';
import { compareIds } from './order.ts';
import type { Place } from './places.ts';
import { Speakers } from './speakers.ts';

/** Seconds for which a talk and its rest take a volunteer: within them a kind of request may come and miss them. */
export const takenSeconds = 1740;
/** Seconds a volunteer is worth at least, however soon they go. */
const leastSeconds = 60;
/** How likely another volunteer is taken when the kind comes: one who is free now, and one who is not. */
const freeTaken = 0.6;
const busyTaken = 0.95;
/** Weight of a request that comes and finds nobody. */
const missedWeight = 10;
/** Others free for a kind beyond whom nobody is missed: .6 to that power is nothing. */
const plentifulFree = 20;
/** Share of offers that are accepted; one figure for all, so that declining leaves no mark. */
const acceptShare = 0.75;
/** Requests per hour assumed of every language, role and attribute that is on, where nothing is known of the demand. */
const assumedPerHour = 1;

/** What is known of the market of one moment. */
export interface Market {
  /** Everybody who is on. */
  readonly places: readonly Place[];
  /** Of those, who could be asked now. */
  readonly free: readonly Place[];
  /** Absent: nothing is known of the demand. */
  readonly demand?: readonly DemandOfKind[];
}

/** The price of each free volunteer of a market, in the order given; pure, in the units of `missedWeight`. */
export type PriceRule = (market: Market, now: EpochMs) => Float64Array;

/**
 * The price of each free volunteer, in the order given: `10 Σ (1 − e^−λh) .6^free .95^busy` over the kinds they could serve, with
 * h = the time they stay, at most that of a talk; free and busy: how many others have the skills. The formula, its figures and
 * what else was tried: docs/policy.md.
 */
export const pricesOf: PriceRule = ({ places, free, demand }, now) => {
  const prices = new Float64Array(free.length);
  const on = new Speakers(places);
  const idle = new Speakers(free.map(({ seat }, index) => ({ seat, index, seconds: staysFor(seat.until, now) })));
  for (const { kind, perHour } of demand ?? assumedDemand(places)) {
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

/** Those with the skills; of more than `enough` no more than it takes to see that they are. */
function ableAmong<One extends { readonly seat: Seat }>(people: Speakers<One>, kind: AskKind, enough = Infinity): readonly One[] {
  const able: One[] = [];
  for (const one of people.of(kind.languages)) {
    if (hasSkills(kind, one.seat)) able.push(one);
    if (able.length > enough) break;
  }
  return able;
}

/** Volunteers on, busy or not, who have the skills, as many as would accept. */
export function onFor(kind: AskKind, places: readonly Place[]): number {
  return acceptShare * places.filter(({ seat }) => hasSkills(kind, seat)).length;
}

function staysFor(until: EpochMs | undefined, now: EpochMs): number {
  const left = until === undefined ? takenSeconds : (until - now) / 1000;
  return Math.min(takenSeconds, Math.max(leastSeconds, left));
}

/** A request now and then for every language, role and attribute that is on: rare is then what few of those on have. */
export function assumedDemand(places: readonly Place[]): readonly DemandOfKind[] {
  const facts = places.map(({ seat }) => seat.facts);
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
