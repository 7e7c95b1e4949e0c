import type * as z from 'zod';
import type { volunteerView as shape } from '../../contract/volunteers.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { eligibilityViewOf, type SeatedVolunteer } from './eligibility-view.ts';

export type VolunteerView = z.infer<typeof shape>;

/** A volunteer as the coordinators of the space see them. It never shows their subject at the identity provider. */
export function volunteerViewOf(placed: SeatedVolunteer, now: EpochMs): VolunteerView {
  const {
    rev: _rev,
    callouts: _pages,
    invitedAgain: _again,
    subject,
    createdAt,
    credentials,
    leftAt,
    ...shown
  } = placed.volunteer;
  return {
    ...shown,
    linked: subject !== undefined,
    credentials: credentials.map(({ kind, expiresAt }) => ({ kind, expiresAt: toIso(expiresAt) })),
    eligibility: eligibilityViewOf(placed, now),
    createdAt: toIso(createdAt),
    ...(leftAt === undefined ? {} : { leftAt: toIso(leftAt) }),
  };
}
