import type * as z from 'zod';
import type { mePage as shape } from '../../contract/volunteers.ts';
import { toIso } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import { openPage } from '../../domain/transitions/call-out.ts';
import type { OpenPage } from '../../domain/transitions/call-out.ts';
import { factsOf } from '../../domain/volunteer.ts';
import { eligibilityPage } from './eligibility-view.ts';
import type { Placed } from './eligibility-view.ts';

export type MeView = z.infer<typeof shape>;

/** A volunteer as they see themselves. The limits are those that hold for them: the lower of their own and the space's. */
export function mePage(placed: Placed, now: EpochMs): MeView {
  const { volunteer, space, seat } = placed;
  const { id, status, role, languages, topics, mutedTopics } = volunteer;
  const { talksPerDay, capacityMax } = factsOf(volunteer, space);
  const eligibility = eligibilityPage(placed, now);
  const limits = { talksPerDay, capacityMax };
  const pages = volunteer.pages ?? true;
  const page = pages && eligibility.eligible && seat !== undefined ? openPage(seat, now) : undefined;
  const shown = { id, space: space.id, spaceName: space.name, status, role, languages, topics, mutedTopics, limits, eligibility };
  return { ...shown, pages, page: page === undefined ? null : pageView(page) };
}

function pageView({ since, until, languages, role, channel }: OpenPage): MeView['page'] {
  return { since: toIso(since), until: toIso(until), languages, role: role ?? null, channel };
}
