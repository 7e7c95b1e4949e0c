/** Cases that a coordinator works on: reports and escalations. */
import * as z from 'zod';
import { escalationStates, noteText } from '../domain/escalation.ts';
import { conversationId, escalationId, reportId, requestId, volunteerId } from '../domain/ids.ts';
import { reportTextCharsMax } from '../domain/limits.ts';
import { reportCategories } from '../domain/report.ts';
import { code, isoTime, noInput, pageOf, pageQuery } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

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

export const escalationView = z
  .object({
    id: escalationId,
    state: z.enum(escalationStates),
    cause: code,
    request: requestId.optional(),
    raisedAt: isoTime,
    /** What was done, and the coordinator's note about it. */
    steps: z
      .array(z.object({ state: z.enum(escalationStates), at: isoTime, note: noteText.optional() }))
      .max(escalationStates.length),
  })
  .meta({ id: 'Escalation' });

/** Without `state`: the open cases first, then the closed ones. */
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
} as const;
