import type * as z from 'zod';
import type { meView as shape } from '../../contract/volunteers.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { openCallout, type OpenCallout } from '../../domain/transitions/call-out.ts';
import { factsOf } from '../../domain/volunteer.ts';
import { eligibilityViewOf, type SeatedVolunteer } from './eligibility-view.ts';

export type MeView = z.infer<typeof shape>;

/** A volunteer as they see themselves. The limits are those that hold for them: the lower of their own and the space's. */
export function meViewOf(placed: SeatedVolunteer, now: EpochMs): MeView {
  const { volunteer, space, seat } = placed;
  const { id, status, role, languages, topics, mutedTopics } = volunteer;
  const { talksPerDay, capacityMax } = factsOf(volunteer, space);
  const eligibility = eligibilityViewOf(placed, now);
  const limits = { talksPerDay, capacityMax };
  const pages = volunteer.callouts ?? true;
  const page = pages && eligibility.eligible && seat !== undefined ? openCallout(seat, now) : undefined;
  const shown = { id, space: space.id, spaceName: space.name, status, role, languages, topics, mutedTopics, limits, eligibility };
  return { ...shown, callouts: pages, callout: page === undefined ? null : calloutViewOf(page) };
}

function calloutViewOf({ since, until, languages, role, channel }: OpenCallout): MeView['callout'] {
  return { since: toIso(since), until: toIso(until), languages, role: role ?? null, channel };
}
