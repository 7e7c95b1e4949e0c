/** What coordinators call: volunteers, the board, reports, escalations, the audit. */
import * as z from 'zod';
import { escalationStates, noteText } from '../domain/escalation.ts';
import { conversationId, escalationId, reportId, requestId, spaceId, volunteerId } from '../domain/ids.ts';
import { listEntriesMax, reportCharsMax, subjectCharsMax } from '../domain/limits.ts';
import { waitReasonCodes } from '../domain/policy/plan.ts';
import { reportCategories } from '../domain/report.ts';
import { volunteerLimits, volunteerStatus } from '../domain/volunteer.ts';
import { attributes, channel, label, labels, languages, role } from '../domain/vocabulary.ts';
import { code, isoDate, isoTime, noQuery, pageOf, pageQuery, reference, token } from './common.ts';
import type { RouteContract } from './route.ts';
import { eligibility } from './volunteers.ts';

const credentials = z.array(z.strictObject({ kind: label, expiresAt: isoTime })).max(listEntriesMax);

export const volunteerCreation = z.strictObject({
  subject: z.string().min(1).max(subjectCharsMax).optional(),
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
  role: role.optional(),
  languages: languages.optional(),
  topics: labels.optional(),
  mutedTopics: labels.optional(),
  channels: z.array(channel).min(1).max(listEntriesMax).optional(),
  attributes: attributes.optional(),
  credentials: credentials.optional(),
  limits: volunteerLimits.optional(),
  status: z.enum(['active', 'suspended']).optional(),
});
export type VolunteerEdit = z.infer<typeof volunteerEdit>;

export const volunteerPage = z
  .object({
    id: volunteerId,
    space: spaceId,
    status: volunteerStatus,
    linked: z.boolean(),
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
  })
  .meta({ id: 'Volunteer' });

const percentile = z.int().nullable();

export const boardPage = z
  .object({
    at: isoTime,
    waiting: z.int(),
    offered: z.int(),
    oldestWaitSeconds: z.int().nullable(),
    waitReasons: z
      .partialRecord(z.enum(waitReasonCodes), z.int().positive())
      .describe('Why requests wait, and how many for each reason; one may wait for several. Counts, never who.'),
    volunteersOn: z.int(),
    volunteersFree: z.int(),
    conversationsOpen: z.int(),
    today: z.object({
      date: isoDate,
      asked: z.int(),
      matched: z.int(),
      cancelled: z.int(),
      expired: z.int(),
      ended: z.int(),
      offers: z.int(),
      accepted: z.int(),
      declined: z.int(),
      lapsed: z.int(),
      /** Upper bounds of the bucket the figure lies in; null: nobody yet, or beyond the last bucket. */
      waitP50Seconds: percentile,
      waitP90Seconds: percentile,
    }),
    cases: z.object({ escalationsOpen: z.int(), reportsOpen: z.int() }),
  })
  .meta({ id: 'Board' });

export const reportPage = z
  .object({
    id: reportId,
    state: z.enum(['open', 'closed']),
    category: z.enum(reportCategories),
    by: z.enum(['seeker', 'volunteer']),
    volunteer: volunteerId,
    conversation: conversationId.optional(),
    text: z.string().max(reportCharsMax).optional(),
    at: isoTime,
    closedAt: isoTime.optional(),
  })
  .meta({ id: 'Report' });

export const escalationPage = z
  .object({
    id: escalationId,
    state: z.enum(escalationStates),
    cause: code,
    request: requestId.optional(),
    raisedAt: isoTime,
    /** What was done, and what the coordinator noted of it. */
    steps: z
      .array(z.object({ state: z.enum(escalationStates), at: isoTime, note: noteText.optional() }))
      .max(escalationStates.length),
  })
  .meta({ id: 'Escalation' });

export const auditEntry = z
  .object({ at: isoTime, what: code, by: reference, about: reference.optional() })
  .meta({ id: 'AuditEntry' });

const base = { callers: ['coordinator'], support: false, query: noQuery } as const;
const listed = { ...base, query: pageQuery } as const;
/** Without `state`: the open ones first, then the closed ones. */
export const casesQuery = pageQuery.extend({ state: z.enum(['open', 'closed']).optional() });

export const coordinationRoutes = {
  addVolunteer: {
    ...base,
    summary: 'Adds a volunteer; without `subject` the answer carries an invitation code, once.',
    idempotencyKey: 'optional',
    body: volunteerCreation,
    etag: true,
    answers: { 201: volunteerPage.extend({ invitation: z.object({ code: token('inv'), expiresAt: isoTime }).optional() }) },
    problems: ['unauthenticated', 'unprocessable', 'idempotency-mismatch'],
  },
  listVolunteers: {
    ...listed,
    summary: 'The volunteers of the space.',
    answers: { 200: pageOf(volunteerPage) },
    problems: ['unauthenticated'],
  },
  showVolunteer: {
    ...base,
    summary: 'One volunteer.',
    etag: true,
    answers: { 200: volunteerPage },
    problems: ['unauthenticated'],
  },
  editVolunteer: {
    ...base,
    summary: 'Edits a volunteer. Suspending is also an off.',
    etag: true,
    ifMatch: true,
    body: volunteerEdit,
    answers: { 200: volunteerPage },
    problems: ['unauthenticated', 'unprocessable', 'stale', 'precondition-required'],
  },
  board: {
    ...base,
    summary: 'The live board: counts, no content.',
    waits: true,
    etag: true,
    answers: { 200: boardPage, 304: null },
    problems: ['unauthenticated'],
  },
  listReports: {
    ...base,
    query: casesQuery,
    summary: 'Reports, open ones first; not shown to whoever they name.',
    answers: { 200: pageOf(reportPage) },
    problems: ['unauthenticated'],
  },
  editReport: {
    ...base,
    summary: 'Closes a report, or opens it again.',
    body: z.strictObject({ state: z.enum(['open', 'closed']) }),
    answers: { 200: reportPage },
    problems: ['unauthenticated'],
  },
  listEscalations: {
    ...base,
    query: casesQuery,
    summary: 'Escalations, open ones first.',
    answers: { 200: pageOf(escalationPage) },
    problems: ['unauthenticated'],
  },
  editEscalation: {
    ...base,
    summary: 'The next step of an escalation.',
    body: z.strictObject({ state: z.enum(escalationStates), note: noteText.optional() }),
    answers: { 200: escalationPage },
    problems: ['unauthenticated', 'not-in-order'],
  },
  audit: { ...listed, summary: 'Who did what.', answers: { 200: pageOf(auditEntry) }, problems: ['unauthenticated'] },
} as const satisfies Record<string, RouteContract>;
