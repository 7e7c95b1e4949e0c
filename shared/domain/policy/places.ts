/** The volunteers of a snapshot, with everything judged once that does not depend on who asks. */
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
  /** What keeps this volunteer from a new offer now; empty: free. Somebody who is being asked is not asked twice at once. */
  readonly obstacles: readonly WaitReason[];
  /** Since when they are idle. A back-off after a lapse does not count: it costs the volunteer no place (invariant 8). */
  readonly idleFrom: EpochMs;
  /** Free, busy or resting, with talks left for today and somebody on duty where they need it: worth waiting for. */
  readonly stays: boolean;
  /** For somebody on probation: when duty next ends, or begins; undefined: never, or it makes no difference to them. */
  readonly dutyChangesAt: EpochMs | undefined;
}

/** Everybody who is on, in the order in which they are asked where nothing the seeker wishes tells them apart. */
export function placesOf(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Place[] {
  const compare = policy.name === 'fcfs' ? longestIdleFirst : humblestRoleFirst;
  return everybodyOn(snapshot, now).sort((a, b) => compare(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
}

/** Everybody who is on, in the order in which they were read. */
export function everybodyOn(snapshot: Snapshot, now: EpochMs): Place[] {
  return snapshot.seats.map((seat) => placeOf(seat, snapshot, now)).filter((place) => place !== undefined);
}

/** Whether a new offer could be put there now. */
export function isFree(place: Place): boolean {
  return place.obstacles.length === 0;
}

/** One of a snapshot; undefined: not on. */
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

/** When, by the clock alone, this volunteer who is worth waiting for is gone or may no longer serve; undefined: never. A talk needs no lease. */
export function leavesAt({ seat, dutyChangesAt }: Place): EpochMs | undefined {
  const { talks, leaseExpiresAt, until, facts } = seat;
  const eligibleUntil = facts.eligibleUntil ?? undefined;
  return earliest(eligibleUntil, until, dutyChangesAt, talks.length > 0 ? undefined : leaseExpiresAt);
}

/**
 * When, by the clock alone, this volunteer could take the next offer: now, or once rest is over and duty has begun. Undefined:
 * something else keeps them.
 */
export function comesAt({ seat, obstacles, dutyChangesAt }: Place, now: EpochMs): EpochMs | undefined {
  if (!obstacles.every((one) => one === 'resting' || one === 'on-probation')) return undefined;
  if (!obstacles.includes('on-probation')) return latest(freeAt(seat), now);
  return dutyChangesAt === undefined ? undefined : latest(dutyChangesAt, freeAt(seat), now);
}

/** Who is in no talk comes before who has a place left beside one: only the first is idle. */
export function longestIdleFirst(a: Place, b: Place): number {
  return a.seat.talks.length - b.seat.talks.length || a.idleFrom - b.idleFrom;
}

/** Listeners before mentors before professionals, then the longest idle, then who speaks fewest languages: the scarce stay free. */
function humblestRoleFirst(a: Place, b: Place): number {
  return roleRank(a) - roleRank(b) || longestIdleFirst(a, b) || a.seat.facts.languages.length - b.seat.facts.languages.length;
}

function roleRank({ seat }: Place): number {
  return role.options.indexOf(seat.facts.role);
}
