/**
 * The highest number of requests that any policy could serve: two linear programs over which seeker starts with which volunteer
 * in which time slot. Both are relaxations, so no policy can exceed them. LP-A knows everything beforehand, with patience and the
 * length of talks, and holds for every single day. LP-B knows which requests come and which volunteers are on, but only the
 * distributions of patience and talks, and holds on average over days. Both know which volunteers would accept. Where a slot
 * leaves something open, the bound is rounded up.
 */
import { violations } from '../../shared/domain/eligibility.ts';
import { lognormalSurvival, type Lognormal } from '../../random/distributions.ts';
import { wouldAccept } from '../engine/answers.ts';
import { survival } from '../../random/survival-curve.ts';
import type { Scenario, Shift, SimRequest } from '../workload/scenario.ts';
import { PackingProgram } from '../solver/linear-program.ts';
import { leastShare, limitsOf, type Limit, type Span } from './windows.ts';

/** What the program knows beforehand: everything (LP-A), or only how times are distributed (LP-B). */
export type Knowledge = 'clairvoyant' | 'ex-ante';

export interface BoundOptions {
  readonly knowledge: Knowledge;
  readonly slotSeconds: number;
}

export interface Bound {
  readonly requests: number;
  /** At most this number of requests is served. */
  readonly served: number;
  readonly columns: number;
  readonly rows: number;
  readonly entries: number;
}

/** The bound for one scenario. It must have no redials: the requests must not depend on the policy. */
export function servedBound(scenario: Scenario, options: BoundOptions): Bound {
  if (scenario.behaviour.redialShare > 0) throw new Error('a bound needs a scenario without redials');
  const { knowledge, slotSeconds } = options;
  const stillThere = stillThereIn(scenario, knowledge);
  const lengths = lengthsIn(scenario, knowledge);
  const program = new PackingProgram();
  const seconds = (at: number) => (at - scenario.from) / 1000;
  const requests = scenario.requests.map((one) => ({ one, row: program.row(1) }));
  for (const shift of scenario.shifts) {
    const span = { from: seconds(shift.from), to: seconds(shift.to) };
    const { capacity } = shift.person;
    // Rows are shares of one place: large and small numbers in one program make its result unreliable.
    const limits = limitsOf(span, slotSeconds).map((limit) => ({ limit, row: program.row(capacity) }));
    for (const { one, row } of requests) {
      const start = startsOf(scenario, one, shift, knowledge);
      if (start === undefined) continue;
      const presence = (at: number) => stillThere(at - seconds(one.at));
      addColumns(program, { row, limits, start, lengths: lengths(one, capacity), presence }, slotSeconds);
    }
  }
  const served = program.upperBound();
  const { columns, rows, entries } = program;
  return { requests: scenario.requests.length, served, columns, rows, entries };
}

/** When this pair could begin to talk; undefined when it never could. */
function startsOf(scenario: Scenario, request: SimRequest, shift: Shift, knowledge: Knowledge): Span | undefined {
  const { answer } = scenario.behaviour;
  const waits = knowledge === 'clairvoyant' ? request.patienceSeconds : Infinity;
  const longest = Math.min(waits, scenario.limits.unmatchedExpirySeconds);
  const from = Math.max(request.at, shift.from) + (answer === null ? 0 : answer.min * 1000);
  const to = Math.min(request.at + longest * 1000, shift.to);
  if (from > to || violations(request.criteria, shift.person.facts).length > 0) return undefined;
  if (!wouldAccept(scenario, request.id, shift.person)) return undefined;
  return { from: (from - scenario.from) / 1000, to: (to - scenario.from) / 1000 };
}

/** Share of seekers who still wait after so many seconds. It is all that matters about patience when patience is not known. */
function stillThereIn({ seekers: { patience } }: Scenario, knowledge: Knowledge): (seconds: number) => number {
  return knowledge === 'clairvoyant' || patience === null ? () => 1 : (seconds) => survival(patience, seconds);
}

/**
 * Lengths of a talk with its rest, with their probabilities. In a rest the volunteer takes no talk at all, so it counts only for
 * volunteers with one place.
 */
type Lengths = readonly { readonly seconds: number; readonly share: number }[];

/** Lengths that represent a distribution: each stands for an equal share, and is the shortest of its share. */
const lengthsPerDistribution = 48;

function lengthsIn(
  { limits, seekers: { talk, heavyShare } }: Scenario,
  knowledge: Knowledge,
): (request: SimRequest, capacity: number) => Lengths {
  const restOf = (heavy: boolean, capacity: number) => {
    if (capacity > 1) return 0;
    return heavy ? limits.heavyRestSeconds : limits.restSeconds;
  };
  if (knowledge === 'clairvoyant') {
    return ({ talkSeconds, heavy }, capacity) => [{ seconds: talkSeconds + restOf(heavy, capacity), share: 1 }];
  }
  const talks = Array.from({ length: lengthsPerDistribution }, (_, n) => quantile(talk, n / lengthsPerDistribution));
  const all = (capacity: number): Lengths =>
    [true, false].flatMap((heavy) =>
      talks.map((seconds) => ({
        seconds: seconds + restOf(heavy, capacity),
        share: (heavy ? heavyShare : 1 - heavyShare) / lengthsPerDistribution,
      })),
    );
  const [alone, beside] = [all(1), all(2)];
  return (_request, capacity) => (capacity > 1 ? beside : alone);
}

/** By bisection of the survival function. */
function quantile(of: Lognormal, share: number): number {
  let [low, high] = [of.min, of.max];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (1 - lognormalSurvival(of, middle) <= share) low = middle;
    else high = middle;
  }
  return low;
}

interface Pair {
  readonly row: number;
  readonly limits: readonly { readonly limit: Limit; readonly row: number }[];
  readonly start: Span;
  readonly lengths: Lengths;
  /** Probability that the seeker is still there, by seconds from the start of the run. */
  readonly presence: (at: number) => number;
}

/** One column for every slot in which the pair could begin. */
function addColumns(program: PackingProgram, { row: own, limits, start, lengths, presence }: Pair, slotSeconds: number): void {
  for (let slot = Math.floor(start.from / slotSeconds); slot * slotSeconds <= start.to; slot += 1) {
    const begin = { from: Math.max(start.from, slot * slotSeconds), to: Math.min(start.to, (slot + 1) * slotSeconds) };
    const there = presence(begin.from);
    const entries = limits.flatMap(({ limit, row }): readonly (readonly [number, number])[] => {
      let least = 0;
      for (const { seconds, share } of lengths) least += share * leastShare(begin, seconds, limit);
      return least > 0 ? [[row, least * there]] : [];
    });
    program.column(there, [[own, 1], ...entries]);
  }
}
