/** A volunteer of a space: the lasting profile, and what follows from it. */
import * as z from 'zod';
import { spaceId, volunteerId } from './ids.ts';
import { listEntriesMax, nameCharsMax, spaceLimits } from './limits.ts';
import type { SeatFacts } from './seat.ts';
import type { Space } from './space.ts';
import { epochMs, type EpochMs } from './time.ts';
import { foldLabel, sameLabel } from './text.ts';
import { attributes, channel, foldAttributes, label, labels, role, storedLanguages } from './vocabulary.ts';

export const credential = z.strictObject({ kind: label, expiresAt: epochMs });

export const volunteerStatus = z.enum(['invited', 'active', 'suspended']);

/** Caps that volunteers set for themselves, within those of the space. */
export const ownLimits = z.strictObject({
  talksPerDay: z.int().min(1).max(spaceLimits.talksPerDay.max).optional(),
  capacityMax: z.int().min(1).max(spaceLimits.capacityMax.max).optional(),
});

/**
 * What a coordinator sets for one volunteer: the same caps, and how long probation lasts, whatever the space says (0 ends it
 * early).
 */
export const volunteerLimits = ownLimits.extend({
  probationTalks: z.int().min(spaceLimits.probationTalks.min).max(spaceLimits.probationTalks.max).optional(),
});

const volunteerLabel = z.string().min(1).max(nameCharsMax);

export const volunteer = z.strictObject({
  id: volunteerId,
  space: spaceId,
  rev: z.string(),
  createdAt: epochMs,
  /** The volunteer's subject at the identity provider. Absent until the invitation is accepted. */
  subject: z.string().optional(),
  status: volunteerStatus,
  /** What the coordinators of the space call the volunteer. Only they see it. */
  label: volunteerLabel.optional(),
  role,
  languages: storedLanguages,
  topics: labels,
  mutedTopics: labels,
  /** Absent: every channel of the space. */
  channels: z.array(channel).min(1).optional(),
  attributes,
  credentials: z.array(credential).max(listEntriesMax),
  limits: volunteerLimits,
  /**
   * Whether the volunteer allows call-outs while off. Absent: yes. Only the volunteer sets it, and only the volunteer sees it.
   */
  callouts: z.boolean().optional(),
  /** How often the volunteer was invited again. Each time there is a new code. Absent: never. */
  invitedAgain: z.int().positive().optional(),
  /** When the volunteer left. The record stays until the open talks have ended. */
  leftAt: epochMs.optional(),
});
export type Volunteer = z.infer<typeof volunteer>;

export const ineligibilityReasons = [
  'not-active',
  'no-subject',
  'credential-missing',
  'credential-expired',
  'role-not-offered',
  'channel-not-offered',
] as const;
export type IneligibilityReason = (typeof ineligibilityReasons)[number];

export interface Ineligibility {
  readonly reason: IneligibilityReason;
  /** The kind of credential, or the role. Never anything personal. */
  readonly what?: string;
}

/**
 * Why this volunteer may not serve now. Empty: they may. It is computed and never stored, so an expiry takes effect at the next
 * commit.
 */
export function ineligibilities(of: Volunteer, space: Space, now: EpochMs): readonly Ineligibility[] {
  const found: Ineligibility[] = [];
  if (of.status !== 'active') found.push({ reason: 'not-active' });
  if (of.subject === undefined) found.push({ reason: 'no-subject' });
  for (const kind of space.credentialsRequired) {
    const held = of.credentials.filter((one) => sameLabel(one.kind, kind));
    if (held.length === 0) found.push({ reason: 'credential-missing', what: kind });
    else if (!held.some((one) => one.expiresAt > now)) found.push({ reason: 'credential-expired', what: kind });
  }
  if (!space.roles.includes(of.role)) found.push({ reason: 'role-not-offered', what: of.role });
  if (offeredChannels(of, space).length === 0) found.push({ reason: 'channel-not-offered' });
  return found;
}

function offeredChannels(of: Volunteer, space: Space): SeatFacts['channels'] {
  return of.channels === undefined ? space.channels : of.channels.filter((one) => space.channels.includes(one));
}

/** When the first required credential expires. Null if none is required, 0 if one is missing. */
function eligibleUntil(of: Volunteer, space: Space): EpochMs | null {
  const ends = space.credentialsRequired.map((kind) =>
    Math.max(0, ...of.credentials.filter((one) => sameLabel(one.kind, kind)).map((one) => one.expiresAt)),
  );
  return ends.length === 0 ? null : epochMs.parse(Math.min(...ends));
}

/** The facts that matching needs, as the seat holds them. */
export function factsOf(of: Volunteer, space: Space): SeatFacts {
  const channels = offeredChannels(of, space);
  const probationTalks = of.limits.probationTalks ?? space.limits.probationTalks;
  return {
    active: of.status === 'active' && of.subject !== undefined && space.roles.includes(of.role) && channels.length > 0,
    role: of.role,
    languages: of.languages,
    ...(space.inclusivity.scriptsApart === true ? { scriptsApart: true } : {}),
    topics: of.topics.map(foldLabel),
    mutedTopics: of.mutedTopics.map(foldLabel),
    channels: channels.length > 0 ? channels : space.channels,
    attributes: foldAttributes(of.attributes),
    eligibleUntil: eligibleUntil(of, space),
    talksPerDay: Math.min(of.limits.talksPerDay ?? space.limits.talksPerDay, space.limits.talksPerDay),
    capacityMax: Math.min(of.limits.capacityMax ?? space.limits.capacityMax, space.limits.capacityMax),
    ...(probationTalks === 0 ? {} : { probationTalks }),
    ...(space.rulesVersion === undefined ? {} : { rulesVersion: space.rulesVersion }),
  };
}

/** The space with a new version of its rules, if an edit changed a setting that `factsOf` reads. */
export function withRulesVersion(before: Space, after: Space): Space {
  const rules = ({ roles, channels, inclusivity, credentialsRequired, limits }: Space): string => {
    const { talksPerDay, capacityMax, probationTalks } = limits;
    return JSON.stringify([
      roles,
      channels,
      inclusivity.scriptsApart === true,
      credentialsRequired,
      talksPerDay,
      capacityMax,
      probationTalks,
    ]);
  };
  return rules(before) === rules(after) ? after : { ...after, rulesVersion: (before.rulesVersion ?? 0) + 1 };
}
