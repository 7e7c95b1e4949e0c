import type * as z from 'zod';
import type { volunteerPage as shape } from '../../contract/volunteers.ts';
import { toIso } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import { eligibilityPage } from './eligibility-view.ts';
import type { Placed } from './eligibility-view.ts';

export type VolunteerView = z.infer<typeof shape>;

/** A volunteer as the coordinators of the space see them. It never shows their subject at the identity provider. */
export function volunteerPage(placed: Placed, now: EpochMs): VolunteerView {
  const { rev: _rev, pages: _pages, subject, createdAt, credentials, ...shown } = placed.volunteer;
  return {
    ...shown,
    linked: subject !== undefined,
    credentials: credentials.map(({ kind, expiresAt }) => ({ kind, expiresAt: toIso(expiresAt) })),
    eligibility: eligibilityPage(placed, now),
    createdAt: toIso(createdAt),
  };
}
