/** Availability as the volunteer sees it. */
import type * as z from 'zod';
import type { availabilityView, explainedAvailability } from '../../contract/availability.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { NoOfferReason } from '../../domain/no-offer.ts';
import { capacityOf, talksOn, type Seat } from '../../domain/seat.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { newSeat } from '../../domain/transitions/availability.ts';
import { factsOf } from '../../domain/volunteer.ts';
import type { SeatedVolunteer } from '../volunteers/eligibility-view.ts';

export type AvailabilityView = z.input<typeof availabilityView>;
export type ExplainedAvailability = z.output<typeof explainedAvailability>;

/** What the volunteer is told about their availability. A volunteer who was never on is off. */
export function availabilityViewOf({ volunteer, space, seat }: SeatedVolunteer, now: EpochMs): AvailabilityView {
  const facts = factsOf(volunteer, space);
  const of = seat ?? newSeat({ space: space.id, volunteer: volunteer.id }, facts, now);
  return {
    state: of.on,
    ...(of.session === undefined || of.on === 'off' ? {} : { session: of.session }),
    ...leaseOf(of),
    ...(of.until === undefined ? {} : { until: toIso(of.until) }),
    ...(of.restUntil > now ? { restUntil: toIso(of.restUntil) } : {}),
    channels: [...of.channels],
    capacity: capacityOf(of),
    talks: of.talks.length,
    talksToday: talksOn(of, localDate(space.timeZone, now)),
    talksPerDay: facts.talksPerDay,
  };
}

/** The lease, as the answers of a volunteer's calls carry it. */
export function leaseOf(seat: Seat | undefined): { readonly leaseExpiresAt?: string } {
  return seat === undefined || seat.on === 'off' ? {} : { leaseExpiresAt: toIso(seat.leaseExpiresAt) };
}

/** Reasons as they are shown. */
export function reasonViews(reasons: readonly NoOfferReason[]): ExplainedAvailability['reasons'] {
  return reasons.map(({ reason, what, until }) => ({
    reason,
    ...(what === undefined ? {} : { what }),
    ...(until === undefined ? {} : { until: toIso(until) }),
  }));
}
