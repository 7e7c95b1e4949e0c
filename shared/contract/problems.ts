/**
 * Every problem the API answers, once: slug, status, title, and what a person reading it can do (RFC 9457).
 * A use case names a slug; the edge turns it into the document. Nothing a person wrote is in any of them.
 */

const base = 'https://earshot.dev/problems/';

interface ProblemShape {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export const problems = {
  'bad-request': {
    status: 400,
    title: 'The request is not as it should be',
    detail: 'See `errors`: each names a place in the request and what it takes.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'An Idempotency-Key is required',
    detail:
      'Send an `Idempotency-Key` header with a fresh random value, and the same one when you retry. Without a credential it must hold at least 128 random bits.',
  },
  unauthenticated: { status: 401, title: 'Not signed in', detail: 'Send a valid credential as `Authorization: Bearer …`.' },
  forbidden: { status: 403, title: 'Not allowed', detail: 'This credential is known, but may not do this.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here that this caller may see.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path exists; the `Allow` header lists its methods.',
  },
  'stale-ground-rules': {
    status: 409,
    title: 'The ground rules have changed',
    detail: 'Show the current ground rules and ask again with their version.',
  },
  'already-asking': {
    status: 409,
    title: 'Already asking',
    detail: 'This seeker has a live request in this space; `links` lead to it.',
  },
  'already-matched': {
    status: 409,
    title: 'Already matched',
    detail: 'Somebody has accepted; the conversation can be ended instead.',
  },
  'already-over': { status: 409, title: 'Already over', detail: 'This has ended; there is nothing left to change.' },
  'already-joined': {
    status: 409,
    title: 'The other side is here',
    detail: 'The other side has joined the conversation; it can be ended instead.',
  },
  'too-early': {
    status: 409,
    title: 'Too early',
    detail: 'Give the other side the time that `Retry-After` says, then ask again.',
  },
  'offer-gone': {
    status: 409,
    title: 'The offer is gone',
    detail: 'It lapsed, was withdrawn, or somebody else was faster. Nothing is held against anybody.',
  },
  'session-ended': {
    status: 409,
    title: 'This stretch of being available has ended',
    detail: 'Go on again without `session` to start a new one.',
  },
  'not-eligible': {
    status: 409,
    title: 'Not eligible yet',
    detail: 'See `reasons`: what the space asks of its volunteers and is missing or expired.',
  },
  'not-in-order': {
    status: 409,
    title: 'Not the next step',
    detail: 'A case goes step by step; `allowed` names what may come next.',
  },
  'invitation-used': { status: 409, title: 'The invitation was used', detail: 'Ask the coordinator for a new one.' },
  gone: { status: 410, title: 'Gone', detail: 'This was erased, as promised.' },
  stale: { status: 412, title: 'Changed in the meantime', detail: 'Read it again and send the new `ETag` as `If-Match`.' },
  'too-large': { status: 413, title: 'Too large', detail: 'Send a smaller body.' },
  'unsupported-media-type': { status: 415, title: 'Not JSON', detail: 'Send `Content-Type: application/json`.' },
  'idempotency-mismatch': {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    detail: 'Use a fresh key for a new request.',
  },
  'nobody-could-serve': {
    status: 422,
    title: 'Nobody here could serve this',
    detail: 'See `unmet`: no active volunteer of this space, on or off, meets it. Ask with less, or use the help listed.',
  },
  unprocessable: {
    status: 422,
    title: 'These do not go together',
    detail: 'See `errors`: each names a place in the request and why it cannot be so here.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is required',
    detail: 'Read the resource and send its `ETag` as `If-Match`.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait for the time that `Retry-After` says. Help numbers stay available.',
  },
  internal: { status: 500, title: 'Something broke on our side', detail: 'Try again shortly; what was acknowledged stays true.' },
  'space-full': {
    status: 503,
    title: 'As many are waiting as can be served',
    detail: 'Nothing was lost: ask again after the time that `Retry-After` says, or use the help listed.',
  },
  'space-closed': {
    status: 503,
    title: 'Closed now',
    detail: 'See `opensAt` where it is known, and the help listed until then.',
  },
  unavailable: {
    status: 503,
    title: 'Briefly unavailable',
    detail:
      'Try again after the time that `Retry-After` says, with the same Idempotency-Key where there was one: it has no second effect.',
  },
} as const satisfies Record<string, ProblemShape>;

export type ProblemSlug = keyof typeof problems;

/** One place in the request and what is wrong with it; never the value that was sent. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** An expected refusal: a slug and the members it adds to the document. */
export interface Problem {
  readonly code: ProblemSlug;
  readonly errors?: readonly FieldError[];
  /** Further members of the document: `links`, `reasons`, `unmet`, `opensAt`, `conversation` … */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
  /** Whose help numbers to show, where the request was known to be about a country. */
  readonly country?: string;
}

/** The URI that names the problem for good. */
export function problemType(slug: ProblemSlug): string {
  return base + slug;
}
