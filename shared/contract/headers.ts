/** The headers of requests and answers: what the OpenAPI document says of them, and which of them a browser must be told about. */
import { idempotencyKeyCharsMax, requestHeaderCharsMax, tokenCharsMax, urlCharsMax } from '../domain/limits.ts';
import type { Json } from './openapi-schemas.ts';
import { quotaNames } from './problems.ts';
import type { RouteContract } from './route.ts';

const text = (description: string, pattern: string, maxLength: number = tokenCharsMax): Json => ({
  description,
  schema: { type: 'string', pattern, maxLength },
});

/** Maximum of seconds in `Retry-After`: a closed space may open only after two and a half weeks. */
const retrySecondsMax = 1_600_000;

const entityTags = { type: 'string', pattern: '^(\\*|(W/)?"[^"]*"(\\s*,\\s*(W/)?"[^"]*")*)$', maxLength: requestHeaderCharsMax };

/** The headers of requests, with what decides whether a route takes them. Those without `takenBy` are described elsewhere in the document. */
export const requestHeaders = {
  Authorization: {},
  'Content-Type': {},
  'Content-Encoding': {},
  'Idempotency-Key': {
    takenBy: ({ idempotencyKey }) => idempotencyKey !== 'none',
    isRequired: ({ idempotencyKey }) => idempotencyKey === 'required',
    description: 'Repeat it with the same body: the call takes effect once.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]+$', maxLength: idempotencyKeyCharsMax },
  },
  'If-Match': {
    takenBy: ({ ifMatch }) => ifMatch === true,
    isRequired: () => true,
    description: 'The `ETag` of the resource as it was read. A weak tag never matches.',
    schema: entityTags,
  },
  Prefer: {
    takenBy: ({ waits }) => waits === true,
    description: '`wait=N`, 1 to 25 s, with `If-None-Match`: the answer is held until the `ETag` changes.',
    schema: { type: 'string', pattern: 'wait=\\d+', maxLength: requestHeaderCharsMax },
  },
  'If-None-Match': {
    takenBy: ({ waits }) => waits === true,
    description: 'The `ETag` that the caller has.',
    schema: entityTags,
  },
} as const satisfies Record<string, RequestHeader>;

interface RequestHeader {
  readonly takenBy?: (route: RouteContract) => boolean;
  readonly isRequired?: (route: RouteContract) => boolean;
  readonly description?: string;
  readonly schema?: Json;
}

/** The headers that a route takes, as parameters of its operation. */
export function headerParametersOf(route: RouteContract): readonly Json[] {
  const rows: readonly (readonly [string, RequestHeader])[] = Object.entries(requestHeaders);
  return rows
    .filter(([, { takenBy }]) => takenBy?.(route) === true)
    .map(([name, { isRequired, description, schema }]) => ({
      name,
      in: 'header',
      required: isRequired?.(route) === true,
      description,
      schema,
    }));
}

/** Every header of answers, listed once among the components of the document. */
export const answerHeaders = {
  Accept: text('The media type that a body must have.', '^application/json$'),
  'Accept-Encoding': text('The values of `Content-Encoding` that a body may have.', '^\\w+(, \\w+)*$'),
  'Access-Control-Allow-Origin': text(
    'The origin of the calling page, if this deployment allows it; otherwise absent.',
    '^(\\*|https?://[^/]+)$',
    urlCharsMax,
  ),
  'Cache-Control': text('Caches must not store any answer.', '^no-store$'),
  ETag: text('The version of the answer: for `If-None-Match`, and for `If-Match` in an edit.', '^"[^"]+"$'),
  Location: text('The path of the new resource.', '^/v1/', urlCharsMax),
  'Preference-Applied': text('The answer was held.', '^wait=\\d+$'),
  RateLimit: text(
    'The rest of the quota that the call has used, and the seconds until it is full again.',
    `^"(${quotaNames.join('|')})";r=\\d+;t=\\d+$`,
  ),
  'RateLimit-Policy': text('The quota and its window in seconds.', `^"(${quotaNames.join('|')})";q=\\d+;w=\\d+$`),
  'Retry-After': {
    description: 'Seconds until the call may be repeated.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: retrySecondsMax },
  },
  'WWW-Authenticate': text('How to sign in.', '^Bearer '),
} as const satisfies Record<string, Json>;

/** The headers that any browser page may read (CORS-safelisted), and those that browsers read themselves. */
const knownToBrowsers: readonly string[] = ['Accept', 'Accept-Encoding', 'Access-Control-Allow-Origin', 'Cache-Control'];

/** The headers of answers that a browser page can read only if it is told about them. */
export const exposedHeaders: readonly string[] = Object.keys(answerHeaders).filter((name) => !knownToBrowsers.includes(name));

type HeaderName = keyof typeof answerHeaders;

/** The refusals of a counted call that use a quota. */
const statusesThatSpend: readonly number[] = [409, 410, 422, 429, 503];

/** Whether an answer of a route says what is left of a quota. */
export function tellsQuota({ quota }: Pick<RouteContract, 'quota'>, status: number): boolean {
  return quota !== undefined && (status < 400 || statusesThatSpend.includes(status));
}

/** The headers of an answer of a route, as references. */
export function headersOf(route: RouteContract, status: number): Json {
  const { etag, waits, creates } = route;
  const isSuccess = status < 400;
  const isCounted = tellsQuota(route, status);
  const names: readonly (HeaderName | false)[] = [
    'Access-Control-Allow-Origin',
    'Cache-Control',
    isSuccess && etag === true && 'ETag',
    isSuccess && creates === true && 'Location',
    isSuccess && waits === true && etag === true && 'Preference-Applied',
    isCounted && 'RateLimit',
    isCounted && 'RateLimit-Policy',
    (status === 429 || status === 503 || (isSuccess && (isCounted || waits === true))) && 'Retry-After',
    status === 415 && 'Accept',
    status === 415 && 'Accept-Encoding',
    status === 401 && 'WWW-Authenticate',
  ];
  return Object.fromEntries(
    names.filter((name) => name !== false).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
