import type * as z from 'zod';
import type { mePage as shape } from '../../contract/volunteers.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { factsOf } from '../../domain/volunteer.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import { eligibilityPage } from '../common/eligibility-page.ts';

export type MeView = z.infer<typeof shape>;

/** A volunteer as they see themselves; the limits are those that hold for them: the lower of their own and the space's. */
export function mePage(volunteer: Volunteer, space: Space, now: EpochMs): MeView {
  const { id, status, role, languages, topics, mutedTopics } = volunteer;
  const { talksPerDay, capacityMax } = factsOf(volunteer, space);
  const eligibility = eligibilityPage(volunteer, space, now);
  const limits = { talksPerDay, capacityMax };
  return { id, space: space.id, spaceName: space.name, status, role, languages, topics, mutedTopics, limits, eligibility };
}
