/** Parses the input of an API Gateway event. Handlers get only parsed input, and answers never repeat input. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { FieldError, Problem } from '../../shared/contract/problems.ts';
import type { KeyRule } from '../../shared/contract/route.ts';
import { bodyBytesMax, idempotencyKeyCharsMax } from '../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { fieldErrorsMax } from './limits.ts';

/** The parameters of the path. A value without the form of its parameter names no resource: 404. */
export function parametersOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const parsed = schema.safeParse(event.pathParameters ?? {});
  return parsed.success ? ok(parsed.data) : err({ code: 'not-found' });
}

/** JSON pointers, and what each place may contain: zod's message, which never contains the value. */
function fieldErrors(error: z.ZodError, schema: z.ZodType): readonly FieldError[] {
  const names = fieldNames(schema);
  return error.issues
    .slice(0, fieldErrorsMax)
    .map((issue) => ({ pointer: pointerOf(issue.path, names), detail: detailOf(issue) }));
}

/** The keys of a record are written by a person, so `*` replaces them. */
function pointerOf(path: readonly PropertyKey[], names: ReadonlySet<string>): string {
  const parts = path.map((part) => (typeof part === 'number' || names.has(String(part)) ? String(part) : '*'));
  return `/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** All field names in the schema itself. */
function fieldNames(schema: z.ZodType): ReadonlySet<string> {
  const known = namesBySchema.get(schema);
  if (known !== undefined) return known;
  const names = new Set<string>();
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => Object.keys(jsonSchema.properties ?? {}).forEach((name) => names.add(name)),
  });
  namesBySchema.set(schema, names);
  return names;
}

/** Computed once for each schema: it takes milliseconds, and any caller may send invalid input. */
const namesBySchema = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** The names of unknown fields are written by a person, so they are not repeated. */
function detailOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? 'Unknown field.' : issue.message;
}

const badRequest = (pointer: string, detail: string): Result<never, Problem> =>
  err({ code: 'bad-request', errors: [{ pointer, detail }] });

/** The query, parsed by the route's schema. Unknown fields are refused. */
export function queryOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const parsed = schema.safeParse(event.queryStringParameters ?? {});
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-request', errors: fieldErrors(parsed.error, schema) });
}

/** The bytes of the body; none without a body. Undefined: the body is too large, and it is not read. */
export function bodyBytes({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer | undefined {
  // Three bytes are four characters of base64. A character of other text is at least one byte.
  if (body.length > (isBase64Encoded ? Math.ceil(bodyBytesMax / 3) * 4 : bodyBytesMax)) return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.byteLength > bodyBytesMax ? undefined : bytes;
}

/** The body as text. 413: too large. 415: the content type is not JSON. 400: not UTF-8. */
function bodyText(event: APIGatewayProxyEventV2): Result<string | undefined, Problem> {
  if (event.body === undefined || event.body === '') return ok(undefined);
  const bytes = bodyBytes(event);
  if (bytes === undefined) return err({ code: 'too-large' });
  if (!/^application\/([a-z0-9.+-]*\+)?json\s*(;|$)/iu.test(event.headers['content-type'] ?? ''))
    return err({ code: 'unsupported-media-type' });
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return badRequest('', 'The body is not valid UTF-8.');
  }
}

/** The body, parsed by the route's schema. Absent, malformed and unknown fields give 400 with their places. */
export function bodyOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const text = bodyText(event);
  if (!text.ok) return text;
  const json = text.value === undefined ? ok(undefined) : parseJson(text.value);
  if (!json.ok) return json;
  const parsed = schema.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-request', errors: fieldErrors(parsed.error, schema) });
}

/** A surrogate pair or half of one, written as an escape. In UTF-8, a half can arrive only in this form. */
const surrogateEscape = /\\u[dD][89a-fA-F]/u;

function parseJson(text: string): Result<unknown, Problem> {
  try {
    const json: unknown = surrogateEscape.test(text) ? JSON.parse(text, wholeCharacters) : JSON.parse(text);
    return ok(json);
  } catch {
    return badRequest('', 'The body is not valid JSON.');
  }
}

/**
 * Half a surrogate pair becomes U+FFFD, as decoders do with broken bytes: no store accepts it, and no caller is refused because a program
 * has cut an emoji in two. In a field name it is refused, because no field has such a name.
 */
function wholeCharacters(name: string, value: unknown): unknown {
  if (!name.isWellFormed()) throw new SyntaxError('half a character');
  return typeof value === 'string' ? value.toWellFormed() : value;
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

/** The entity tags of a conditional header, without quotes and without `W/`. `*` stays `*`. */
export function entityTags(header: string | undefined): readonly string[] | undefined {
  if (header === undefined) return undefined;
  return header.split(',').map((tag) => tag.trim().replace(/^W\//u, '').replaceAll('"', ''));
}

/** Seconds that the caller is ready to wait (RFC 7240), bounded. Undefined: no preference. */
export function preferredWait(header: string | undefined, secondsMax: number): number | undefined {
  const wanted = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,5})"?/iu.exec(header ?? '')?.[1];
  return wanted === undefined ? undefined : Math.min(Number(wanted), secondsMax);
}
