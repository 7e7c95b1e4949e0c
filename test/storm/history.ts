/**
 * What the clients did and saw, in the manner of Jepsen: every operation is invoked at one time and completed at another,
 * and ended `ok`, `fail` (refused: it had no effect) or `unknown` (it had its effect, or not, or has it later).
 */
import type { Answer, AnyAnswer } from '../../client/answer.ts';
import { earshotClient, type Client } from '../../client/client.ts';
import { jsonIn } from '../../client/json.ts';
import { methodOf, type RouteId } from '../../client/route.ts';
import type { RawSent, Sent } from '../../client/sent.ts';
import { UnexpectedAnswer } from '../../client/unexpected-answer.ts';
import { Turnstile } from './turnstile.ts';

export type Outcome = 'ok' | 'fail' | 'unknown';

export interface Operation {
  /** In the order of invocation, from 1. */
  readonly n: number;
  /** Whose call it was: one player does one thing after the other, except where it does two at once on purpose. */
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

/** A call of the player `who`; with `timeoutMs` the player hangs up then, whatever becomes of the call. */
export type Calling<Id extends RouteId> = { readonly who: string; readonly route: Id } & Sent<Id>;

export interface Recorded<Id extends RouteId> {
  readonly operation: Operation;
  readonly answer: Answer<Id> | undefined;
}

/** Problems with 503 that say of themselves that the request was not taken. */
const refusals503 = ['space-full', 'space-closed'];

/** Records every call made through it. Any number of calls at once; beyond `atOnce` looks and asks wait their turn before they begin. */
export class History {
  private readonly client: Client;
  private readonly turnstile: Turnstile;
  private readonly all: Operation[] = [];
  private invoked = 0;

  constructor(url: string, atOnce = Infinity) {
    this.client = earshotClient({ url, isExact: true });
    this.turnstile = new Turnstile(atOnce);
  }

  /** In the order of completion. */
  get operations(): readonly Operation[] {
    return this.all;
  }

  /**
   * Makes the call and records it. No answer is an outcome too; rejects only where a success is not as the contract says. Looks and
   * asks, which are the many, wait their turn; a held look does not, since it only waits; answers, cancels and leaving come before them.
   */
  call<Id extends RouteId>(calling: Calling<Id>): Promise<Operation> {
    const { who, route } = calling;
    return this.callRaw(who, route, calling);
  }

  /** The same for a call whose parts nothing has compared with the contract. */
  callRaw(who: string, route: RouteId, sent: RawSent): Promise<Operation> {
    return this.recorded(who, route, sent).then(({ operation }) => operation);
  }

  /** The same, with the answer; undefined where there was none that the contract describes. */
  recorded<Id extends RouteId>(who: string, route: Id, sent: RawSent): Promise<Recorded<Id>> {
    const isHeld = sent.waitSeconds !== undefined;
    const takesTurns = methodOf(route) === 'GET' || route === 'ask' || route === 'match';
    const record = () => this.record(who, route, sent);
    return takesTurns && !isHeld ? this.turnstile.pass(record) : record();
  }

  private async record<Id extends RouteId>(who: string, route: Id, sent: RawSent): Promise<Recorded<Id>> {
    const { params = {}, body, idempotencyKey: key } = sent;
    this.invoked += 1;
    const begun = {
      n: this.invoked,
      who,
      route,
      params,
      ...(body === undefined ? {} : { sent: body }),
      ...(key === undefined ? {} : { key }),
      invokedAt: Date.now(),
    };
    const { answer, end } = await this.client.raw(route, sent).then(
      (given) => ({ answer: given, end: endOf(given) }),
      (error: unknown) => ({ answer: undefined, end: endWithoutAnswer(error) }),
    );
    const operation: Operation = { ...begun, completedAt: Date.now(), ...end };
    this.all.push(operation);
    return { operation, answer };
  }
}

type End = Pick<Operation, 'outcome' | 'status' | 'body' | 'etag' | 'retryAfter'>;

function endOf(answer: AnyAnswer): End {
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

const noAnswer = { outcome: 'unknown' } as const;

/** Of a call without an answer, or with one of the gateway's own, which the contract does not describe. */
function endWithoutAnswer(error: unknown): End {
  if (!(error instanceof UnexpectedAnswer)) return noAnswer;
  const { status, headers, text } = error.response;
  if (status < 400) throw error;
  const body = jsonIn(text);
  if (isStarting(body)) return noAnswer;
  const retryAfter = headers.get('retry-after');
  return {
    outcome: outcomeOf(status, body),
    status,
    ...(body === undefined ? {} : { body }),
    ...(retryAfter === null ? {} : { retryAfter: Number(retryAfter) }),
  };
}

/** The runner holds its port from the first moment, and says so until there is a service behind it. */
function isStarting(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'message' in body && body.message === 'Starting';
}

/** 503 `unavailable` and every other 5xx leave open whether it took effect; all other refusals say that it did not. */
function outcomeOf(status: number, body: unknown): Outcome {
  if (status < 400) return 'ok';
  if (status < 500) return 'fail';
  return refusals503.includes(slugOf(body) ?? '') ? 'fail' : 'unknown';
}

/** The slug of a problem document: the last part of its type. */
export function slugOf(body: unknown): string | undefined {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return typeof type === 'string' ? type.split('/').at(-1) : undefined;
}
