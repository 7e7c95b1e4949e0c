/** The volunteers of a snapshot, with everything judged once that does not depend on who asks. */
import { roomMisfits } from '../eligibility.ts';
import { dayCount } from '../seat.ts';
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
  /** Free, busy or resting, and with talks left for today: worth waiting for. */
  readonly stays: boolean;
}

/** Everybody who is on, in the order in which they are asked where nothing the seeker wishes tells them apart. */
export function placesOf(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Place[] {
  const compare = policy.name === 'fcfs' ? longestIdleFirst : humblestRoleFirst;
  return everybodyOn(snapshot, now).sort((a, b) => compare(a, b) || compareIds(a.seat.volunteer, b.seat.volunteer));
}

/** Everybody who is on, in the order in which they were read. */
export function everybodyOn(snapshot: Snapshot, now: EpochMs): Place[] {
  return snapshot.seats
    .map((seat) => placeOf(seat, snapshot.date, now))
    .filter(({ obstacles }) => !obstacles.includes('off') && !obstacles.includes('lease-lapsed'));
}

/** Whether a new offer could be put there now. */
export function isFree(place: Place): boolean {
  return place.obstacles.length === 0;
}

function placeOf(seat: Seat, date: string, now: EpochMs): Place {
  const room = roomMisfits(seat, date, now);
  return {
    seat,
    obstacles: seat.offers.length > 0 ? [...room, 'others-first'] : room,
    idleFrom: latest(seat.idleSince, seat.restUntil),
    stays: dayCount(seat, date) - seat.offers.length < seat.facts.talksPerDay,
  };
}

/** When, by the clock alone, this volunteer is gone or may no longer serve; undefined: never. A talk needs no lease. */
export function leavesAt({ talks, leaseExpiresAt, until, facts }: Seat): EpochMs | undefined {
  const eligibleUntil = facts.eligibleUntil ?? undefined;
  return earliest(eligibleUntil, until, talks.length > 0 ? undefined : leaseExpiresAt);
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
