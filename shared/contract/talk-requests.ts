/** A request to talk: asking, waiting, cancelling and erasing; and the matching endpoint of partner apps. */
import * as z from 'zod';
import { conversationId, requestId } from '../domain/ids.ts';
import { listEntriesMax, openingCharsMax, subjectCharsMax, waitSecondsMax } from '../domain/limits.ts';
import { foreignId } from '../domain/text.ts';
import { channel, country, label, languages, preference, role } from '../domain/vocabulary.ts';
import { codes, estimate, isoTime, joinLink, links, noInput, reference, support, token, unmetWishes } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const askBody = z.strictObject({
  languages,
  channel,
  groundRulesVersion: z.int().positive(),
  role: role.optional(),
  topics: z.array(label).max(listEntriesMax).default([]),
  country: country.optional(),
  urgency: z.enum(['now', 'soon', 'whenever']).default('now'),
  notSafeNow: z.boolean().default(false),
  preferences: z.array(preference).max(listEntriesMax).default([]),
  sameVolunteerAs: conversationId.optional(),
  /** The partner's opaque pseudonym of its user; kept only as a keyed digest. */
  subject: foreignId(subjectCharsMax).optional(),
  comeBack: z.string().min(1).max(200).optional(),
  opening: z.string().min(1).max(openingCharsMax).optional(),
});
export type AskBody = z.infer<typeof askBody>;

export const matchBody = askBody.extend({ waitSeconds: z.int().min(0).max(waitSecondsMax).default(0) }).strict();

export const requestStatus = z.enum(['waiting', 'offered', 'matched', 'cancelled', 'expired']);

/** Why this pair was chosen, or what the request waits for. */
export const explanation = z.object({ reasons: codes, relaxed: codes });

export const requestView = z
  .object({
    id: requestId,
    status: requestStatus,
    position: z.int().positive().nullable(),
    estimate,
    conversation: z.object({ id: conversationId, state: z.enum(['open', 'ended']) }).optional(),
    /**
     * Shown after the request has expired, or after a talk whose volunteer was gone. A new request with it keeps the place in the
     * queue.
     */
    comeBack: token('ecb').optional(),
    explanation: explanation.optional(),
    askedAt: isoTime,
    /** Whether a coordinator is on duty in the space now. */
    dutyNow: z.boolean(),
    /** When the request ends if no volunteer comes. */
    expiresAt: isoTime.optional(),
    /** While waiting: the space closes then, before the request's own time is over. */
    closesAt: isoTime.optional(),
    expiredBecause: z
      .enum(['no-volunteer-came', 'space-closed', 'space-changed'])
      .optional()
      .describe(
        '`space-changed`: the space has changed, and none of its volunteers could serve the request any more. `support.notice` says it in words for the seeker.',
      ),
    /** After the request has expired: when the space opens, if it is closed now and that is known. */
    opensAt: isoTime.optional(),
    unmet: unmetWishes
      .optional()
      .describe(
        'Only of a seeker who is not safe: no volunteer of the space could serve the request as it is, and what none of them meets. The request stays, and its case is with the coordinators.',
      ),
    links,
    support,
  })
  .meta({ id: 'TalkRequest' });

/**
 * Only the answer to the creation and to its repetitions contains the token. A seeker who is not safe and asks again while a request is open repeats
 * that one.
 */
export const createdView = requestView.extend({ token: token('est') });

const matchView = z.object({
  match: z.object({
    requestId,
    conversation: z.object({ id: conversationId, channel, join: joinLink.nullable() }),
    token: token('est'),
  }),
  support,
});

/**
 * What may stay after an erasure (docs/privacy.md says what each holds and for how long): an open escalation or report, a block; the rows of the
 * audit and the mails about a case of the request; what webhook endpoints were told of it; the request with its come-back token; numbers; the answer 410 for a day; and a day of changes
 * and of recovery in the database.
 */
export const keptKinds = [
  'escalation',
  'reports',
  'blocks',
  'audit',
  'notices',
  'deliveries',
  'later-request',
  'counters',
  'tombstone',
  'day-of-changes',
  'day-of-recovery',
] as const;
export type KeptKind = (typeof keptKinds)[number];

const askProblems = [
  'unauthenticated',
  'forbidden',
  'idempotency-key-missing',
  'stale-ground-rules',
  'already-asking',
  'idempotency-mismatch',
  'nobody-could-serve',
  'unprocessable',
  'space-full',
  'space-closed',
  'gone',
] as const;

const kept = z
  .array(z.enum(keptKinds))
  .max(keptKinds.length)
  .describe('The kinds of what stays. Nothing of it leads back to the request.');
const { space, request } = pathParameters;
const ofAsking = {
  support: true,
  params: { space },
  idempotencyKey: 'required',
  creates: true,
  quota: 'asks',
  problems: askProblems,
  shed: 'as-asked',
} as const;
const ofRequest = { callers: ['seeker', 'partner'], support: true, params: { space, request } } as const;

export const talkRequestRoutes = {
  ask: route({
    ...noInput,
    ...ofAsking,
    method: 'POST',
    path: '/v1/spaces/{space}/talk-requests',
    function: 'sheddable',
    summary: 'Asks to talk.',
    callers: ['anyone', 'partner'],
    body: askBody,
    answers: { 202: createdView },
  }),
  showRequest: route({
    ...noInput,
    ...ofRequest,
    method: 'GET',
    path: '/v1/spaces/{space}/talk-requests/{request}',
    function: 'long-poll',
    summary: 'Shows the state of the request.',
    waits: true,
    etag: true,
    answers: { 200: requestView, 304: null },
    problems: ['unauthenticated', 'forbidden', 'gone'],
    shed: 'read',
  }),
  cancelRequest: route({
    ...noInput,
    ...ofRequest,
    method: 'POST',
    path: '/v1/spaces/{space}/talk-requests/{request}/cancel',
    function: 'seeker',
    summary: 'Cancels the request. After this answer no offer and no match follows.',
    answers: { 200: requestView },
    problems: ['unauthenticated', 'forbidden', 'already-matched', 'gone'],
    shed: 'never',
  }),
  stillHere: route({
    ...noInput,
    ...ofRequest,
    method: 'POST',
    path: '/v1/spaces/{space}/talk-requests/{request}/here',
    function: 'seeker',
    summary: 'Says that the seeker still waits.',
    answers: { 204: null },
    problems: ['unauthenticated', 'forbidden', 'gone'],
    shed: 'never',
  }),
  sayNotSafe: route({
    ...noInput,
    ...ofRequest,
    method: 'POST',
    path: '/v1/spaces/{space}/talk-requests/{request}/not-safe-now',
    function: 'seeker',
    summary:
      'Says that the seeker is not safe now, while the request waits or during the talk: the request comes first, and a case reaches the coordinators.',
    answers: { 200: requestView },
    problems: ['unauthenticated', 'forbidden', 'already-over', 'gone'],
    shed: 'never',
  }),
  eraseRequest: route({
    ...noInput,
    ...ofRequest,
    method: 'DELETE',
    path: '/v1/spaces/{space}/talk-requests/{request}',
    function: 'seeker',
    summary: 'Ends or cancels the request, then erases everything about it.',
    answers: {
      202: z.object({
        receipt: z.object({ id: reference, request: requestId, erasedAt: isoTime, kept }),
        support,
      }),
    },
    problems: ['unauthenticated', 'forbidden', 'gone'],
    shed: 'never',
  }),
  match: route({
    ...noInput,
    ...ofAsking,
    method: 'POST',
    path: '/v1/spaces/{space}/matches',
    function: 'long-poll',
    summary: 'Asks to talk, and answers with the match if it comes within `waitSeconds`.',
    callers: ['partner'],
    body: matchBody,
    answers: { 200: matchView, 202: createdView },
  }),
} as const;
