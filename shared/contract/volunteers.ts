/** Volunteers: their records as coordinators keep them, and as volunteers see and edit their own. */
import * as z from 'zod';
import { spaceId, volunteerId } from '../domain/ids.ts';
import { listEntriesMax, nameCharsMax, pageItemsMax, spaceLimits, subCharsMax } from '../domain/limits.ts';
import { foreignId, lineOfText } from '../domain/text.ts';
import { volunteerLimits, volunteerStatus } from '../domain/volunteer.ts';
import { attributes, channel, label, labels, languages, role } from '../domain/vocabulary.ts';
import { explainedAvailability } from './availability.ts';
import { isoTime, noInput, pageOf, pageQuery, reasons, spaceState, strandingQuery, token, reference } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const eligibility = z.object({ eligible: z.boolean(), reasons });

const credentials = z.array(z.strictObject({ kind: label, expiresAt: isoTime })).max(listEntriesMax);

export const volunteerCreation = z.strictObject({
  subject: foreignId(subCharsMax).optional(),
  label: lineOfText(nameCharsMax)
    .optional()
    .describe('What the coordinators call the volunteer. Only they see it. Not a full name.'),
  role,
  languages,
  topics: labels.default([]),
  mutedTopics: labels.default([]),
  channels: z.array(channel).min(1).max(listEntriesMax).optional(),
  attributes: attributes.default({}),
  credentials: credentials.default([]),
  limits: volunteerLimits.default({}),
  status: volunteerStatus.optional(),
});
export type VolunteerCreation = z.infer<typeof volunteerCreation>;

export const volunteerEdit = z.strictObject({
  label: lineOfText(nameCharsMax).nullable().optional(),
  role: role.optional(),
  languages: languages.optional(),
  topics: labels.optional(),
  mutedTopics: labels.optional(),
  channels: z.array(channel).min(1).max(listEntriesMax).optional(),
  attributes: attributes.optional(),
  credentials: credentials.optional(),
  limits: volunteerLimits.optional(),
  status: z.enum(['active', 'suspended']).optional(),
  subject: foreignId(subCharsMax)
    .optional()
    .describe(
      'Another login of the volunteer: the `sub` of the identity provider. The old one loses its access at once, and the volunteer goes off.',
    ),
});
export type VolunteerEdit = z.infer<typeof volunteerEdit>;

export const volunteerView = z
  .object({
    id: volunteerId,
    space: spaceId,
    status: volunteerStatus,
    linked: z.boolean(),
    label: lineOfText(nameCharsMax).optional(),
    role,
    languages,
    topics: labels,
    mutedTopics: labels,
    channels: z.array(channel).max(listEntriesMax).optional(),
    attributes,
    credentials: z.array(z.object({ kind: label, expiresAt: isoTime })).max(listEntriesMax),
    limits: volunteerLimits,
    eligibility,
    createdAt: isoTime,
    leftAt: isoTime.optional().describe('The volunteer has left. The record is deleted when the open talks have ended.'),
  })
  .meta({ id: 'Volunteer' });

/** A call-out: no volunteer who is on can serve a request, and this one can. Rough values only, without anything that identifies the seeker. */
export const calloutView = z
  .object({ since: isoTime, until: isoTime, languages, role: role.nullable(), channel })
  .describe(
    'The volunteer is off and is asked to come, because no volunteer who is on can serve a waiting request. To answer, go on. Not answering costs nothing.',
  );

export const meView = z
  .object({
    id: volunteerId,
    space: spaceId,
    spaceName: z.string().max(nameCharsMax),
    status: volunteerStatus,
    role,
    languages,
    topics: labels,
    mutedTopics: labels,
    limits: z.object({ talksPerDay: z.int(), capacityMax: z.int() }),
    eligibility,
    availability: explainedAvailability,
    callouts: z.boolean().describe('Whether the volunteer may be asked to come while off.'),
    callout: calloutView.nullable(),
  })
  .meta({ id: 'Me' });

export const meBody = z.strictObject({
  languages: languages.optional(),
  topics: labels.optional(),
  mutedTopics: labels.optional(),
  limits: z
    .strictObject({
      talksPerDay: z.int().min(1).max(spaceLimits.talksPerDay.max).optional(),
      capacityMax: z.int().min(1).max(spaceLimits.capacityMax.max).optional(),
    })
    .optional(),
  callouts: z.boolean().optional(),
});

/** What may stay of a volunteer who was deleted; docs/privacy.md says what each kind holds and for how long. */
export const keptOfVolunteerKinds = [
  'talks',
  'reports',
  'blocks',
  'audit',
  'former-login',
  'day-of-replays',
  'day-of-changes',
  'day-of-recovery',
] as const;

const leavingReceipt = z.object({
  receipt: z.object({
    id: reference,
    volunteer: volunteerId,
    leftAt: isoTime,
    deleted: z.boolean().describe('False while a talk is open: the record is deleted within minutes of its end.'),
    kept: z.array(z.enum(keptOfVolunteerKinds)).max(keptOfVolunteerKinds.length).describe('The kinds of what may stay.'),
  }),
});

const invitationView = z.object({ code: token('inv'), expiresAt: isoTime });

const { space, volunteer, code: ofInvitation } = pathParameters;
const byCoordinator = { callers: ['coordinator'], support: false, function: 'coordinator', shed: 'never' } as const;
const byVolunteer = { callers: ['volunteer'], support: false, function: 'volunteer', shed: 'never' } as const;

export const volunteerRoutes = {
  addVolunteer: route({
    ...noInput,
    ...byCoordinator,
    method: 'POST',
    path: '/v1/spaces/{space}/volunteers',
    summary: 'Adds a volunteer. Without `subject`, the answer holds an invitation code, which is shown only once.',
    params: { space },
    body: volunteerCreation,
    idempotencyKey: 'optional',
    etag: true,
    creates: true,
    answers: { 201: volunteerView.extend({ invitation: invitationView.optional() }) },
    problems: ['unauthenticated', 'unprocessable', 'idempotency-mismatch'],
  }),
  listVolunteers: route({
    ...noInput,
    ...byCoordinator,
    method: 'GET',
    path: '/v1/spaces/{space}/volunteers',
    function: 'sheddable',
    summary: 'Lists the volunteers of the space.',
    params: { space },
    query: pageQuery,
    answers: { 200: pageOf(volunteerView) },
    problems: ['unauthenticated'],
    shed: 'console',
  }),
  showVolunteer: route({
    ...noInput,
    ...byCoordinator,
    method: 'GET',
    path: '/v1/spaces/{space}/volunteers/{volunteer}',
    summary: 'Shows a volunteer.',
    params: { space, volunteer },
    etag: true,
    answers: { 200: volunteerView },
    problems: ['unauthenticated'],
    // A coordinator needs the `ETag` of this answer to suspend a volunteer, so it is never shed.
    shed: 'never',
  }),
  editVolunteer: route({
    ...noInput,
    ...byCoordinator,
    method: 'PATCH',
    path: '/v1/spaces/{space}/volunteers/{volunteer}',
    summary: 'Edits a volunteer. A volunteer who is suspended also goes off.',
    params: { space, volunteer },
    query: strandingQuery,
    body: volunteerEdit,
    ifMatch: true,
    etag: true,
    answers: { 200: volunteerView },
    problems: ['unauthenticated', 'unprocessable', 'would-strand', 'stale', 'precondition-required'],
  }),
  deleteVolunteer: route({
    ...noInput,
    ...byCoordinator,
    method: 'DELETE',
    path: '/v1/spaces/{space}/volunteers/{volunteer}',
    summary: 'Deletes a volunteer: off at once, an open talk goes on, then the record is forgotten.',
    params: { space, volunteer },
    query: strandingQuery,
    answers: { 202: leavingReceipt },
    problems: ['unauthenticated', 'would-strand'],
  }),
  inviteAgain: route({
    ...noInput,
    ...byCoordinator,
    method: 'POST',
    path: '/v1/spaces/{space}/volunteers/{volunteer}/invitation',
    summary:
      'Makes a new invitation code, and the old one stops working. The person who accepts it becomes this volunteer, in place of the login that the volunteer had.',
    params: { space, volunteer },
    answers: { 201: invitationView },
    problems: ['unauthenticated', 'already-over'],
  }),
  leaveSpace: route({
    ...noInput,
    ...byVolunteer,
    method: 'DELETE',
    path: '/v1/spaces/{space}/me',
    summary: 'Leaves the space: off at once, an open talk goes on, then the record is forgotten.',
    params: { space },
    answers: { 202: leavingReceipt },
    problems: ['unauthenticated'],
  }),
  me: route({
    ...noInput,
    ...byVolunteer,
    method: 'GET',
    path: '/v1/me',
    summary: 'Shows the volunteer records of the caller, one for each space, and the spaces that the caller coordinates.',
    answers: {
      200: z.object({
        items: z.array(meView).max(pageItemsMax),
        coordinates: z
          .array(z.object({ space: spaceId, name: z.string().max(nameCharsMax), state: spaceState }))
          .max(pageItemsMax)
          .describe('The spaces that the caller coordinates.'),
      }),
    },
    problems: ['unauthenticated'],
    shed: 'read',
  }),
  editMe: route({
    ...noInput,
    ...byVolunteer,
    method: 'PATCH',
    path: '/v1/spaces/{space}/me',
    summary:
      'Edits the own languages, topics, muted topics and limits, and whether the volunteer may be asked to come while off.',
    params: { space },
    body: meBody,
    answers: { 200: meView },
    problems: ['unauthenticated', 'unprocessable'],
  }),
  acceptInvitation: route({
    ...noInput,
    ...byVolunteer,
    method: 'POST',
    path: '/v1/invitations/{code}/accept',
    summary: 'Links the caller to the invited volunteer.',
    params: { code: ofInvitation },
    answers: { 200: meView },
    problems: ['unauthenticated', 'invitation-used', 'unprocessable'],
  }),
} as const;
