/** What a volunteer sees of their own record. */
import type * as z from 'zod';
import type { meView as shape } from '../../contract/volunteers.ts';
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { openCallout, type OpenCallout } from '../../domain/transitions/call-out.ts';
import { factsOf } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import type { ExplainedAvailability } from '../availability/availability-view.ts';
import { explained } from '../availability/explain-availability.ts';
import { eligibilityViewOf, type SeatedVolunteer } from '../volunteers/eligibility-view.ts';

export type MeView = z.infer<typeof shape>;

/** A volunteer as they see themselves. It reads the room if nothing but the queue keeps offers from them. 503. */
export async function explainedMe(ports: Ports, placed: SeatedVolunteer, now: EpochMs): Promise<Result<MeView, Problem>> {
  const availability = await explained(ports, placed, now);
  return availability.ok ? ok(meViewOf(placed, availability.value, now)) : availability;
}

/** The limits are those that hold for them: the lower of their own and the space's. */
function meViewOf(placed: SeatedVolunteer, availability: ExplainedAvailability, now: EpochMs): MeView {
  const { volunteer, space } = placed;
  const { id, status, role, languages, topics, mutedTopics } = volunteer;
  const { talksPerDay, capacityMax } = factsOf(volunteer, space);
  const eligibility = eligibilityViewOf(placed, now);
  const limits = { talksPerDay, capacityMax };
  const said = { id, space: space.id, spaceName: space.name, status, role, languages, topics, mutedTopics };
  const shown = { ...said, limits, eligibility, availability };
  return { ...shown, callouts: mayBeAsked(placed), callout: calloutOf(placed, now) };
}

/** Whether the volunteer wants to be asked to come while off. */
function mayBeAsked({ volunteer }: SeatedVolunteer): boolean {
  return volunteer.callouts ?? true;
}

/** The call-out that the volunteer is shown now. */
export function calloutOf(placed: SeatedVolunteer, now: EpochMs): MeView['callout'] {
  const { seat } = placed;
  if (seat === undefined || !mayBeAsked(placed) || !eligibilityViewOf(placed, now).eligible) return null;
  const open = openCallout(seat, now);
  return open === undefined ? null : calloutViewOf(open);
}

function calloutViewOf({ since, until, languages, role, channel }: OpenCallout): MeView['callout'] {
  return { since: toIso(since), until: toIso(until), languages, role: role ?? null, channel };
}
