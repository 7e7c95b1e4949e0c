/**
 * What the clients sent and received, in the form that Jepsen uses: every operation is invoked at one time and completed at another. Its
 * outcome is `ok`, `fail` (refused, without effect) or `unknown` (it took effect, or not, or will later).
 */
import type { AnyAnswer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { RawSent } from '../../../client/sent.ts';

export type Outcome = 'ok' | 'fail' | 'unknown';

export interface Operation {
  /** In the order of invocation, from 1. */
  readonly n: number;
  /** The actor that called. An actor makes one call after the other, except where it makes two at the same time on purpose. */
  readonly who: string;
  readonly route: RouteId;
  readonly params: Readonly<Record<string, string>>;
  readonly sent?: unknown;
  /** Its Idempotency-Key. */
  readonly key?: string;
  /** Milliseconds since the epoch, on the clock that the service under test reads too. */
  readonly invokedAt: number;
  readonly completedAt: number;
  readonly outcome: Outcome;
  /** Absent where no answer came. */
  readonly status?: number;
  readonly body?: unknown;
  readonly etag?: string;
  readonly retryAfter?: number;
}

export type Begin = Pick<Operation, 'n' | 'who' | 'route' | 'params' | 'sent' | 'key' | 'invokedAt'>;
export type End = Pick<Operation, 'outcome' | 'status' | 'body' | 'etag' | 'retryAfter'>;

/** Problems with status 503 that mean that the request had no effect. */
const refusals503 = ['space-full', 'space-closed'];

/** The beginning of an operation. */
export function beginOf(
  { n, who, route, invokedAt }: Pick<Operation, 'n' | 'who' | 'route' | 'invokedAt'>,
  { params = {}, body, idempotencyKey: key }: RawSent,
): Begin {
  return {
    n,
    who,
    route,
    params,
    ...(body === undefined ? {} : { sent: body }),
    ...(key === undefined ? {} : { key }),
    invokedAt,
  };
}

/** The end of an operation that was answered. */
export function endOf(answer: AnyAnswer): End {
  const { kind, status, etag, retryAfterSeconds } = answer;
  const body = kind === 'success' ? answer.body : answer.document;
  return {
    outcome: outcomeOf(status, body),
    status,
    ...(body === undefined ? {} : { body }),
    ...(etag === undefined ? {} : { etag }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }),
  };
}

/** 503 `unavailable` and every other 5xx leave open whether the call took effect. All other refusals mean that it had no effect. */
export function outcomeOf(status: number, body: unknown): Outcome {
  if (status < 400) return 'ok';
  if (status < 500) return 'fail';
  return refusals503.includes(slugOf(body) ?? '') ? 'fail' : 'unknown';
}

/**
 * Whether this is API Gateway's own answer. It gives 503 for a function that did not answer in time, without Retry-After, and 500 for one
 * that ended.
 */
export function isOfGateway({ body }: Pick<Operation, 'body'>): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).join() === 'message';
}

/** The slug of a problem document: the last part of its type. */
export function slugOf(body: unknown): string | undefined {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return typeof type === 'string' ? type.split('/').at(-1) : undefined;
}
