/** The volunteers of a snapshot. Everything that does not depend on the request is computed once. */
import { roomViolations } from '../eligibility.ts';
import { availableAt, dayCount, isDueOff, onProbation, type Seat } from '../seat.ts';
import { earliest, latest, type EpochMs } from '../time.ts';
import { role } from '../vocabulary.ts';
import { compareIds } from './order.ts';
import type { Snapshot, WaitReason } from './plan.ts';
import type { Policy } from './policy.ts';

export interface Candidate {
  readonly seat: Seat;
  /**
   * What keeps this volunteer from a new offer now; empty: free. A volunteer who holds an open offer does not get a second one.
   */
  readonly obstacles: readonly WaitReason[];
  /**
   * Since when the volunteer is idle. A back-off after a lapse does not count: it does not move the volunteer back in the order
   * (invariant 8).
   */
  readonly idleFrom: EpochMs;
  /**
   * Free, busy or resting, with talks left for today, and with a coordinator on duty if they need one. Such a volunteer is worth
   * waiting for.
   */
  readonly stays: boolean;
  /** For a volunteer on probation: when duty next ends or begins. Undefined: never, or it makes no difference to them. */
  readonly dutyChangesAt: EpochMs | undefined;
}

/** Every volunteer who is on, in the order in which they are asked when the seeker's wishes do not tell them apart. */
export function candidatesOf(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Candidate[] {
  const compare = policy.name === 'fcfs' ? longestIdleFirst : humblestRoleFirst;
  return unorderedCandidates(snapshot, now).sort((a, b) => compare(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
}

/** Every volunteer who is on, in the order in which they were read. */
export function unorderedCandidates(snapshot: Snapshot, now: EpochMs): Candidate[] {
  return snapshot.seats.map((seat) => candidateOf(seat, snapshot, now)).filter((candidate) => candidate !== undefined);
}

/** Whether this volunteer can get a new offer now. */
export function isFree(candidate: Candidate): boolean {
  return candidate.obstacles.length === 0;
}

/**
 * One volunteer of a snapshot. Undefined: not on. A volunteer in a talk who has been silent is on: the end of the talk shows that
 * they are present.
 */
export function candidateOf(seat: Seat, { date, duty, closed }: Snapshot, now: EpochMs): Candidate | undefined {
  if (seat.on !== 'on' || isDueOff(seat, now) || (seat.until ?? Infinity) <= now) return undefined;
  const obstacles: WaitReason[] = roomViolations(seat, { date, onDuty: duty?.on, closed }, now);
  if (seat.offers.length > 0) obstacles.push('others-first');
  return {
    seat,
    obstacles,
    idleFrom: latest(seat.idleSince, seat.restUntil),
    stays: dayCount(seat, date) - seat.offers.length < seat.facts.talksPerDay && !obstacles.includes('on-probation'),
    dutyChangesAt: onProbation(seat) ? duty?.changesAt : undefined,
  };
}

/**
 * When, through time alone, a volunteer who is worth waiting for leaves or may no longer serve. Undefined: never. During a talk
 * no lease is needed.
 */
export function leavesAt({ seat, dutyChangesAt }: Candidate): EpochMs | undefined {
  const { talks, leaseExpiresAt, until, facts } = seat;
  const eligibleUntil = facts.eligibleUntil ?? undefined;
  return earliest(eligibleUntil, until, dutyChangesAt, talks.length > 0 ? undefined : leaseExpiresAt);
}

/**
 * When, through time alone, this volunteer could take the next offer: now, or after the rest and once duty has begun. Undefined:
 * something else prevents it.
 */
export function comesAt({ seat, obstacles, dutyChangesAt }: Candidate, now: EpochMs): EpochMs | undefined {
  if (!obstacles.every((one) => one === 'resting' || one === 'on-probation')) return undefined;
  if (!obstacles.includes('on-probation')) return latest(availableAt(seat), now);
  return dutyChangesAt === undefined ? undefined : latest(dutyChangesAt, availableAt(seat), now);
}

/** A volunteer without a talk comes before one who has a place left beside a talk: only the first is idle. */
export function longestIdleFirst(a: Candidate, b: Candidate): number {
  return a.seat.talks.length - b.seat.talks.length || a.idleFrom - b.idleFrom;
}

/**
 * Listeners before mentors before professionals, then the longest idle, then the one with the fewest languages. So scarce
 * volunteers stay free.
 */
function humblestRoleFirst(a: Candidate, b: Candidate): number {
  return roleRank(a) - roleRank(b) || longestIdleFirst(a, b) || a.seat.facts.languages.length - b.seat.facts.languages.length;
}

function roleRank({ seat }: Candidate): number {
  return role.options.indexOf(seat.facts.role);
}
