/** The headers of answers. */
import { tokenCharsMax, urlCharsMax } from '../domain/limits.ts';
import type { Json } from './openapi-schemas.ts';
import type { RouteContract } from './route.ts';

const text = (description: string, pattern: string, maxLength: number = tokenCharsMax): Json => ({
  description,
  schema: { type: 'string', pattern, maxLength },
});

/** Maximum of seconds in `Retry-After`: a closed space may open only after two and a half weeks. */
const retrySecondsMax = 1_600_000;

/** Every header, listed once among the components of the document. */
export const headers = {
  'Access-Control-Allow-Origin': text(
    'The origin of the calling page, if this deployment allows it; otherwise absent.',
    '^(\\*|https?://[^/]+)$',
    urlCharsMax,
  ),
  'Cache-Control': text('Caches must not store any answer.', '^no-store$'),
  ETag: text('The version of the answer: for `If-None-Match`, and for `If-Match` in an edit.', '^"[^"]+"$'),
  Location: text('The path of the new resource.', '^/v1/', urlCharsMax),
  'Preference-Applied': text('The answer was held.', '^wait=\\d+$'),
  RateLimit: text('The rest of the quota, and the seconds until it is full again.', '^"asks";r=\\d+;t=\\d+$'),
  'RateLimit-Policy': text('The quota and its window in seconds.', '^"asks";q=\\d+;w=\\d+$'),
  'Retry-After': {
    description: 'Seconds until the call may be repeated.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: retrySecondsMax },
  },
  'WWW-Authenticate': text('How to sign in.', '^Bearer '),
} as const satisfies Record<string, Json>;

type HeaderName = keyof typeof headers;

/** The headers of an answer of a route, as references. */
export function headersOf({ etag, waits, creates, quota }: RouteContract, status: number): Json {
  const isSuccess = status < 400;
  const isCounted = quota !== undefined && isSuccess;
  const names: readonly (HeaderName | false)[] = [
    'Access-Control-Allow-Origin',
    'Cache-Control',
    isSuccess && etag === true && 'ETag',
    isSuccess && creates === true && 'Location',
    isSuccess && waits === true && etag === true && 'Preference-Applied',
    isCounted && 'RateLimit',
    isCounted && 'RateLimit-Policy',
    (status === 429 || status === 503 || isCounted || (isSuccess && waits === true)) && 'Retry-After',
    status === 401 && 'WWW-Authenticate',
  ];
  return Object.fromEntries(
    names.filter((name) => name !== false).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
