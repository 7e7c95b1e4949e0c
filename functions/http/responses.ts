/** Converts outcomes to HTTP answers and RFC 9457 problem documents. No other file does. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problems, problemType, type Problem, type Quota } from '../../shared/contract/problems.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';
import { acceptedCodings } from './body.ts';
import type { Shown } from './route.ts';

export type Answer = APIGatewayProxyStructuredResultV2;

/** An outcome with a status. */
export interface Reply extends Shown {
  readonly status: number;
}

/** The answer in the form of API Gateway. */
export function answer({ status, body, etag, location, retryAfterSeconds: after, headers, quota }: Reply): Answer {
  return {
    statusCode: status,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...(etag === undefined ? {} : { etag: `"${etag}"` }),
      ...(location === undefined ? {} : { location }),
      ...(after === undefined ? {} : { 'retry-after': String(after) }),
      ...(quota === undefined ? {} : rateLimitHeaders(quota)),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** The rate limit in the form of the HTTP working group's draft (draft-ietf-httpapi-ratelimit-headers-11). */
function rateLimitHeaders({ name, most, windowSeconds, left, resetSeconds }: Quota): Readonly<Record<string, string>> {
  return { 'ratelimit-policy': `"${name}";q=${most};w=${windowSeconds}`, ratelimit: `"${name}";r=${left};t=${resetSeconds}` };
}

/** The problem document, without `support`. `instance` names the request, not its path, because a path may contain a person's text. */
export function problemReply(event: APIGatewayProxyEventV2, problem: Problem): Reply {
  const { status, title, detail } = problems[problem.code];
  return {
    status,
    body: {
      ...problem.members,
      type: problemType(problem.code),
      title,
      status,
      detail,
      instance: `urn:earshot:request:${event.requestContext.requestId}`,
      requestId: event.requestContext.requestId,
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    },
    retryAfterSeconds: problem.retryAfterSeconds ?? (status === 503 || status === 429 ? retryAfterSeconds : undefined),
    quota: problem.quota,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="earshot"' } : {}),
      ...(status === 415 ? { accept: 'application/json', 'accept-encoding': acceptedCodings } : {}),
    },
  };
}
