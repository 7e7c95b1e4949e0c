/** Parses the input of an API Gateway event. Handlers get only parsed input, and answers never repeat input. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Problem } from '../../shared/contract/problems.ts';
import type { KeyRule } from '../../shared/contract/route.ts';
import { idempotencyKeyCharsMax } from '../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { bodyIn } from './body.ts';
import { fieldErrors } from './field-errors.ts';

/** The parameters of the path. A value without the form of its parameter names no resource: 404. */
export function parametersOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const parsed = schema.safeParse(event.pathParameters ?? {});
  return parsed.success ? ok(parsed.data) : err({ code: 'not-found' });
}

const badRequest = (pointer: string, detail: string): Result<never, Problem> =>
  err({ code: 'bad-request', errors: [{ pointer, detail }] });

/** The query, parsed by the route's schema. Unknown fields are refused. */
export function queryOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  return parsedBy(schema, event.queryStringParameters ?? {});
}

/** The body, parsed by the route's schema. Absent, malformed and unknown fields give 400 with their places. */
export function bodyOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const { json, problem } = bodyIn(event);
  return problem === undefined ? parsedBy(schema, json) : err(problem);
}

function parsedBy<T>(schema: z.ZodType<T>, value: unknown): Result<T, Problem> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-request', errors: fieldErrors(parsed.error, schema, value) });
}

/** The Idempotency-Key that a handler gets, by the rule of its route. */
export interface KeyByRule {
  readonly required: string;
  readonly optional: string | undefined;
  readonly none: undefined;
}

const byRule: { readonly [Rule in KeyRule]: (key: string | undefined) => Result<KeyByRule[Rule], Problem> } = {
  required: (key) => (key === undefined ? err({ code: 'idempotency-key-missing' }) : ok(key)),
  optional: (key) => ok(key),
  none: () => ok(undefined),
};

/** The Idempotency-Key. It must be printable and bounded, also if the route does not use it. 400 if the route needs one and gets none. */
export function idempotencyKeyOf<Rule extends KeyRule>(
  event: APIGatewayProxyEventV2,
  rule: Rule,
): Result<KeyByRule[Rule], Problem> {
  const key = wellFormedKey(event);
  return key.ok ? byRule[rule](key.value) : key;
}

function wellFormedKey(event: APIGatewayProxyEventV2): Result<string | undefined, Problem> {
  const key = event.headers['idempotency-key'];
  if (key === undefined || key === '') return ok(undefined);
  if (key.length > idempotencyKeyCharsMax || !/^[\x21-\x7e]+$/u.test(key)) {
    return badRequest('/Idempotency-Key', `Must be 1 to ${idempotencyKeyCharsMax} printable characters without spaces.`);
  }
  return ok(key);
}

/** Seconds that the caller is ready to wait (RFC 7240), bounded. Undefined: no preference. */
export function preferredWait(header: string | undefined, secondsMax: number): number | undefined {
  const wanted = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,5})"?/iu.exec(header ?? '')?.[1];
  return wanted === undefined ? undefined : Math.min(Number(wanted), secondsMax);
}
