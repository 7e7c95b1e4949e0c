/** What seekers and volunteers said about their talks, as coordinators read it: in groups, never a single talk. */
import * as z from 'zod';
import { ratingMax } from '../domain/feedback.ts';
import { feedbackCharsMax, feedbackGroupMin, feedbackTextsMax } from '../domain/case-limits.ts';
import { pageItemsMax } from '../domain/limits.ts';
import { side } from '../domain/talk.ts';
import { isoDate, noInput } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

const count = z.int().nonnegative();
const week = z
  .string()
  .regex(/^\d{4}-W\d{2}$/u)
  .meta({ maxLength: 8 })
  .describe('An ISO 8601 week, in UTC.');

const feedbackGroup = z
  .object({
    by: side,
    from: week,
    to: week,
    talks: z.int().min(feedbackGroupMin),
    heard: z.object({ yes: count, somewhat: count, no: count }),
    ratings: z.array(count).length(ratingMax).describe('How many gave one star, two stars, and so on.'),
    texts: z
      .array(z.string().max(feedbackCharsMax))
      .max(feedbackTextsMax)
      .describe('Of those who agreed that coordinators read them, in no order.'),
    textsLeftOut: count,
  })
  .meta({ id: 'FeedbackGroup' });

export const feedbackView = z.object({ items: z.array(feedbackGroup).max(pageItemsMax) });

export const feedbackRoutes = {
  showFeedback: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/feedback',
    function: 'sheddable',
    summary: 'Shows the feedback of complete weeks, in groups of at least five talks.',
    callers: ['coordinator'],
    params: { space: pathParameters.space },
    query: z.strictObject({
      from: isoDate.optional().describe('The first day; absent: twelve weeks before `to`.'),
      to: isoDate.optional().describe('The last day; absent: today.'),
    }),
    answers: { 200: feedbackView },
    problems: ['unauthenticated'],
    support: false,
    shed: 'console',
  }),
} as const;
