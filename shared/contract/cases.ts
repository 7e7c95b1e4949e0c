/** Cases that a coordinator works on: reports and escalations. */
import * as z from 'zod';
import { escalationStates, noteText } from '../domain/escalation.ts';
import { conversationId, escalationId, reportId, requestId, volunteerId } from '../domain/ids.ts';
import { reportTextCharsMax } from '../domain/case-limits.ts';
import { reportCategories } from '../domain/report.ts';
import { channel, country, languages } from '../domain/vocabulary.ts';
import { code, isoTime, noInput, pageOf, pageQuery, personWord, sentence } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';
import { requestStatus } from './talk-requests.ts';

export const reportView = z
  .object({
    id: reportId,
    state: z.enum(['open', 'closed']),
    category: z.enum(reportCategories),
    by: z.enum(['seeker', 'volunteer']),
    volunteer: volunteerId,
    conversation: conversationId.optional(),
    text: z.string().max(reportTextCharsMax).optional(),
    at: isoTime,
    closedAt: isoTime.optional(),
  })
  .meta({ id: 'Report' });

/** Where the request of a case stands. No text of the seeker, and nothing that leads to the seeker. */
const situation = z.object({
  status: requestStatus,
  askedAt: isoTime,
  lastSeenAt: isoTime.describe('When the seeker or the partner was last heard of.'),
  languages,
  channel,
  country: country.optional(),
  conversation: z
    .object({
      id: conversationId,
      state: z.enum(['open', 'ended']),
      startedAt: isoTime,
      seekerHere: z.boolean(),
      volunteerHere: z.boolean(),
    })
    .optional(),
  volunteer: volunteerId.optional().describe('The volunteer of the conversation.'),
});

const step = z.enum(escalationStates);

export const escalationView = z
  .object({
    id: escalationId,
    state: step,
    cause: code,
    request: requestId.optional(),
    situation: situation.nullable().describe('Null once the request is deleted.'),
    raisedAt: isoTime,
    steps: z
      .array(z.object({ state: step, at: isoTime, by: personWord, note: noteText.optional() }))
      .max(escalationStates.length),
    next: z
      .array(z.object({ state: step, asks: sentence.describe('What the step asks of the coordinator who takes it.') }))
      .max(escalationStates.length),
  })
  .meta({ id: 'Escalation' });

export const reachedView = z.object({
  reached: z
    .enum(['volunteer', 'volunteers-off'])
    .describe('The volunteer of the open conversation, or volunteers who are off and could serve the request.'),
  volunteers: z.int().nonnegative().describe('The number of volunteers who are asked now.'),
});

export const casesQuery = pageQuery.extend({
  state: z.enum(['open', 'closed']).optional().describe('Only cases in this state.'),
});

const { space, report, escalation } = pathParameters;
const base = { callers: ['coordinator'], support: false, function: 'coordinator', shed: 'never' } as const;

export const caseRoutes = {
  listReports: route({
    ...noInput,
    ...base,
    callers: ['coordinator', 'operator'],
    method: 'GET',
    path: '/v1/spaces/{space}/reports',
    summary:
      'Lists reports, open ones first. A coordinator does not see reports about themselves. An operator sees the reports that no coordinator may see.',
    params: { space },
    query: casesQuery,
    answers: { 200: pageOf(reportView) },
    problems: ['unauthenticated'],
  }),
  editReport: route({
    ...noInput,
    ...base,
    callers: ['coordinator', 'operator'],
    method: 'PATCH',
    path: '/v1/spaces/{space}/reports/{report}',
    summary: 'Closes a report, or opens it again.',
    params: { space, report },
    body: z.strictObject({ state: z.enum(['open', 'closed']) }),
    answers: { 200: reportView },
    problems: ['unauthenticated'],
  }),
  showReport: route({
    ...noInput,
    ...base,
    callers: ['coordinator', 'operator'],
    method: 'GET',
    path: '/v1/spaces/{space}/reports/{report}',
    summary: 'Shows a report.',
    params: { space, report },
    answers: { 200: reportView },
    problems: ['unauthenticated'],
  }),
  listEscalations: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/spaces/{space}/escalations',
    summary: 'Lists escalations, open ones first.',
    params: { space },
    query: casesQuery,
    answers: { 200: pageOf(escalationView) },
    problems: ['unauthenticated'],
  }),
  showEscalation: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/spaces/{space}/escalations/{escalation}',
    summary: 'Shows an escalation: what its next step asks of a coordinator, and where its request stands.',
    params: { space, escalation },
    answers: { 200: escalationView },
    problems: ['unauthenticated'],
  }),
  editEscalation: route({
    ...noInput,
    ...base,
    method: 'PATCH',
    path: '/v1/spaces/{space}/escalations/{escalation}',
    summary: 'Takes the next step of an escalation.',
    params: { space, escalation },
    body: z.strictObject({ state: z.enum(escalationStates), note: noteText.optional() }),
    answers: { 200: escalationView },
    problems: ['unauthenticated', 'not-in-order'],
  }),
  reachVolunteers: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/spaces/{space}/escalations/{escalation}/reach',
    summary:
      'Asks the volunteer of the conversation to contact a coordinator; or, while no volunteer has accepted, asks volunteers who are off to come.',
    params: { space, escalation },
    answers: { 200: reachedView },
    problems: ['unauthenticated', 'already-over'],
  }),
} as const;
