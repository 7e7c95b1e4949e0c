/** Why a pair was chosen, and why a request still waits: the codes that seekers, volunteers, logs and metrics get. */
import { pairViolations } from '../../eligibility.ts';
import { needClass } from '../../talk.ts';
import type { EpochMs } from '../../time.ts';
import { mayServe, type Wish } from '../choose.ts';
import type { Queued } from '../order.ts';
import type { PairReason, WaitReason } from '../plan.ts';
import { longestIdleFirst, type Candidate } from '../candidates.ts';
import { isSame, meetsAll, prefers, sharedTopics } from '../relax.ts';

/** A request with its position in the queue, and how far it is relaxed. */
export interface QueueEntry extends Queued, Wish {}

/** Why this volunteer was chosen. `idleLongest`: no other volunteer who could serve was idle longer. */
export function pairReasons(asking: QueueEntry, chosen: Candidate, idleLongest: boolean): PairReason[] {
  const { talk } = asking;
  const reasons: PairReason[] = [];
  if (talk.need === 'notSafeNow') reasons.push('not-safe-now');
  if (asking.needClass < needClass(talk.need)) reasons.push('promoted');
  if (talk.criteria.sameVolunteer !== undefined)
    reasons.push(isSame(talk.criteria, chosen.seat) ? 'same-volunteer' : 'same-volunteer-relaxed');
  if (prefers(talk.criteria)) reasons.push(meetsAll(talk.criteria, chosen.seat) ? 'preferences-met' : 'preferences-relaxed');
  if (sharedTopics(talk.criteria, chosen.seat) > 0) reasons.push('topic-fit');
  if (idleLongest) reasons.push('longest-idle');
  if (talk.offers.length > 0) reasons.push('hedged');
  return reasons;
}

/** Whether no other free volunteer who may serve the request has been idle longer. */
export function isLongestIdle(wish: Wish, chosen: Candidate, free: Iterable<Candidate>, now: EpochMs): boolean {
  for (const candidate of free) if (longestIdleFirst(candidate, chosen) < 0 && mayServe(wish, candidate.seat, now)) return false;
  return true;
}

/**
 * Why no further volunteer is asked for this request: what holds back the volunteers who may serve it. If no volunteer who is on
 * may ever serve it: what all of them lack. `on` is every volunteer who is on, as `heldBack` groups them.
 */
export function waitReasons(asking: QueueEntry, on: readonly Held[], now: EpochMs): readonly WaitReason[] {
  if (asking.talk.offers.length > 0) return ['offered'];
  if (!asking.isPresent) return ['not-seen-lately'];
  if (on.length === 0) return ['nobody-on'];
  const held = heldBackBy(asking, on, now);
  if (held.length === 0) return lackedBy(asking, on, now);
  const { stage } = asking.relaxation;
  return stage === 'any' ? held : [`waiting-for-${stage}`, ...held];
}

/** Checks only the volunteers who could add a reason. Among many busy volunteers the first few give every reason. */
function heldBackBy(wish: Wish, groups: readonly Held[], now: EpochMs): readonly WaitReason[] {
  const found = new Set<WaitReason>();
  for (const { obstacles, candidates } of groups) {
    if (obstacles.every((one) => found.has(one))) continue;
    if (candidates.some(({ seat }) => mayServe(wish, seat, now))) for (const one of obstacles) found.add(one);
  }
  return [...found].toSorted();
}

/** Volunteers who are held back by the same reasons. */
export interface Held {
  readonly obstacles: readonly WaitReason[];
  readonly candidates: readonly Candidate[];
}

/**
 * Every volunteer who is on, grouped by what holds them back. `taken` are the volunteers that the same plan gives to other
 * requests.
 */
export function heldBack(candidates: readonly Candidate[], taken: ReadonlySet<Candidate>): readonly Held[] {
  const groups = Map.groupBy(candidates, (candidate) => nameOf(taken.has(candidate) ? givenToOthers : candidate.obstacles));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ obstacles: taken.has(first) ? givenToOthers : first.obstacles, candidates: group }];
  });
}

/** Nearly all volunteers have one reason, and then no text is built. */
function nameOf(obstacles: readonly WaitReason[]): string {
  return obstacles.length === 1 ? (obstacles[0] ?? '') : obstacles.join();
}

const givenToOthers: readonly WaitReason[] = ['others-first'];

function lackedBy(wish: Wish, on: readonly Held[], now: EpochMs): readonly WaitReason[] {
  const found = new Set<WaitReason>();
  for (const { candidates } of on)
    for (const { seat } of candidates) for (const one of pairViolations(wish.talk, seat, now)) found.add(one);
  return [...found].toSorted();
}
