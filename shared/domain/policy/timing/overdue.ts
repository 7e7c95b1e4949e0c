/** What is due in a room through time alone: offers that lapse, requests that expire, leases and talks that end. Pure. */
import type { OfferId, RequestId, VolunteerId } from '../../ids.ts';
import { leaseLapsed, type Seat } from '../../seat.ts';
import { isWaiting, type Talk } from '../../talk.ts';
import { earliest, type EpochMs } from '../../time.ts';

/** A lease that has ended withdraws the offers that its volunteer holds: `requests`. */
export type Overdue =
  | { readonly kind: 'lapse'; readonly request: RequestId; readonly offer: OfferId; readonly volunteer: VolunteerId }
  | { readonly kind: 'expire'; readonly request: RequestId }
  | { readonly kind: 'lease'; readonly volunteer: VolunteerId; readonly requests: readonly RequestId[] }
  | { readonly kind: 'talk'; readonly request: RequestId };

/** Everything that is due at `now`. An expiry comes before the lapses of the same request, and settles them. */
export function overdue(talks: readonly Talk[], seats: readonly Seat[], now: EpochMs): readonly Overdue[] {
  return [...talks.flatMap((talk) => ofTalk(talk, now)), ...seats.flatMap((seat) => ofSeat(seat, now))];
}

function ofTalk(talk: Talk, now: EpochMs): readonly Overdue[] {
  if (talk.state === 'matched' && talk.match !== undefined && talk.match.endsBy <= now)
    return [{ kind: 'talk', request: talk.id }];
  if (!isWaiting(talk)) return [];
  if (talk.expiresAt <= now) return [{ kind: 'expire', request: talk.id }];
  return talk.offers
    .filter((offer) => offer.expiresAt <= now)
    .map((offer) => ({ kind: 'lapse', request: talk.id, offer: offer.id, volunteer: offer.volunteer }));
}

function ofSeat(seat: Seat, now: EpochMs): readonly Overdue[] {
  if (!leaseLapsed(seat, now)) return [];
  return [{ kind: 'lease', volunteer: seat.volunteer, requests: seat.offers.map(({ request }) => request) }];
}

/**
 * When the next lapse or expiry is due. Ends of leases and of the longest talks are left to the reconciler, which runs every
 * minute: a timer for each renewal would cost more than the matching.
 */
export function nextDeadline(talks: readonly Talk[]): EpochMs | undefined {
  return earliest(...talks.filter(isWaiting).flatMap((talk) => [talk.expiresAt, ...talk.offers.map((offer) => offer.expiresAt)]));
}
