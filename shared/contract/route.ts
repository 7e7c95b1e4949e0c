/** What a row of the contract says about one route, and the helper that checks a row. */
import type * as z from 'zod';
import type { HttpFunctionName } from '../names.ts';
import type { ProblemSlug } from './problems.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type CallerKind = 'anyone' | 'partner' | 'seeker' | 'volunteer' | 'coordinator' | 'operator';

/** Ranks of calls that may be shed, in the order in which they are shed: a console's lists first, reads of a waiting caller last. */
export const shedRanks = ['console', 'whenever', 'soon', 'now', 'read'] as const;
export type ShedRank = (typeof shedRanks)[number];

/** Whether the route accepts an `Idempotency-Key`. */
export type KeyRule = 'required' | 'optional' | 'none';

/** The only description of a route. Infrastructure, OpenAPI, functions, shedding and clients read it. */
export interface RouteContract {
  readonly method: Method;
  /** In the notation of API Gateway. */
  readonly path: `/v1/${string}` | '/';
  /** The Lambda function that serves it. */
  readonly function: HttpFunctionName;
  readonly summary: string;
  readonly callers: readonly CallerKind[];
  /** Schemas of the path's parameters, by their names in the path. */
  readonly params: Readonly<Record<string, z.ZodType>>;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly idempotencyKey: KeyRule;
  /** An edit needs `If-Match`. */
  readonly ifMatch?: true;
  /** Status to the schema of the body; null: no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** The problems that this route may answer besides `problemsEverywhere`. */
  readonly problems: readonly ProblemSlug[];
  /** Whether every answer with a body, problems included, carries `support`. */
  readonly support: boolean;
  /** Whether the answer carries an `ETag`. */
  readonly etag?: true;
  /** Whether `Prefer: wait` with `If-None-Match` holds the answer. */
  readonly waits?: true;
  /** Whether `Accept: text/csv` gets the items of the answer as CSV. */
  readonly csv?: true;
  /** Whether the answer says in `Location` where the new resource is. */
  readonly creates?: true;
  /** The quota that a call counts against, as `RateLimit` names it. */
  readonly quota?: 'asks';
  /** The rank for shedding. `as-asked`: the body says how urgent the call is; a call of a seeker who is not safe is never shed. */
  readonly shed: ShedRank | 'as-asked' | 'never';
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** A row has no member that a route does not have, and schemas for exactly the parameters of its path. */
type Checked<Row extends RouteContract> = {
  readonly [Name in Exclude<keyof Row, keyof RouteContract>]: never;
} & {
  readonly params: Readonly<Record<NamesIn<Row['path']>, z.ZodType>> & {
    readonly [Name in Exclude<keyof Row['params'], NamesIn<Row['path']>>]: never;
  };
};

/** A row of the contract, checked, with its literal types kept. */
export function route<const Row extends RouteContract>(row: Row & Checked<Row>): Row {
  return row;
}

/** The problems that any route may answer. */
export const problemsEverywhere = [
  'bad-request',
  'not-found',
  'too-many-requests',
  'internal',
  'unavailable',
  'unreadable',
] as const satisfies readonly ProblemSlug[];
