/**
 * What the clients did and saw, in the manner of Jepsen: every operation is invoked at one time and completed at another,
 * and ended `ok`, `fail` (refused: it had no effect) or `unknown` (it had its effect, or not, or has it later).
 */
import type { AnyAnswer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { RawSent } from '../../../client/sent.ts';

export type Outcome = 'ok' | 'fail' | 'unknown';

export interface Operation {
  /** In the order of invocation, from 1. */
  readonly n: number;
  /** The actor that called: each does one thing after the other, except where it does two at once on purpose. */
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

/** Problems with 503 that say of themselves that the request was not taken. */
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

/** 503 `unavailable` and every other 5xx leave open whether it took effect; all other refusals say that it did not. */
export function outcomeOf(status: number, body: unknown): Outcome {
  if (status < 400) return 'ok';
  if (status < 500) return 'fail';
  return refusals503.includes(slugOf(body) ?? '') ? 'fail' : 'unknown';
}

/** The slug of a problem document: the last part of its type. */
export function slugOf(body: unknown): string | undefined {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return typeof type === 'string' ? type.split('/').at(-1) : undefined;
}
