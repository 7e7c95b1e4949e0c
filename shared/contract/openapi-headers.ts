/** What answers say beside their bodies. */
import { tokenCharsMax, urlCharsMax } from '../domain/limits.ts';
import type { RouteId } from '../routes.ts';
import type { Json } from './openapi-schemas.ts';
import type { RouteContract } from './route.ts';

const text = (description: string, pattern: string, maxLength: number = tokenCharsMax): Json => ({
  description,
  schema: { type: 'string', pattern, maxLength },
});

/** Seconds of a `Retry-After`: until a space opens again, at most two weeks and a half. */
const retrySecondsMax = 1_600_000;

/** Every header, once, among the components of the document. */
export const headers = {
  'Access-Control-Allow-Origin': text(
    'The origin of the page that asks, where this deployment allows it; absent otherwise.',
    '^(\\*|https?://[^/]+)$',
    urlCharsMax,
  ),
  'Cache-Control': text('No answer may be kept by a cache.', '^no-store$'),
  ETag: text('What is shown now: for `If-None-Match`, and for `If-Match` where it is edited.', '^"[^"]+"$'),
  Location: text('Where what was made is.', '^/v1/', urlCharsMax),
  'Preference-Applied': text('The answer was held.', '^wait=\\d+$'),
  RateLimit: text('What is left of the quota, and when it is whole again.', '^"asks";r=\\d+;t=\\d+$'),
  'RateLimit-Policy': text('The quota.', '^"asks";q=\\d+;w=\\d+$'),
  'Retry-After': {
    description: 'Seconds after which to ask again.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: retrySecondsMax },
  },
  'WWW-Authenticate': text('How to sign in.', '^Bearer '),
} as const satisfies Record<string, Json>;

type HeaderName = keyof typeof headers;

/** Routes that make something, and say where it is. */
const making: readonly RouteId[] = ['ask', 'match', 'addVolunteer', 'createSpace'];
/** Routes with a quota. */
const counted: readonly RouteId[] = ['ask', 'match'];

/** The headers of an answer of a route, as references. */
export function headersOf(id: RouteId, { etag, waits }: RouteContract, status: number): Json {
  const isSuccess = status < 400;
  const asks = counted.includes(id) && isSuccess;
  const names: readonly (HeaderName | false)[] = [
    'Access-Control-Allow-Origin',
    'Cache-Control',
    isSuccess && etag === true && 'ETag',
    isSuccess && making.includes(id) && 'Location',
    isSuccess && waits === true && etag === true && 'Preference-Applied',
    asks && 'RateLimit',
    asks && 'RateLimit-Policy',
    (status === 429 || status === 503 || asks || (isSuccess && waits === true)) && 'Retry-After',
    status === 401 && 'WWW-Authenticate',
  ];
  return Object.fromEntries(
    names.filter((name) => name !== false).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
