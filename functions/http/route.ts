/** Binding a route of the contract to what serves it: input parsed by the contract's schemas, result to answer. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { noBody, noQuery } from '../../shared/contract/common.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Key, Ports } from '../../shared/ports.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import type { Caller } from '../../shared/app/callers.ts';
import { entityTags, bodyOf, idempotencyKeyOf, parametersOf, queryOf } from './input.ts';
import type { SupportAbout } from './support-block.ts';

/** What a handler is given. */
export interface Call<Params, Query, Body> {
  readonly ports: Ports;
  readonly now: EpochMs;
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly key: string | undefined;
  readonly ifMatch: readonly string[] | undefined;
  readonly event: APIGatewayProxyEventV2;
}

/** What a handler answers. `status` only where the contract leaves a choice. */
export interface Outcome {
  readonly status?: number;
  readonly body?: object | undefined;
  /** Unquoted: the `rev` of what is shown, or a digest of it. */
  readonly etag?: string | undefined;
  readonly location?: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly about?: SupportAbout;
  /** The item whose change would change this answer: what a held answer looks at. */
  readonly watch?: Key;
}

export interface BoundRoute {
  readonly id: RouteId;
  readonly routeKey: string;
  readonly contract: RouteContract;
  serve(incoming: Incoming): Promise<Result<Outcome, Problem>>;
}

/** An authenticated call before its input is parsed. */
export interface Incoming {
  readonly ports: Ports;
  readonly now: EpochMs;
  readonly caller: Caller;
  readonly event: APIGatewayProxyEventV2;
}

interface Binding<P extends z.ZodRawShape, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** A route that takes nothing but its path; spread it and name what else there is. */
export const nothing = { params: {}, query: noQuery, body: noBody } as const;

/** API Gateway's name of a route. */
export function routeKeyOf(id: RouteId): string {
  return `${contract[id].method} ${contract[id].path}`;
}

/**
 * Binds a handler to a route. `binding` names the schemas, those of the contract; the handler gets what they made of
 * the request, and answers a value or a problem.
 */
export function bind<P extends z.ZodRawShape, Q extends z.ZodType, B extends z.ZodType>(
  id: RouteId,
  binding: Binding<P, Q, B>,
  handler: (call: Call<z.output<z.ZodObject<P>>, z.output<Q>, z.output<B>>) => Promise<Result<Outcome, Problem>>,
): BoundRoute {
  const rules: RouteContract = contract[id];
  return {
    id,
    routeKey: routeKeyOf(id),
    contract: rules,
    serve: async (incoming) => {
      const { event } = incoming;
      const params = parametersOf(event, binding.params);
      if (!params.ok) return params;
      const query = queryOf(event, binding.query);
      if (!query.ok) return query;
      const key = idempotencyKeyOf(event, rules.idempotencyKey);
      if (!key.ok) return key;
      const body = bodyOf(event, binding.body);
      if (!body.ok) return body;
      const ifMatch = entityTags(event.headers['if-match']);
      return handler({ ...incoming, params: params.value, query: query.value, body: body.value, key: key.value, ifMatch });
    },
  };
}
