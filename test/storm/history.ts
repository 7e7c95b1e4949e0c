/**
 * What the clients did and saw, in the manner of Jepsen: every operation is invoked at one time and completed at another,
 * and ended `ok`, `fail` (refused: it had no effect) or `unknown` (it had its effect, or not, or has it later).
 */
import { earshotClient } from '../../client/client.ts';
import type { Answered, Client } from '../../client/client.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
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

export interface Calling {
  readonly who: string;
  readonly route: RouteId;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string | undefined;
  /** Further headers, such as `prefer`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds after which the caller hangs up, whatever becomes of the call. */
  readonly hangsUpAfterMs?: number | undefined;
}

/** Problems with 503 that say of themselves that the request was not taken. */
const refusals503 = ['space-full', 'space-closed'];

/** Records every call made through it. Any number of calls at once; beyond `atOnce` looks and asks wait their turn before they begin. */
export class History {
  private readonly client: Client;
  private readonly turnstile: Turnstile;
  private readonly recorded: Operation[] = [];
  private invoked = 0;

  constructor(url: string, atOnce = Infinity) {
    this.client = earshotClient(url);
    this.turnstile = new Turnstile(atOnce);
  }

  /** In the order of completion. */
  get operations(): readonly Operation[] {
    return this.recorded;
  }

  /**
   * Makes the call and records it. Never throws: no answer is an outcome too. Looks and asks, which are the many, wait their
   * turn; a held look does not, since it only waits; and whoever answers, cancels or leaves comes before them.
   */
  call(calling: Calling): Promise<Operation> {
    const isHeld = calling.headers?.['prefer'] !== undefined;
    const takesTurns = contract[calling.route].method === 'GET' || calling.route === 'ask' || calling.route === 'match';
    return takesTurns && !isHeld ? this.turnstile.pass(() => this.record(calling)) : this.record(calling);
  }

  private async record(calling: Calling): Promise<Operation> {
    const { who, route, params = {}, body, key } = calling;
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
    const ended = await this.send(calling).then(endOf, () => noAnswer);
    const operation: Operation = { ...begun, completedAt: Date.now(), ...ended };
    this.recorded.push(operation);
    return operation;
  }

  private send({ route, params = {}, query = {}, token, body, key, headers = {}, hangsUpAfterMs }: Calling): Promise<Answered> {
    const { method, path } = contract[route];
    const all = { ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }) };
    const timeout = hangsUpAfterMs === undefined ? {} : { timeoutMs: hangsUpAfterMs };
    const asked = new URLSearchParams(query).toString();
    const where = `${filled(path, params)}${asked === '' ? '' : `?${asked}`}`;
    return this.client.call(method, where, { token, body, headers: all, ...timeout });
  }
}

function endOf({ status, headers, body }: Answered): Pick<Operation, 'outcome' | 'status' | 'body' | 'etag' | 'retryAfter'> {
  if (isStarting(body)) return noAnswer;
  const [etag, retryAfter] = [headers.get('etag'), headers.get('retry-after')];
  return {
    outcome: outcomeOf(status, body),
    status,
    ...(body === undefined ? {} : { body }),
    ...(etag === null ? {} : { etag }),
    ...(retryAfter === null ? {} : { retryAfter: Number(retryAfter) }),
  };
}

const noAnswer = { outcome: 'unknown' } as const;

/** The runner holds its port from the first moment, and says so until there is a service behind it. */
function isStarting(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'message' in body && body.message === 'Starting';
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
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
