/**
 * When planning again could bring an offer although only time has passed. It is computed from the room as it is after the plan is
 * committed. A promotion is never such a moment: it only reorders the requests that wait, and for those no volunteer is free. The
 * end of a lease is no such moment either, unless a request waits for that volunteer (`Relaxation.until`).
 */
import { pairFits, pairViolations } from '../../eligibility.ts';
import type { Seat } from '../../seat.ts';
import type { Talk } from '../../talk.ts';
import { earliest, latest, plusSeconds, type EpochMs } from '../../time.ts';
import type { Wish } from '../choose.ts';
import { comesAt, type Candidate } from '../candidates.ts';
import { Speakers } from '../speakers.ts';

/** A request that time alone may bring an offer: one that waits, or one that may be hedged after some time. */
export interface Hopeful extends Wish {
  /** Before this time nothing is planned for it. */
  readonly from: EpochMs;
  /** The free volunteers it needs: one, or the surplus that a hedge needs. */
  readonly needed: number;
}

/**
 * The first instant after `now` at which one of the requests could get an offer through time alone, or undefined. Never too late.
 * Sometimes too early, which costs one wake that finds nothing to do. `left` are the volunteers the plan did not take.
 */
export function nextDue(hopefuls: readonly Hopeful[], left: readonly Candidate[], now: EpochMs): EpochMs | undefined {
  const comers: Comer[] = [];
  for (const candidate of left) {
    const at = comesAt(candidate, now);
    if (at !== undefined) comers.push({ seat: candidate.seat, at });
  }
  comers.sort((a, b) => a.at - b.at);
  const speakers = new Speakers(comers);
  let due: EpochMs | undefined;
  for (const hopeful of hopefuls) {
    if (due !== undefined && hopeful.from >= due) continue;
    const ready = readyTimes(hopeful.talk, speakers.of(hopeful.talk.criteria.languages), due);
    due = earliest(due, dueOf(hopeful, ready, now));
  }
  return due;
}

interface Comer {
  readonly seat: Seat;
  readonly at: EpochMs;
}

/** When each volunteer is free for the request, ascending, none before now. Times at `bound` or later may be missing. */
function readyTimes(talk: Talk, comers: readonly Comer[], bound: EpochMs | undefined): readonly EpochMs[] {
  const times: EpochMs[] = [];
  for (const comer of comers) {
    if (bound !== undefined && comer.at >= bound) break;
    const ready = readyAt(talk, comer);
    if (ready !== undefined) times.push(ready);
  }
  return times.toSorted((a, b) => a - b);
}

/** Of the rules that exclude a pair, only a temporary `excludedVolunteers` ends by itself. Undefined: never. */
function readyAt(talk: Talk, { seat, at }: Comer): EpochMs | undefined {
  if (pairFits(talk, seat, at)) return at;
  const until = talk.excludedVolunteers.find((entry) => entry.volunteer === seat.volunteer)?.until ?? undefined;
  return until !== undefined && pairViolations(talk, seat, at).every((one) => one === 'excluded') ? until : undefined;
}

function dueOf(hopeful: Hopeful, ready: readonly EpochMs[], now: EpochMs): EpochMs | undefined {
  const enough = ready[hopeful.needed - 1];
  if (enough === undefined) return undefined;
  const first = latest(enough, hopeful.from);
  if (first > now) return first;
  const nextReady = ready.find((at) => at > now);
  return earliest(hopeful.relaxation.until, nextReady);
}

/** The moment after this one. */
export function justAfter(now: EpochMs): EpochMs {
  return plusSeconds(now, 0.001);
}
