/** The live board of a space. */
import * as z from 'zod';
import { waitReasonCodes } from '../domain/policy/plan.ts';
import { isoDate, isoTime, noInput } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

const percentile = z.int().nullable();

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
      cancelled: z.int(),
      expired: z.int(),
      ended: z.int(),
      offers: z.int(),
      accepted: z.int(),
      declined: z.int(),
      lapsed: z.int(),
      /** Upper bounds of the bucket of the figure. Null: no figure yet, or beyond the last bucket. */
      waitP50Seconds: percentile,
      waitP90Seconds: percentile,
    }),
    cases: z.object({ escalationsOpen: z.int(), reportsOpen: z.int() }),
  })
  .meta({ id: 'Board' });

export const boardRoutes = {
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
