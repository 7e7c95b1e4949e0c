/** The volunteers of a snapshot. Everything that does not depend on the request is computed once. */
import { dutyMisfits, roomMisfits } from '../eligibility.ts';
import { dayCount, freeAt, onProbation } from '../seat.ts';
import type { Seat } from '../seat.ts';
import { earliest, latest } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { role } from '../vocabulary.ts';
import { compareIds } from './order.ts';
import type { Snapshot, WaitReason } from './plan.ts';
import type { Policy } from './policy.ts';

export interface Place {
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
export function placesOf(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Place[] {
  const compare = policy.name === 'fcfs' ? longestIdleFirst : humblestRoleFirst;
  return everybodyOn(snapshot, now).sort((a, b) => compare(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
}

/** Every volunteer who is on, in the order in which they were read. */
export function everybodyOn(snapshot: Snapshot, now: EpochMs): Place[] {
  return snapshot.seats.map((seat) => placeOf(seat, snapshot, now)).filter((place) => place !== undefined);
}

/** Whether this volunteer can get a new offer now. */
export function isFree(place: Place): boolean {
  return place.obstacles.length === 0;
}

/** One volunteer of a snapshot. Undefined: not on. */
export function placeOf(seat: Seat, { date, duty }: Snapshot, now: EpochMs): Place | undefined {
  const obstacles: WaitReason[] = roomMisfits(seat, date, now);
  if (obstacles.includes('off') || obstacles.includes('lease-lapsed')) return undefined;
  const alone = dutyMisfits(seat, duty?.on ?? false);
  obstacles.push(...alone);
  if (seat.offers.length > 0) obstacles.push('others-first');
  return {
    seat,
    obstacles,
    idleFrom: latest(seat.idleSince, seat.restUntil),
    stays: dayCount(seat, date) - seat.offers.length < seat.facts.talksPerDay && alone.length === 0,
    dutyChangesAt: onProbation(seat) ? duty?.changesAt : undefined,
  };
}

/**
 * When, through time alone, a volunteer who is worth waiting for leaves or may no longer serve. Undefined: never. During a talk
 * no lease is needed.
 */
export function leavesAt({ seat, dutyChangesAt }: Place): EpochMs | undefined {
  const { talks, leaseExpiresAt, until, facts } = seat;
  const eligibleUntil = facts.eligibleUntil ?? undefined;
  return earliest(eligibleUntil, until, dutyChangesAt, talks.length > 0 ? undefined : leaseExpiresAt);
}

/**
 * When, through time alone, this volunteer could take the next offer: now, or after the rest and once duty has begun. Undefined:
 * something else prevents it.
 */
export function comesAt({ seat, obstacles, dutyChangesAt }: Place, now: EpochMs): EpochMs | undefined {
  if (!obstacles.every((one) => one === 'resting' || one === 'on-probation')) return undefined;
  if (!obstacles.includes('on-probation')) return latest(freeAt(seat), now);
  return dutyChangesAt === undefined ? undefined : latest(dutyChangesAt, freeAt(seat), now);
}

/** A volunteer without a talk comes before one who has a place left beside a talk: only the first is idle. */
export function longestIdleFirst(a: Place, b: Place): number {
  return a.seat.talks.length - b.seat.talks.length || a.idleFrom - b.idleFrom;
}

/**
 * Listeners before mentors before professionals, then the longest idle, then the one with the fewest languages. So scarce
 * volunteers stay free.
 */
function humblestRoleFirst(a: Place, b: Place): number {
  return roleRank(a) - roleRank(b) || longestIdleFirst(a, b) || a.seat.facts.languages.length - b.seat.facts.languages.length;
}

function roleRank({ seat }: Place): number {
  return role.options.indexOf(seat.facts.role);
}
