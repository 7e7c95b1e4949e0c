/**
 * What it costs the others when a volunteer is taken now. Each kind of request that may come while they talk, and that few
 * others could serve, makes them dearer: somebody with a rare skill is left for those who need it, as long as somebody else
 * can serve. A price chooses among volunteers; it never keeps anybody waiting.
 */
import type { EpochMs } from '../time.ts';
import { hasSkills } from './demand.ts';
import type { AskKind, DemandOfKind } from './demand.ts';
import { compareIds } from './order.ts';
import type { Place } from './places.ts';

/** Seconds ahead in which a kind of request may come and miss the volunteer. */
const horizonSeconds = 600;
/** Seconds a volunteer is worth at least, however soon they go. */
const leastSeconds = 60;
/** Share of offers that are accepted; one figure for all, so that declining leaves no mark. */
const acceptShare = 0.75;
/** How much less a kind can miss this volunteer for every other who is free for it. */
const othersFactor = 0.6;
/** Weight of the chance that a kind comes and nobody else is free; weight of how thinly it is staffed. */
const missedWeight = 2;
const staffedWeight = 1.2;
/** Volunteers added to those on, so that a skill of nobody else has a finite price. */
const staffedOffset = 0.3;
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

/**
 * The price of each free volunteer, in the order given: `2 Σ min(1, λh) .6^others + 1.2 (h/H) Σ λH/(on + .3)` over the kinds they
 * could serve, with h = the time they stay, at most H = 600 s. The formula and its figures: measured with the simulator.
 */
export function pricesOf({ places, free, demand }: Market, now: EpochMs): Float64Array {
  const prices = new Float64Array(free.length);
  const seconds = free.map(({ seat }) => staysFor(seat.until, now));
  for (const { kind, perHour } of demand ?? assumedDemand(places)) {
    const able = free.flatMap(({ seat }, index) => (hasSkills(kind, seat) ? [index] : []));
    if (able.length === 0) continue;
    const perSecond = perHour / 3600;
    const others = othersFactor ** ((able.length - 1) * acceptShare);
    const staffed = staffedWeight * ((perSecond * horizonSeconds) / (onFor(kind, places) + staffedOffset));
    for (const index of able) {
      const stays = seconds[index] ?? 0;
      const missed = missedWeight * Math.min(1, perSecond * stays) * others;
      prices[index] = (prices[index] ?? 0) + missed + staffed * (stays / horizonSeconds);
    }
  }
  return prices;
}

/** Volunteers on, busy or not, who have the skills, as many as would accept. */
export function onFor(kind: AskKind, places: readonly Place[]): number {
  let on = 0;
  for (const { seat } of places) if (hasSkills(kind, seat)) on += acceptShare;
  return on;
}

function staysFor(until: EpochMs | undefined, now: EpochMs): number {
  const left = until === undefined ? horizonSeconds : (until - now) / 1000;
  return Math.min(horizonSeconds, Math.max(leastSeconds, left));
}

/** A request now and then for every language, role and attribute that is on: rare is then what few of those on have. */
function assumedDemand(places: readonly Place[]): readonly DemandOfKind[] {
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
