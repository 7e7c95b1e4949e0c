/** Availability as the volunteer sees it. */
import type * as z from 'zod';
import type { availabilityView } from '../../contract/availability.ts';
import { capacityOf, type Seat } from '../../domain/seat.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';

export type AvailabilityView = z.input<typeof availabilityView>;

/** What the volunteer is told about their availability. */
export function availabilityViewOf(seat: Seat, now: EpochMs): AvailabilityView {
  return {
    state: seat.on,
    ...(seat.session === undefined || seat.on === 'off' ? {} : { session: seat.session }),
    ...(seat.on === 'off' ? {} : { leaseExpiresAt: toIso(seat.leaseExpiresAt) }),
    ...(seat.until === undefined ? {} : { until: toIso(seat.until) }),
    ...(seat.restUntil > now ? { restUntil: toIso(seat.restUntil) } : {}),
    channels: [...seat.channels],
    capacity: capacityOf(seat),
    talks: seat.talks.length,
  };
}
