/** From results to HTTP: answers and RFC 9457 documents, decided here once. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problems, problemType } from '../../shared/contract/problems.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Support } from '../../shared/domain/support/support.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';

export type Answer = APIGatewayProxyStructuredResultV2;

/** On every answer: nothing of this may be kept by a cache or taken for anything but data. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

export interface Reply {
  readonly status: number;
  readonly body?: object | undefined;
  /** Quoted. */
  readonly etag?: string | undefined;
  readonly location?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export function answer({ status, body, etag, location, retryAfterSeconds: after, headers }: Reply): Answer {
  return {
    statusCode: status,
    headers: {
      ...always,
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...(etag === undefined ? {} : { etag }),
      ...(location === undefined ? {} : { location }),
      ...(after === undefined ? {} : { 'retry-after': String(after) }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** The problem document. `instance` is the path as routed, without its query. */
export function problemAnswer(event: APIGatewayProxyEventV2, problem: Problem, support: Support | undefined): Answer {
  const { status, title, detail } = problems[problem.code];
  const after = problem.retryAfterSeconds ?? (status === 503 || status === 429 ? retryAfterSeconds : undefined);
  const document = {
    ...problem.members,
    type: problemType(problem.code),
    title,
    status,
    detail,
    instance: `urn:earshot:request:${event.requestContext.requestId}`,
    requestId: event.requestContext.requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    ...(support === undefined ? {} : { support }),
  };
  return answer({
    status,
    body: document,
    retryAfterSeconds: after,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="earshot"' } : {}),
    },
  });
}
