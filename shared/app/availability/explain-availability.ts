/** Where a volunteer stands: on or off, until when, and why no offer comes. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { heldBackBy, unservedBy, type NoOfferReason } from '../../domain/no-offer.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { readWaiting } from '../matching/read-room.ts';
import { loadElsewhere } from '../store/elsewhere.ts';
import { roomOf } from '../store/keys.ts';
import { presentSeat } from '../store/seats.ts';
import type { SeatedVolunteer } from '../volunteers/eligibility-view.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { availabilityViewOf, reasonViews, type ExplainedAvailability } from './availability-view.ts';

/** The caller's availability in one space. Like any call of a volunteer who is on, it extends the lease. 401, 404. */
export async function showAvailability(
  ports: Ports,
  command: { readonly caller: Caller; readonly space: SpaceId },
  now: EpochMs,
): Promise<Result<ExplainedAvailability, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const seat = await presentSeat(ports, me.value.space, me.value.volunteer.id, now);
  return seat.ok ? explained(ports, { ...me.value, seat: seat.value }, now) : seat;
}

/** The availability with its reasons. The room is read only if nothing about the volunteer keeps offers away. */
export async function explained(
  ports: Ports,
  placed: SeatedVolunteer,
  now: EpochMs,
): Promise<Result<ExplainedAvailability, Problem>> {
  const reasons = await noOfferReasons(ports, placed, now);
  return reasons.ok ? ok({ ...availabilityViewOf(placed, now), reasons: reasonViews(reasons.value) }) : reasons;
}

async function noOfferReasons(
  ports: Ports,
  placed: SeatedVolunteer,
  now: EpochMs,
): Promise<Result<readonly NoOfferReason[], Problem>> {
  const { seat, space } = placed;
  const elsewhere = await loadElsewhere(ports, seat === undefined ? [] : [seat]);
  if (!elsewhere.ok) return elsewhere;
  const held = heldBackBy({ ...placed, elsewhere: elsewhere.value.get(placed.volunteer.id) }, now);
  if (held.length > 0 || seat === undefined) return ok(held);
  const waiting = await readWaiting(ports, roomOf(space.id));
  return waiting.ok ? ok(unservedBy(seat, waiting.value)) : waiting;
}
