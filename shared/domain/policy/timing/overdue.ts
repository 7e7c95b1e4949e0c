/**
 * What is due in a room through time alone: offers that lapse, requests that expire or whose space has closed, leases,
 * eligibility and talks that end. Pure.
 */
import type { OfferId, RequestId, VolunteerId } from '../../ids.ts';
import { isDueOff, type Seat } from '../../seat.ts';
import { isWaiting, type Talk } from '../../talk.ts';
import { earliest, type EpochMs } from '../../time.ts';

/** A lease or an eligibility that has ended withdraws the offers that its volunteer holds: `requests`. */
export type Overdue =
  | { readonly kind: 'lapse'; readonly request: RequestId; readonly offer: OfferId; readonly volunteer: VolunteerId }
  | { readonly kind: 'expire'; readonly request: RequestId }
  | { readonly kind: 'lease'; readonly volunteer: VolunteerId; readonly requests: readonly RequestId[] }
  | { readonly kind: 'talk'; readonly request: RequestId };

/**
 * Everything that is due at `now`. An expiry comes before the lapses of the same request, and settles them. `closed`: the space is
 * closed.
 */
export function overdue(
  {
    talks = [],
    seats = [],
    closed = false,
  }: { readonly talks?: readonly Talk[]; readonly seats?: readonly Seat[]; readonly closed?: boolean },
  now: EpochMs,
): readonly Overdue[] {
  return [...talks.flatMap((talk) => ofTalk(talk, closed, now)), ...seats.flatMap((seat) => ofSeat(seat, now))];
}

/**
 * Whether the request ends without a match: its time is over, or the space is closed and no volunteer is being asked any more.
 */
export function isExpiryDue(talk: Talk, closed: boolean, now: EpochMs): boolean {
  return isWaiting(talk) && (talk.expiresAt <= now || (closed && talk.offers.length === 0));
}

function ofTalk(talk: Talk, closed: boolean, now: EpochMs): readonly Overdue[] {
  if (talk.state === 'matched' && talk.match !== undefined && talk.match.endsBy <= now)
    return [{ kind: 'talk', request: talk.id }];
  if (!isWaiting(talk)) return [];
  if (isExpiryDue(talk, closed, now)) return [{ kind: 'expire', request: talk.id }];
  return talk.offers
    .filter((offer) => offer.expiresAt <= now)
    .map((offer) => ({ kind: 'lapse', request: talk.id, offer: offer.id, volunteer: offer.volunteer }));
}

function ofSeat(seat: Seat, now: EpochMs): readonly Overdue[] {
  if (!isDueOff(seat, now)) return [];
  return [{ kind: 'lease', volunteer: seat.volunteer, requests: seat.offers.map(({ request }) => request) }];
}

/**
 * When the next lapse or expiry is due. `closes`: when the space closes, now if it is closed, undefined if it does not. Ends of
 * leases and of the longest talks are left to the reconciler, which runs every minute: a timer for each renewal would cost more
 * than the matching.
 */
export function nextDeadline(talks: readonly Talk[], closes?: EpochMs): EpochMs | undefined {
  return earliest(
    ...talks
      .filter(isWaiting)
      .flatMap((talk) => [
        talk.expiresAt,
        talk.offers.length === 0 ? closes : undefined,
        ...talk.offers.map((offer) => offer.expiresAt),
      ]),
  );
}
