/**
 * How many could be served at best, whatever the policy: two linear programs over who starts with whom in which slot. Both
 * are relaxations, so no policy gets above them: LP-A knows everything beforehand, patience and length of talks included, and
 * holds for every single day; LP-B knows who asks and who is on, but of patience and talks only how they are distributed, and
 * holds on average over days. Both know who would accept. Rounded in favour of the bound wherever a slot leaves something open.
 */
import { misfits } from '../../shared/domain/eligibility.ts';
import { lognormalSurvival } from '../../random/distributions.ts';
import type { Lognormal } from '../../random/distributions.ts';
import { wouldAccept } from '../engine/answers.ts';
import { survival } from '../../random/survival-curve.ts';
import type { Scene, Shift, SimRequest } from '../workload/scene.ts';
import { PackingProgram } from './linear-program.ts';
import { leastShare, limitsOf } from './windows.ts';
import type { Limit, Span } from './windows.ts';

/** What is known beforehand: LP-A everything, LP-B how times are distributed. */
export type Knowledge = 'clairvoyant' | 'ex-ante';

export interface BoundOptions {
  readonly knowledge: Knowledge;
  readonly slotSeconds: number;
}

export interface Bound {
  readonly requests: number;
  /** At most so many of them are served. */
  readonly served: number;
  readonly columns: number;
  readonly rows: number;
  readonly entries: number;
}

/** The bound for one scene. It must have no redials: who asks must not depend on the policy. */
export function servedBound(scene: Scene, options: BoundOptions): Bound {
  if (scene.behaviour.redialShare > 0) throw new Error('a bound needs a scene without redials');
  const { knowledge, slotSeconds } = options;
  const stillThere = stillThereIn(scene, knowledge);
  const lengths = lengthsIn(scene, knowledge);
  const program = new PackingProgram();
  const seconds = (at: number) => (at - scene.from) / 1000;
  const requests = scene.requests.map((one) => ({ one, row: program.row(1) }));
  for (const shift of scene.shifts) {
    const span = { from: seconds(shift.from), to: seconds(shift.to) };
    const { capacity } = shift.person;
    // Rows in shares of one place: large and small numbers in one program make it unsound.
    const limits = limitsOf(span, slotSeconds).map((limit) => ({ limit, row: program.row(capacity) }));
    for (const { one, row } of requests) {
      const start = startsOf(scene, one, shift, knowledge);
      if (start === undefined) continue;
      const presence = (at: number) => stillThere(at - seconds(one.at));
      addColumns(program, { row, limits, start, lengths: lengths(one, capacity), presence }, slotSeconds);
    }
  }
  const served = program.upperBound();
  const { columns, rows, entries } = program;
  return { requests: scene.requests.length, served, columns, rows, entries };
}

/** When this pair could begin to talk; undefined: never. */
function startsOf(scene: Scene, request: SimRequest, shift: Shift, knowledge: Knowledge): Span | undefined {
  const { answer } = scene.behaviour;
  const waits = knowledge === 'clairvoyant' ? request.patienceSeconds : Infinity;
  const longest = Math.min(waits, scene.limits.unmatchedExpirySeconds);
  const from = Math.max(request.at, shift.from) + (answer === null ? 0 : answer.min * 1000);
  const to = Math.min(request.at + longest * 1000, shift.to);
  if (from > to || misfits(request.ask, shift.person.facts).length > 0) return undefined;
  if (!wouldAccept(scene, request.id, shift.person)) return undefined;
  return { from: (from - scene.from) / 1000, to: (to - scene.from) / 1000 };
}

/** Share of those who ask that still wait after so many seconds: all that matters of patience, if it is not known. */
function stillThereIn({ seekers: { patience } }: Scene, knowledge: Knowledge): (seconds: number) => number {
  return knowledge === 'clairvoyant' || patience === null ? () => 1 : (seconds) => survival(patience, seconds);
}

/** Lengths of a talk with its rest, and how likely each is; a rest keeps the whole volunteer, so it counts only with one place. */
type Lengths = readonly { readonly seconds: number; readonly share: number }[];

/** Lengths that stand for a distribution: each for an equal share, and the shortest of its share. */
const lengthsPerDistribution = 48;

function lengthsIn(
  { limits, seekers: { talk, heavyShare } }: Scene,
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
  /** How likely the seeker is still there, by seconds from the start of the run. */
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
