/** The input of a route, typed by the contract, and the HTTP request that is made from it. */
import type * as z from 'zod';
import type { Contract } from '../shared/contract/contract.ts';
import type { Frozen } from '../shared/contract/frozen.ts';
import { methodOf, patternOf, type ParameterOf, type RouteId } from './route.ts';
import type { HttpRequest } from './transport.ts';

/** What can be sent with any request. */
export interface CommonSent {
  /** The credential of a partner, a seeker or a person with an account. */
  readonly token?: string | undefined;
  /** Entity tag: the answer is 304 if the resource has not changed. */
  readonly ifNoneMatch?: string | undefined;
  /** Seconds for which the answer may be held until the resource changes. Used together with `ifNoneMatch`. */
  readonly waitSeconds?: number | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The caller gives up when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the caller gives up. */
  readonly timeoutMs?: number | undefined;
}

type QueryValue = string | number | undefined;

/** A request to a route whose parts are not compared with the contract, for tests that send wrong requests on purpose. */
export interface RawSent extends CommonSent {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly text?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: string | undefined;
}

type ParamsOf<Id extends RouteId> = [ParameterOf<Id>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<ParameterOf<Id>, string>> };

type BodyOf<Id extends RouteId> = Contract[Id] extends { readonly body: infer Body extends z.ZodType }
  ? undefined extends z.input<Body>
    ? { readonly body?: Frozen<z.input<Body>> }
    : { readonly body: Frozen<z.input<Body>> }
  : { readonly body?: undefined };

/** The input type of a schema that reads a number from any value: a number or a text. */
type Written<Value> = unknown extends Value ? string | number : Value;

type QueryOf<Id extends RouteId> = Contract[Id] extends { readonly query: infer Query extends z.ZodType }
  ? { readonly query?: { readonly [Name in keyof z.input<Query>]?: Written<z.input<Query>[Name]> } }
  : { readonly query?: undefined };

interface KeyBy {
  readonly required: { readonly idempotencyKey: string };
  readonly optional: { readonly idempotencyKey?: string | undefined };
  readonly none: { readonly idempotencyKey?: undefined };
}

type IfMatchOf<Id extends RouteId> = Contract[Id] extends { readonly ifMatch: true }
  ? { readonly ifMatch: string }
  : { readonly ifMatch?: undefined };

/** What the contract lets a caller send to a route. */
export type Sent<Id extends RouteId> = CommonSent &
  ParamsOf<Id> &
  BodyOf<Id> &
  QueryOf<Id> &
  KeyBy[Contract[Id]['idempotencyKey']] &
  IfMatchOf<Id>;

/** The path of a route with its parameters and query filled in. */
export function pathOf(id: RouteId, { params = {}, query = {} }: Pick<RawSent, 'params' | 'query'>): string {
  const path = patternOf(id).replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? name));
  return `${path}${queryText(query)}`;
}

/** A query as it stands after the path: `?…`, or empty. */
export function queryText(query: NonNullable<RawSent['query']>): string {
  const written = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return written.length === 0 ? '' : `?${new URLSearchParams(written).toString()}`;
}

/** The HTTP request of a call. */
export function requestOf(id: RouteId, sent: RawSent): HttpRequest {
  const { body, text = body === undefined ? undefined : JSON.stringify(body), signal, timeoutMs } = sent;
  const headers = { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headersOf(sent), ...sent.headers };
  return { method: methodOf(id), path: pathOf(id, sent), headers, body: text, signal, timeoutMs };
}

function headersOf({ token, idempotencyKey, ifMatch, ifNoneMatch, waitSeconds }: RawSent): Record<string, string> {
  const named = {
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    'idempotency-key': idempotencyKey,
    'if-match': ifMatch,
    'if-none-match': ifNoneMatch,
    prefer: waitSeconds === undefined ? undefined : `wait=${waitSeconds}`,
  };
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
