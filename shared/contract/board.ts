/** The live board of a space. */
import * as z from 'zod';
import { timeZone } from '../domain/hours/time-zone.ts';
import { daysMax } from '../domain/limits.ts';
import { waitReasonCodes } from '../domain/policy/plan.ts';
import { isoDate, isoTime, noInput } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

/** The bucket that contains the figure: "up to a minute" is 0 to 60. Null: no figure yet. */
const waitRange = z.object({ fromSeconds: z.int(), toSeconds: z.int().nullable() }).nullable();

export const boardView = z
  .object({
    at: isoTime,
    waiting: z.int(),
    offered: z.int(),
    oldestWaitSeconds: z.int().nullable(),
    waitReasons: z
      .partialRecord(z.enum(waitReasonCodes), z.int().positive())
      .describe('How many requests wait for each reason. A request may wait for several reasons.'),
    volunteersOn: z.int(),
    volunteersFree: z.int(),
    conversationsOpen: z.int(),
    today: z.object({
      date: isoDate,
      asked: z.int(),
      matched: z.int(),
      cancelled: z.int().describe('Requests that were cancelled or erased while they waited.'),
      expired: z.int(),
      ended: z.int(),
      offers: z.int(),
      accepted: z.int(),
      declined: z.int(),
      lapsed: z.int(),
      waitP50: waitRange,
      waitP90: waitRange,
      /** The time of the latest change that these figures contain. Null: none yet. */
      countedUpTo: isoTime.nullable(),
      stale: z.boolean().describe('Whether the figures of today lack something that happened more than a minute ago.'),
    }),
    cases: z.object({ escalationsOpen: z.int(), reportsOpen: z.int() }),
  })
  .meta({ id: 'Board' });

export const dayView = z
  .object({
    date: isoDate,
    asked: z.int(),
    matched: z.int(),
    cancelled: z.int(),
    expired: z.int(),
    erased: z.int().describe('Requests that were erased while they waited. They are not counted as cancelled.'),
    waitP50: waitRange,
    waitP90: waitRange,
    lapses: z.int(),
    declines: z.int().describe('Of all volunteers together.'),
    talks: z.int().describe('Talks that ended.'),
    cases: z
      .int()
      .describe(
        'Escalations that were raised. Reports are not counted: a number would tell a coordinator of a report about them.',
      ),
  })
  .meta({ id: 'Day' });

export const boardRoutes = {
  days: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/days',
    function: 'sheddable',
    summary: 'Shows the figures of past days, as JSON or CSV.',
    callers: ['coordinator'],
    params: { space: pathParameters.space },
    query: z.strictObject({
      from: isoDate.optional().describe('The first day, in the time zone of the space. By default six days before the last one.'),
      to: isoDate.optional().describe('The last day. By default today.'),
    }),
    csv: true,
    answers: { 200: z.object({ timeZone, items: z.array(dayView).max(daysMax) }) },
    problems: ['unauthenticated', 'unprocessable'],
    support: false,
    shed: 'console',
  }),
  board: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/board',
    function: 'long-poll',
    summary: 'Shows the live board: counts, no content.',
    callers: ['coordinator'],
    params: { space: pathParameters.space },
    waits: true,
    etag: true,
    answers: { 200: boardView, 304: null },
    problems: ['unauthenticated'],
    support: false,
    shed: 'console',
  }),
} as const;
