/** Conversations: joining, staying, ending, trying somebody else; feedback, report and block. */
import * as z from 'zod';
import { conversationId, reportId, requestId } from '../domain/ids.ts';
import { feedbackCharsMax, openingCharsMax, reportCharsMax, urlCharsMax } from '../domain/limits.ts';
import { reportCategories } from '../domain/report.ts';
import { channel } from '../domain/vocabulary.ts';
import { code, codes, isoTime, joinLink, noQuery, support } from './common.ts';
import type { RouteContract } from './route.ts';

export const conversationPage = z
  .object({
    id: conversationId,
    state: z.enum(['open', 'ended']),
    channel,
    /** The caller's own link; null until the partner has sent it. */
    join: joinLink.nullable(),
    startedAt: isoTime,
    endedAt: isoTime.optional(),
    endedBy: code.optional(),
    seekerHere: z.boolean(),
    volunteerHere: z.boolean(),
    /** Asked towards the end: answer with `here`, or it ends at `endsAt`. */
    stillTalking: z.boolean(),
    endsAt: isoTime.optional(),
    reasons: codes,
    /** For the volunteer only: what the seeker wrote while waiting. */
    opening: z.string().max(openingCharsMax).optional(),
    support: support.optional(),
  })
  .meta({ id: 'Conversation' });

/** Only links a browser opens safely; never shown to the other side. */
const joinUrl = z.url({ protocol: /^https?$/u }).max(urlCharsMax);

export const joinBody = z.strictObject({
  seeker: z.strictObject({ url: joinUrl }),
  volunteer: z.strictObject({ url: joinUrl }),
  expiresAt: isoTime,
});

export const endBody = z.strictObject({ heavy: z.boolean().default(false) });

export const feedbackBody = z.strictObject({
  heard: z.enum(['yes', 'somewhat', 'no']).optional(),
  rating: z.int().min(1).max(5).optional(),
  text: z.string().min(1).max(feedbackCharsMax).optional(),
});

export const reportBody = z.strictObject({
  category: z.enum(reportCategories),
  text: z.string().min(1).max(reportCharsMax).optional(),
  block: z.boolean().default(false),
});

const participants = ['seeker', 'volunteer', 'partner'] as const;
const common = { support: true, query: noQuery } as const;
const usual = ['unauthenticated', 'forbidden', 'gone'] as const;

export const conversationRoutes = {
  showConversation: {
    ...common,
    summary: 'The conversation; each side reads its own way in.',
    callers: participants,
    waits: true,
    etag: true,
    answers: { 200: conversationPage, 304: null },
    problems: usual,
  },
  setJoin: {
    ...common,
    summary: 'The partner sends both sides their way in.',
    callers: ['partner'],
    body: joinBody,
    answers: { 200: conversationPage },
    problems: [...usual, 'already-over', 'unprocessable'],
  },
  hereInConversation: {
    ...common,
    summary: 'Joined, and "still talking".',
    callers: participants,
    answers: { 204: null },
    problems: [...usual, 'already-over'],
  },
  endConversation: {
    ...common,
    summary: 'Ends the conversation. A volunteer may say that it was heavy, also afterwards.',
    callers: [...participants, 'coordinator'],
    body: endBody.optional(),
    answers: { 200: conversationPage },
    problems: usual,
  },
  rematch: {
    ...common,
    summary: 'The other side did not join: back in the queue at the old place.',
    callers: participants,
    answers: { 200: z.object({ request: z.object({ id: requestId, status: code }), support: support.optional() }) },
    problems: [...usual, 'already-over', 'already-joined', 'too-early'],
  },
  giveFeedback: {
    ...common,
    summary: '"Did you feel heard?"',
    callers: ['seeker', 'volunteer'],
    body: feedbackBody,
    answers: { 201: z.object({ received: z.literal(true), support: support.optional() }) },
    problems: usual,
  },
  report: {
    ...common,
    summary: 'Reports the other side; whoever it names does not see it.',
    callers: ['seeker', 'volunteer'],
    idempotencyKey: 'optional',
    body: reportBody,
    answers: { 201: z.object({ id: reportId, blocked: z.boolean(), support: support.optional() }) },
    problems: [...usual, 'idempotency-mismatch'],
  },
  block: {
    ...common,
    summary: 'Never again, both ways, at once.',
    callers: ['seeker', 'volunteer'],
    answers: {
      201: z.object({
        blocked: z.literal(true),
        lasts: z.enum(['for-good', 'while-the-request-is-kept']),
        support: support.optional(),
      }),
    },
    problems: usual,
  },
} as const satisfies Record<string, RouteContract>;
