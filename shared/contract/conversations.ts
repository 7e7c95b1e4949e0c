/** Conversations: joining, staying, ending and rematching; feedback, report and block. */
import * as z from 'zod';
import { conversationId, reportId, requestId } from '../domain/ids.ts';
import { feedbackCharsMax, reportCharsMax } from '../domain/case-limits.ts';
import { listEntriesMax, openingCharsMax, urlCharsMax } from '../domain/limits.ts';
import { heardAnswers, ratingMax } from '../domain/feedback.ts';
import { reportCategories } from '../domain/report.ts';
import { channel } from '../domain/vocabulary.ts';
import { leaseExpiresAt } from './availability.ts';
import { code, codes, isoTime, joinLink, noInput, support } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const conversationView = z
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
    /** The question "still talking?" near the end. Without a `here`, the conversation ends at `endsAt`. */
    stillTalking: z.boolean(),
    endsAt: isoTime.optional(),
    /** From when the caller's side may ask for a rematch, if the other side gives no sign (`here`) until then. Absent: it may not. */
    rematchFrom: isoTime.optional(),
    /** Until when, where neither side has sent a `here`: the two may be talking. Absent: as long as the other side gives no sign. */
    rematchUntil: isoTime.optional(),
    reasons: codes,
    coordinatorAsks: isoTime
      .optional()
      .describe('For the volunteer only: since when a coordinator asks the volunteer to contact them, as the space has agreed.'),
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
  heard: z.enum(heardAnswers).optional(),
  rating: z.int().min(1).max(ratingMax).optional(),
  text: z.string().min(1).max(feedbackCharsMax).optional(),
  shareText: z
    .boolean()
    .default(false)
    .describe(
      'Whether the writer agrees that the coordinators read the text, among those of other talks. Without this, no text is kept.',
    ),
});

export const reportBody = z.strictObject({
  category: z.enum(reportCategories),
  text: z.string().min(1).max(reportCharsMax).optional(),
  block: z.boolean().default(false),
});

export const myConversation = z
  .object({ id: conversationId, channel, join: joinLink.nullable(), startedAt: isoTime, coordinatorAsks: isoTime.optional() })
  .meta({ id: 'MyConversation' });

const participants = ['seeker', 'volunteer', 'partner'] as const;
const { space, conversation } = pathParameters;
const common = { support: true, params: { space, conversation }, function: 'seeker', shed: 'never' } as const;
const usual = ['unauthenticated', 'forbidden', 'gone'] as const;

export const conversationRoutes = {
  showConversation: route({
    ...noInput,
    ...common,
    method: 'GET',
    path: '/v1/spaces/{space}/conversations/{conversation}',
    function: 'long-poll',
    summary: 'Shows the conversation. Each side sees only its own join link.',
    callers: participants,
    waits: true,
    etag: true,
    answers: { 200: conversationView, 304: null },
    problems: usual,
    shed: 'read',
  }),
  setJoin: route({
    ...noInput,
    ...common,
    method: 'PUT',
    path: '/v1/spaces/{space}/conversations/{conversation}/join',
    summary: 'Sets the join links of both sides.',
    callers: ['partner'],
    body: joinBody,
    answers: { 200: conversationView },
    problems: [...usual, 'already-over', 'unprocessable'],
  }),
  hereInConversation: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/here',
    summary: 'Says that the caller has joined, or still talks.',
    callers: participants,
    answers: { 204: null },
    problems: [...usual, 'already-over'],
  }),
  endConversation: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/end',
    summary: 'Ends the conversation. A volunteer may say that it was heavy, also after the end.',
    callers: [...participants, 'coordinator'],
    body: endBody.optional(),
    answers: { 200: conversationView },
    problems: usual,
  }),
  rematch: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/rematch',
    summary:
      'Puts the request back in the queue at its old position, because the other side did not join, or the volunteer is gone.',
    callers: participants,
    answers: { 200: z.object({ request: z.object({ id: requestId, status: code }), support: support.optional() }) },
    problems: [...usual, 'already-over', 'already-joined', 'too-early'],
  }),
  giveFeedback: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/feedback',
    summary: 'Gives feedback: "Did you feel heard?"',
    callers: ['seeker', 'volunteer'],
    body: feedbackBody,
    answers: {
      201: z.object({
        received: z.literal(true),
        textKept: z.boolean().describe('Whether a text was kept: only if its writer agreed to share it.'),
        support: support.optional(),
      }),
    },
    problems: usual,
  }),
  report: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/report',
    summary: 'Reports the other side, which does not see the report.',
    callers: ['seeker', 'volunteer'],
    idempotencyKey: 'optional',
    body: reportBody,
    answers: { 201: z.object({ id: reportId, blocked: z.boolean(), support: support.optional() }) },
    problems: [...usual, 'idempotency-mismatch'],
  }),
  block: route({
    ...noInput,
    ...common,
    method: 'POST',
    path: '/v1/spaces/{space}/conversations/{conversation}/block',
    summary: 'Blocks the other side: the two are never matched again. It takes effect at once.',
    callers: ['seeker', 'volunteer'],
    answers: {
      201: z.object({
        blocked: z.literal(true),
        lasts: z.enum(['for-good', 'while-the-request-is-kept']),
        support: support.optional(),
      }),
    },
    problems: usual,
  }),
  listMyConversations: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/me/conversations',
    function: 'volunteer',
    summary: 'Lists the open conversations of the volunteer.',
    callers: ['volunteer'],
    params: { space },
    answers: { 200: z.object({ items: z.array(myConversation).max(listEntriesMax), leaseExpiresAt }) },
    problems: ['unauthenticated'],
    support: false,
    shed: 'read',
  }),
} as const;
