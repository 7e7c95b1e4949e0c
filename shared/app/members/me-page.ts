import type * as z from 'zod';
import type { mePage as shape } from '../../contract/volunteers.ts';
import type { EpochMs } from '../../domain/time.ts';
import { factsOf } from '../../domain/volunteer.ts';
import { eligibilityPage } from '../common/eligibility-page.ts';
import type { Placed } from '../common/eligibility-page.ts';

export type MeView = z.infer<typeof shape>;

/** A volunteer as they see themselves; the limits are those that hold for them: the lower of their own and the space's. */
export function mePage(placed: Placed, now: EpochMs): MeView {
  const { volunteer, space } = placed;
  const { id, status, role, languages, topics, mutedTopics } = volunteer;
  const { talksPerDay, capacityMax } = factsOf(volunteer, space);
  const eligibility = eligibilityPage(placed, now);
  const limits = { talksPerDay, capacityMax };
  return { id, space: space.id, spaceName: space.name, status, role, languages, topics, mutedTopics, limits, eligibility };
}
