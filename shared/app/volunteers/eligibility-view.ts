import type * as z from 'zod';
import type { eligibility } from '../../contract/volunteers.ts';
import { onProbation, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { factsOf, ineligibilities, type Volunteer } from '../../domain/volunteer.ts';
import { dutyNow } from '../../domain/opening.ts';

/** A volunteer with their space, and their seat if they were ever on. */
export interface SeatedVolunteer {
  readonly volunteer: Volunteer;
  readonly space: Space;
  readonly seat: Seat | undefined;
}

/**
 * Whether the volunteer may serve in the space now, and every reason against it. A volunteer on probation may still go on, and
 * gets offers as soon as a coordinator is on duty.
 */
export function eligibilityViewOf({ volunteer, space, seat }: SeatedVolunteer, now: EpochMs): z.infer<typeof eligibility> {
  const isAlone = onProbation({ talksEnded: seat?.talksEnded, facts: factsOf(volunteer, space) }) && !dutyNow(space, now);
  const reasons = [...ineligibilities(volunteer, space, now), ...(isAlone ? [{ reason: 'on-probation' }] : [])];
  return { eligible: reasons.length === 0, reasons };
}
