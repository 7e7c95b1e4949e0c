/**
 * Prices from a small linear program of the fluid market, solved anew every few minutes, as a service could do in the background.
 * The program serves as many of the requests expected within an hour as the time of the volunteers who are on allows. The dual
 * value of a row is what one second of a volunteer with these skills is worth, and the price is that of a whole talk. After the
 * ex-ante programs of matching queues (Aveklouris, DeValve, Stock and Ward, arXiv 2102.02710).
 */
import { type DemandOfKind, hasSkills } from '../../shared/domain/policy/demand.ts';
import type { Candidate } from '../../shared/domain/policy/candidates.ts';
import { assumedDemand, type PriceRule } from '../../shared/domain/policy/assign/prices.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { PackingProgram } from '../solver/linear-program.ts';

/** Seconds looked ahead, seconds between two programs, and seconds of a talk with its rest. */
const aheadSeconds = 3600;
const everySeconds = 300;
const talkSeconds = 1740;
/** The weight of a request that no volunteer serves, as in the planner's own prices. */
const missedWeight = 10;

/** A rule that remembers its last program. Every run has its own. */
export function fluidPrices(): PriceRule {
  let solvedAt = -Infinity;
  let prices: ReadonlyMap<string, number> = new Map();
  return ({ candidates, free, demand }, now) => {
    const unknown = free.some(({ seat }) => !prices.has(skillsOf(seat)));
    if (unknown || now - solvedAt >= everySeconds * 1000) {
      prices = solved(candidates, demand ?? assumedDemand(candidates), now);
      solvedAt = now;
    }
    return Float64Array.from(free, ({ seat }) => prices.get(skillsOf(seat)) ?? 0);
  };
}

function skillsOf({ facts, channels }: Candidate['seat']): string {
  return JSON.stringify([facts.languages, facts.role, facts.attributes, channels]);
}

function solved(candidates: readonly Candidate[], demand: readonly DemandOfKind[], now: EpochMs): ReadonlyMap<string, number> {
  const groups = [...Map.groupBy(candidates, ({ seat }) => skillsOf(seat))];
  const program = new PackingProgram();
  // Rows count talks, and kinds are shares of the expected requests: large and small numbers in one program make its result
  // unreliable.
  const rows = groups.map(([, alike]) => {
    const seconds = alike.reduce((sum, { seat }) => sum + staysFor(seat.until, now), 0);
    return program.row(seconds / talkSeconds);
  });
  for (const { kind, perHour } of demand) {
    const expected = (perHour * aheadSeconds) / 3600;
    const own = program.row(1);
    groups.forEach(([, [one]], group) => {
      if (one === undefined || !hasSkills(kind, one.seat)) return;
      program.column(expected, [
        [own, 1],
        [rows[group] ?? own, expected],
      ]);
    });
  }
  const worth = program.columns === 0 ? [] : program.prices();
  return new Map(groups.map(([skills], group) => [skills, missedWeight * (worth[rows[group] ?? -1] ?? 0)]));
}

function staysFor(until: EpochMs | undefined, now: EpochMs): number {
  return until === undefined ? aheadSeconds : Math.min(aheadSeconds, Math.max(0, (until - now) / 1000));
}
