/**
 * All problems of the API: slug, status, title, what the reader can do, and the members that the problem adds to the document (RFC 9457).
 * A use case names a slug; the HTTP functions create the document. No problem contains a person's text.
 */
import * as z from 'zod';
import { escalationStates } from '../domain/escalation.ts';
import { conversationId } from '../domain/ids.ts';
import { closedBecauses } from '../domain/opening.ts';
import { rematchUnsignedSeconds } from '../domain/rematch-limits.ts';
import { groundRuleItems } from '../domain/space.ts';
import { isoTime, links, reasons, unmetWishes } from './common.ts';
import type { Frozen } from './frozen.ts';

const base = 'https://earshot.dev/problems/';

export interface ProblemShape {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Schemas of the members that the document has besides those of every problem. */
  readonly members?: z.ZodRawShape;
  /** Whether it names places in the request, in `errors`. */
  readonly errors?: true;
}

export const problems = {
  'bad-request': {
    status: 400,
    title: 'Invalid request',
    detail: 'Each entry of `errors` names a place in the request and says what is allowed there.',
    errors: true,
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'Idempotency-Key required',
    detail:
      'Send an `Idempotency-Key` header with a fresh random value, and the same value when you retry. Without a credential the value must hold at least 128 random bits.',
  },
  unauthenticated: { status: 401, title: 'Not signed in', detail: 'Send a valid credential as `Authorization: Bearer …`.' },
  'ticket-not-valid': {
    status: 401,
    title: 'Ticket not valid',
    detail:
      'A ticket opens one socket, once, within a minute, and is sent with its frames. Ask for another one and connect again.',
  },
  forbidden: { status: 403, title: 'Not allowed', detail: 'This credential is valid, but it does not allow this call.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here that this caller may see.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path exists. The `Allow` header lists its methods.',
  },
  'stale-ground-rules': {
    status: 409,
    title: 'The ground rules have changed',
    detail: 'Show the current `groundRules` to the seeker, and ask again with their version.',
    members: { groundRules: z.object({ version: z.int().positive(), items: groundRuleItems }) },
  },
  'already-asking': {
    status: 409,
    title: 'Already asking',
    detail: 'This seeker has an open request in this space. `links` lead to it.',
    members: { links },
  },
  'already-matched': {
    status: 409,
    title: 'Already matched',
    detail: 'A volunteer has accepted the request. End the `conversation` instead.',
    members: { conversation: z.object({ id: conversationId.optional() }) },
  },
  'already-over': { status: 409, title: 'Already over', detail: 'This has ended and cannot be changed any more.' },
  'already-joined': {
    status: 409,
    title: 'The other side has joined',
    detail: `The other side is in the conversation, or counts as there: no side has sent a "here" in ${rematchUnsignedSeconds / 60} minutes. End the conversation instead. If Retry-After is given, a rematch is possible after that time, should the other side stay silent.`,
  },
  'too-early': {
    status: 409,
    title: 'Too early',
    detail: 'The other side may still join. Repeat the call after the time in `Retry-After`.',
  },
  'offer-gone': {
    status: 409,
    title: 'The offer is gone',
    detail: 'The offer lapsed, was withdrawn, or another volunteer accepted first. This has no consequences for the volunteer.',
  },
  'session-ended': {
    status: 409,
    title: 'The session has ended',
    detail: 'Go on again without `session` to start a new session.',
  },
  'not-eligible': {
    status: 409,
    title: 'Not eligible',
    detail: 'Each entry of `reasons` names a requirement that is not met.',
    members: { reasons },
  },
  'not-in-order': {
    status: 409,
    title: 'Not the next step',
    detail: 'An escalation goes step by step. `allowed` lists the steps that are possible next.',
    members: { allowed: z.array(z.enum(escalationStates)).max(escalationStates.length) },
  },
  'would-strand': {
    status: 409,
    title: 'Seekers who wait would be left without a volunteer',
    detail:
      'After this change no volunteer could serve `stranded` of the seekers who wait. Nothing was changed. Change less, or repeat the call with `?endStranded=true`: it ends their requests, tells them so, and lets them come back.',
    members: { stranded: z.int().positive() },
  },
  'invitation-used': { status: 409, title: 'Invitation already used', detail: 'Ask the coordinator for a new invitation.' },
  'endpoint-disabled': {
    status: 409,
    title: 'The endpoint is disabled',
    detail: 'Nothing is sent to it. Let it work again with `{"disabled": false}`, then repeat the call.',
  },
  gone: { status: 410, title: 'Gone', detail: 'This was erased, as promised.' },
  stale: {
    status: 412,
    title: 'Changed since it was read',
    detail: 'Read the resource again, and send its new `ETag` as `If-Match`.',
  },
  'too-large': { status: 413, title: 'Body too large', detail: 'Send a smaller body.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported content type',
    detail: 'Send JSON, with `Content-Type: application/json`, plain or with a `Content-Encoding` that `Accept-Encoding` lists.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'Idempotency-Key already used',
    detail: 'The key was used with another body. Use a fresh key for a new request.',
  },
  'nobody-could-serve': {
    status: 422,
    title: 'No volunteer can serve this request',
    detail:
      '`unmet` lists the wishes that no volunteer of this space meets, on or off; `nobody`: no volunteer may serve this seeker. Ask again with fewer wishes, or use the help listed.',
    errors: true,
    members: { unmet: unmetWishes },
  },
  unprocessable: {
    status: 422,
    title: 'Conflicting fields',
    detail: 'Each entry of `errors` names a place in the request and says why its value is not possible here.',
    errors: true,
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match required',
    detail: 'Read the resource, and send its `ETag` as `If-Match`.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail:
      'More calls came from this caller, or from its network, than its share. Repeat the call after the time in `Retry-After`. Help numbers stay available.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'The service has failed. Try again shortly. What was acknowledged stays true.',
  },
  unreadable: {
    status: 503,
    title: 'Stored data cannot be read',
    detail:
      'This version of the service cannot read what is stored here. Its operator is told. Nothing was changed. Repeat the call after the time in `Retry-After`. A request to talk can be erased meanwhile, and cancelled while it waits; then ask again with a fresh `Idempotency-Key`.',
  },
  'space-full': {
    status: 503,
    title: 'The queue is full',
    detail:
      'As many requests wait as the space can serve. Nothing was lost. Ask again after the time in `Retry-After`, or use the help listed.',
  },
  'space-closed': {
    status: 503,
    title: 'The space is closed',
    detail: '`opensAt` says when the space opens, if that is known. Until then, use the help listed.',
    members: { opensAt: isoTime.nullable(), closedBecause: z.enum(closedBecauses) },
  },
  unavailable: {
    status: 503,
    title: 'Briefly unavailable',
    detail:
      'Repeat the call after the time in `Retry-After`, with the same `Idempotency-Key` if there was one: it takes effect only once.',
  },
} as const satisfies Record<string, ProblemShape>;

type Problems = typeof problems;
export type ProblemSlug = keyof Problems;

/** The members that the document of a problem has besides those of every problem. */
export type ProblemMembers<Slug extends ProblemSlug> = Problems[Slug] extends {
  readonly members: infer Shape extends z.ZodRawShape;
}
  ? Frozen<z.input<z.ZodObject<Shape>>>
  : undefined;

/** One place in the request and what is wrong with it; never the value that was sent. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** The quotas of requests to talk. */
export const quotaNames = ['asks', 'refused-asks'] as const;

/** What is left of a quota, as `RateLimit` and `RateLimit-Policy` tell it. */
export interface Quota {
  /** Requests that were made, or requests that were refused. */
  readonly name: (typeof quotaNames)[number];
  readonly most: number;
  readonly windowSeconds: number;
  readonly left: number;
  readonly resetSeconds: number;
}

/** An expected refusal: a slug, and the members that its document must have. */
export type Problem = {
  readonly [Slug in ProblemSlug]: {
    readonly code: Slug;
    readonly retryAfterSeconds?: number;
    /** The quota that the refused call has spent. */
    readonly quota?: Quota;
  } & (ProblemMembers<Slug> extends undefined ? { readonly members?: undefined } : { readonly members: ProblemMembers<Slug> }) &
    (Problems[Slug] extends { readonly errors: true }
      ? { readonly errors: readonly FieldError[] }
      : { readonly errors?: undefined });
}[ProblemSlug];

const isProblemSlug = (name: string): name is ProblemSlug => Object.hasOwn(problems, name);

/** Every slug, in the order of the registry. */
export const problemSlugs: readonly ProblemSlug[] = Object.keys(problems).filter(isProblemSlug);

/** The schemas of the members that a document has besides those of every problem. Undefined: none. */
export function membersOf(slug: ProblemSlug): z.ZodRawShape | undefined {
  const shape: ProblemShape = problems[slug];
  return shape.members;
}

/** The permanent URI of the problem. */
export function problemType(slug: ProblemSlug): string {
  return base + slug;
}
