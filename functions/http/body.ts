/** The body of a request, decoded and parsed once. The help block, shedding and the handler read the same value. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib';
import type { Problem } from '../../shared/contract/problems.ts';
import { bodyBytesMax } from '../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

export interface Body {
  /** The JSON value. Undefined: there is no body, or it cannot be read. */
  readonly json: unknown;
  /** Why a route must refuse the body. Help and shedding use its value all the same. */
  readonly problem?: Problem;
}

/** Computed once for each event. */
const bodies = new WeakMap<APIGatewayProxyEventV2, Body>();

/**
 * The body of an event. 413: too large, packed or unpacked, and then it is not read. 415: not JSON, or a `Content-Encoding` that is not
 * known. 400: not UTF-8, not JSON, or not what the `Content-Encoding` says.
 */
export function bodyIn(event: APIGatewayProxyEventV2): Body {
  const known = bodies.get(event);
  if (known !== undefined) return known;
  const body = read(event);
  bodies.set(event, body);
  return body;
}

/** The fields of the body, also where it is refused. None if it is no object, or cannot be read. */
export function fieldsOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, unknown> {
  const { json } = bodyIn(event);
  return new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
}

function read(event: APIGatewayProxyEventV2): Body {
  if (event.body === undefined || event.body === '') return { json: undefined };
  const packed = bodyBytes(event);
  if (packed === undefined) return { json: undefined, problem: { code: 'too-large' } };
  const bytes = unpacked(packed, event.headers['content-encoding']);
  if (!bytes.ok) return { json: undefined, problem: bytes.error };
  const json = parseJson(bytes.value);
  const problem = mediaTypeProblem(event) ?? (json.ok ? undefined : json.error) ?? utf8Problem(bytes.value);
  return { json: json.ok ? json.value : undefined, ...(problem === undefined ? {} : { problem }) };
}

/** The bytes as they were sent. Undefined: the body is too large, and it is not read. */
function bodyBytes({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer | undefined {
  // Three bytes are four characters of base64. A character of other text is at least one byte.
  if (body.length > (isBase64Encoded ? Math.ceil(bodyBytesMax / 3) * 4 : bodyBytesMax)) return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.byteLength > bodyBytesMax ? undefined : bytes;
}

/** The content codings that are undone, as `Accept-Encoding` names them (RFC 9110, 8.4.1). */
const codings: ReadonlyMap<string, (bytes: Buffer, options: ZlibOptions) => Buffer> = new Map([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

/** What a 415 says about the codings that a body may have (RFC 9110, 15.5.16). */
export const acceptedCodings = [...codings.keys()].join(', ');

/** The bytes without their one content coding. The unpacked body has the same bound as a plain one. */
function unpacked(bytes: Buffer, header: string | undefined): Result<Buffer, Problem> {
  const named = (header ?? '').trim().toLowerCase();
  if (named === '' || named === 'identity') return ok(bytes);
  const undo = codings.get(named === 'x-gzip' ? 'gzip' : named);
  if (undo === undefined) return err({ code: 'unsupported-media-type' });
  try {
    return ok(undo(bytes, { maxOutputLength: bodyBytesMax }));
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return err(isLarge ? { code: 'too-large' } : invalid('The body is not packed as `Content-Encoding` says.'));
  }
}

function mediaTypeProblem({ headers }: APIGatewayProxyEventV2): Problem | undefined {
  const isJson = /^application\/([a-z0-9.+-]*\+)?json\s*(;|$)/iu.test(headers['content-type'] ?? '');
  return isJson ? undefined : { code: 'unsupported-media-type' };
}

function utf8Problem(bytes: Buffer): Problem | undefined {
  return isUtf8(bytes) ? undefined : invalid('The body is not valid UTF-8.');
}

function invalid(detail: string): Problem {
  return { code: 'bad-request', errors: [{ pointer: '', detail }] };
}

/** A surrogate pair or half of one, written as an escape. In UTF-8, a half can arrive only in this form. */
const surrogateEscape = /\\u[dD][89a-fA-F]/u;

/** Drops a byte order mark, and replaces broken bytes, which `utf8Problem` finds. */
const decoder = new TextDecoder('utf-8');

function parseJson(bytes: Buffer): Result<unknown, Problem> {
  const text = decoder.decode(bytes);
  try {
    const json: unknown = surrogateEscape.test(text) ? JSON.parse(text, wholeCharacters) : JSON.parse(text);
    return ok(json);
  } catch {
    return err(utf8Problem(bytes) ?? invalid('The body is not valid JSON.'));
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
