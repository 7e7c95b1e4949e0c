/** From an API Gateway event to parsed input. Nothing unparsed goes further, and nothing that was sent is echoed. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { FieldError, Problem } from '../../shared/contract/problems.ts';
import type { KeyRule } from '../../shared/contract/route.ts';
import { bodyBytesMax, idempotencyKeyCharsMax } from '../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { fieldErrorsMax } from './limits.ts';

/** The path's parameters. A value that has not the form of its parameter names nothing: 404. */
export function parametersOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const parsed = schema.safeParse(event.pathParameters ?? {});
  return parsed.success ? ok(parsed.data) : err({ code: 'not-found' });
}

/** JSON pointers, and what is allowed in each place: zod's sentence, which never holds the value. */
function fieldErrors(error: z.ZodError, schema: z.ZodType): readonly FieldError[] {
  const names = fieldNames(schema);
  return error.issues
    .slice(0, fieldErrorsMax)
    .map((issue) => ({ pointer: pointerOf(issue.path, names), detail: detailOf(issue) }));
}

/** A person wrote the keys of a record: `*` stands for them. */
function pointerOf(path: readonly PropertyKey[], names: ReadonlySet<string>): string {
  const parts = path.map((part) => (typeof part === 'number' || names.has(String(part)) ? String(part) : '*'));
  return `/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** Every name that the schema itself gives to a field. */
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

/** Found once for each schema: it takes milliseconds, and any caller may send what is refused. */
const namesBySchema = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** A person wrote the names of unknown fields: they are not repeated. */
function detailOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? 'Unknown field.' : issue.message;
}

const badRequest = (pointer: string, detail: string): Result<never, Problem> =>
  err({ code: 'bad-request', errors: [{ pointer, detail }] });

/** The query, parsed by the route's schema; fields it does not know are refused. */
export function queryOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const parsed = schema.safeParse(event.queryStringParameters ?? {});
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-request', errors: fieldErrors(parsed.error, schema) });
}

/** The bytes of the body, none where there is no body; undefined above the bound: what is too large is not read at all. */
export function bodyBytes({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer | undefined {
  // Three bytes are four characters of base64; of any other text a character is at least a byte.
  if (body.length > (isBase64Encoded ? Math.ceil(bodyBytesMax / 3) * 4 : bodyBytesMax)) return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.byteLength > bodyBytesMax ? undefined : bytes;
}

/** The body as text: 413 above the bound, 415 when it is not said to be JSON, 400 when it is not UTF-8. */
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

/** The body, parsed by the route's schema; absent, malformed and unknown fields are 400 with their places. */
export function bodyOf<T>(event: APIGatewayProxyEventV2, schema: z.ZodType<T>): Result<T, Problem> {
  const text = bodyText(event);
  if (!text.ok) return text;
  const json = text.value === undefined ? ok(undefined) : parseJson(text.value);
  if (!json.ok) return json;
  const parsed = schema.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-request', errors: fieldErrors(parsed.error, schema) });
}

/** Half of a surrogate pair, or a whole one, as an escape: the only way in which UTF-8 brings one. */
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
 * Half a character becomes U+FFFD, as decoders do with broken bytes: no store takes it, and no caller is refused for an emoji
 * that a program has cut in two. In a name it is refused: no field is called so.
 */
function wholeCharacters(name: string, value: unknown): unknown {
  if (!name.isWellFormed()) throw new SyntaxError('half a character');
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** What a handler gets as its Idempotency-Key, by the rule of its route. */
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

/** The Idempotency-Key, which must be printable and bounded also where it is not used; 400 where the route needs one. */
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

/** The entity tags of a conditional header, without quotes and weakness; `*` stays itself. */
export function entityTags(header: string | undefined): readonly string[] | undefined {
  if (header === undefined) return undefined;
  return header.split(',').map((tag) => tag.trim().replace(/^W\//u, '').replaceAll('"', ''));
}

/** Seconds the caller would wait (RFC 7240), bounded; undefined without the preference. */
export function preferredWait(header: string | undefined, secondsMax: number): number | undefined {
  const wanted = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,5})"?/iu.exec(header ?? '')?.[1];
  return wanted === undefined ? undefined : Math.min(Number(wanted), secondsMax);
}
