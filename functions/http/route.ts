/** Binds a route of the contract to its handler. The types, the input and the answer of the handler follow from the contract's row. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Caller } from '../../shared/app/access/callers.ts';
import { contract, methodsOf, type Contract, type RouteId } from '../../shared/contract/contract.ts';
import type { Frozen } from '../../shared/contract/frozen.ts';
import type { Problem, Quota } from '../../shared/contract/problems.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Key, Ports } from '../../shared/ports.ts';
import { ifMatchOf, ifNoneMatchOf, type EntityTags } from './entity-tags.ts';
import { bodyOf, idempotencyKeyOf, parametersOf, queryOf, type KeyByRule } from './input.ts';
import type { SupportAbout } from '../../shared/domain/support-block.ts';

/** The input of a handler. All of it is parsed. */
export interface Call<Id extends RouteId> {
  readonly ports: Ports;
  readonly now: EpochMs;
  readonly caller: Caller;
  readonly params: z.output<z.ZodObject<Contract[Id]['params']>>;
  readonly query: z.output<Contract[Id]['query']>;
  readonly body: z.output<Contract[Id]['body']>;
  /** The Idempotency-Key. */
  readonly key: KeyByRule[Contract[Id]['idempotencyKey']];
  /** Only on a route that takes the header. */
  readonly ifMatch: EntityTags;
  readonly ifNoneMatch: EntityTags;
  readonly longPoll: LongPoller;
}

/** Calls `read` until `until` holds or the seconds are over. `waited` is false if no answer could be held. */
export type LongPoller = <Held extends Shown>(wait: Waiting<Held>) => Promise<Result<Waited<Held>, Problem>>;

export interface Waiting<Held extends Shown> {
  readonly first: Held;
  readonly seconds: number;
  readonly read: () => Promise<Result<Held, Problem>>;
  readonly until: (shown: Held) => boolean;
}

export interface Waited<Held extends Shown> {
  readonly outcome: Held;
  readonly waited: boolean;
}

/** The parts of a handler's answer besides status and body. */
export interface Parts {
  /** Unquoted: the `rev` of the shown item, or a digest of the answer. */
  readonly etag?: string | undefined;
  readonly location?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The quota that the call has spent. */
  readonly quota?: Quota | undefined;
  /** What decides the help resources. */
  readonly about?: SupportAbout | undefined;
  /** The item whose change would change this answer. A held answer reads it again. */
  readonly watch?: Key | undefined;
  /** What it shows has ended. So the answer is not held, and the caller is not asked to come again. */
  readonly isOver?: boolean | undefined;
}

/** An outcome of any route. Without a status: the usual success of the route. */
export interface Shown extends Parts {
  readonly status?: number | undefined;
  readonly body?: object | undefined;
}

type Answers<Id extends RouteId> = Contract[Id]['answers'];

/** The only success status of a row, except 304. Never if there are several. */
type UsualStatus<Status, All = Status> = Status extends All ? ([Exclude<All, 304>] extends [Status] ? Status : never) : never;

/** The usual status may be left out. */
type WithStatus<Status, All> =
  Status extends UsualStatus<All> ? { readonly status?: Status | undefined } : { readonly status: Status };

/** The middleware adds `support` to a body, so a handler need not. */
type WithBody<Schema> = Schema extends z.ZodType
  ? { readonly body: Frozen<Omit<z.input<Schema>, 'support'>> }
  : { readonly body?: undefined };

/** One of the answers of the contract's row. */
export type Outcome<Id extends RouteId> = Shown &
  {
    [Status in keyof Answers<Id>]: WithStatus<Status, keyof Answers<Id>> & WithBody<Answers<Id>[Status]>;
  }[keyof Answers<Id>];

export type Handler<Id extends RouteId> = (call: Call<Id>) => Promise<Result<Outcome<Id>, Problem>>;

/** An authenticated call whose input is not parsed yet. */
export interface Incoming {
  readonly ports: Ports;
  readonly now: EpochMs;
  readonly caller: Caller;
  readonly event: APIGatewayProxyEventV2;
  readonly longPoll: LongPoller;
}

/** Runs the handler at the given time. A held answer runs it again and again. */
export type Run = (now: EpochMs) => Promise<Result<Shown, Problem>>;

export interface BoundRoute {
  readonly id: RouteId;
  /** API Gateway's names of the route. */
  readonly routeKeys: readonly string[];
  readonly contract: RouteContract;
  /** Parses the input. The value runs the handler with it. */
  parse(incoming: Incoming): Result<Run, Problem>;
}

/** The parsed parts of a call. */
type Takes<Id extends RouteId> = {
  readonly query: z.ZodType<Call<Id>['query']>;
  readonly body: z.ZodType<Call<Id>['body']>;
  readonly idempotencyKey: Contract[Id]['idempotencyKey'];
  readonly params: Contract[Id]['params'];
};

/** The contract as a table in which TypeScript infers the row from its id. */
const rows: { readonly [Id in RouteId]: Takes<Id> } = contract;

/** Binds a route to its handler among `handlers`. Input is parsed in this order: path, query, headers, body. */
export function bind<Id extends RouteId>(id: Id, handlers: { readonly [Each in Id]: Handler<Each> }): BoundRoute {
  const handler = handlers[id];
  const row = contract[id];
  const takes = rows[id];
  return {
    id,
    routeKeys: methodsOf(row).map((method) => `${method} ${row.path}`),
    contract: row,
    parse: ({ event, ...rest }) => {
      const params = parametersOf(event, z.object(takes.params));
      if (!params.ok) return params;
      const query = queryOf(event, takes.query);
      if (!query.ok) return query;
      const key = idempotencyKeyOf(event, takes.idempotencyKey);
      if (!key.ok) return key;
      const tags = tagsOf(event, row);
      if (!tags.ok) return tags;
      const body = bodyOf(event, takes.body);
      if (!body.ok) return body;
      const parsed = { params: params.value, query: query.value, key: key.value, body: body.value };
      return ok((now) => handler({ ...rest, ...parsed, ...tags.value, now }));
    },
  };
}

/** The conditional headers that a route takes. A route that takes none ignores them. */
function tagsOf(
  event: APIGatewayProxyEventV2,
  { method, etag, ifMatch }: RouteContract,
): Result<{ readonly ifMatch: EntityTags; readonly ifNoneMatch: EntityTags }, Problem> {
  const edited = ifMatch === true ? ifMatchOf(event) : ok(undefined);
  if (!edited.ok) return edited;
  const known = etag === true && method === 'GET' ? ifNoneMatchOf(event) : ok(undefined);
  return known.ok ? ok({ ifMatch: edited.value, ifNoneMatch: known.value }) : known;
}
