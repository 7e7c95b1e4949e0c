/** How often a socket must be heard: the server says it in every answer to a beat, so that price and freshness can change without clients. */
import { beatSeconds, beatSecondsMin, leaseMarginSeconds, quietBeatSeconds } from './live-limits.ts';
import type { Seat } from './seat.ts';
import type { Space } from './space.ts';
import { isWaiting, type Talk } from './talk.ts';
import { secondsBetween, type EpochMs } from './time.ts';

/** Often enough that a waiting seeker counts as still there, although one beat is lost. */
export function beatOfSeeker(talk: Talk, { stillThereSeconds }: Pick<Space['limits'], 'stillThereSeconds'>): number {
  return isWaiting(talk) ? Math.min(beatSeconds, Math.floor(stillThereSeconds / 2)) : quietBeatSeconds;
}

/**
 * Twice a lease while the volunteer is on. In a talk and while off no lease is needed. During a rest, the next beat comes when the rest ends,
 * because no record of the stream tells that.
 */
export function beatOfVolunteer(
  seat: Seat | undefined,
  { presenceLeaseSeconds }: Pick<Space['limits'], 'presenceLeaseSeconds'>,
  now: EpochMs,
): number {
  if (seat === undefined || seat.on === 'off' || seat.talks.length > 0) return quietBeatSeconds;
  const usual = Math.min(quietBeatSeconds, Math.floor(presenceLeaseSeconds / 2), beforeLeaseEnds(seat, now));
  if (seat.restUntil <= now) return usual;
  return Math.min(usual, Math.max(beatSecondsMin, Math.ceil(secondsBetween(now, seat.restUntil)) + 1));
}

/** A push makes the client count anew, and renews nothing: so the next beat must come before the end of the lease. */
function beforeLeaseEnds({ leaseExpiresAt }: Seat, now: EpochMs): number {
  const left = Math.floor(secondsBetween(now, leaseExpiresAt)) - leaseMarginSeconds;
  return left < 0 ? quietBeatSeconds : Math.max(beatSecondsMin, left);
}
