import type * as z from 'zod';
import type { eligibility } from '../../contract/volunteers.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { ineligibilities } from '../../domain/volunteer.ts';
import type { Volunteer } from '../../domain/volunteer.ts';

/** Whether the volunteer may serve in the space now, and every reason against it. */
export function eligibilityPage(volunteer: Volunteer, space: Space, now: EpochMs): z.infer<typeof eligibility> {
  const reasons = [...ineligibilities(volunteer, space, now)];
  return { eligible: reasons.length === 0, reasons };
}
