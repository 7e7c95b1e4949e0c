/** What holds for every answer, whatever was asked. Judges one answer by the contract; finds nothing where all is well. */
import { problemDocument, support } from '../../shared/contract/common.ts';
import { problems, problemType, type ProblemSlug } from '../../shared/contract/problems.ts';
import { problemsEverywhere } from '../../shared/contract/route.ts';
import { finderTopic } from '../../shared/domain/support/resource.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { isOpenToAll, rulesOf } from './draft.ts';
import { refusalBytesMax, slowMsMax } from './limits.ts';
import { unreadCountry } from './spoil/bytes.ts';
import type { Request } from './request.ts';
import type { Answered, Heard } from './wire.ts';

export const rules = [
  'every request is answered',
  'no 5xx',
  'no hang',
  'as the contract says',
  'help where promised',
  'no echo',
  'refused',
  'size before content',
  'a refusal stays small',
  'nothing changed',
  'nothing in the logs',
] as const;
export type Rule = (typeof rules)[number];

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

/** What the gateway answers by itself: no function has seen the request, so nobody can add help (HTTP APIs have no such setting). */
const gatewayStatuses = [204, 400, 413, 414, 417, 431, 505];
/** Refusals with a 5xx that are no failures: the space says so, and when to come again. */
const honest503: readonly ProblemSlug[] = ['space-full', 'space-closed'];
/** What any body may be refused for, whether or not the route takes one. */
const ofAnyBody: readonly ProblemSlug[] = ['too-large', 'unsupported-media-type'];

/** Everything that is wrong with what was heard. */
export function judge(request: Request, heard: Heard): readonly Violation[] {
  if (heard.kind === 'silent') return [{ rule: 'no hang', what: 'no answer at all' }];
  if (heard.kind === 'closed') {
    return request.isForGateway ? [] : [{ rule: 'every request is answered', what: 'the connection was closed instead' }];
  }
  const found: Violation[] = [...echoes(request, heard)];
  if (heard.ms > slowMsMax) found.push({ rule: 'no hang', what: `answered after ${Math.round(heard.ms)} ms` });
  if (request.isForGateway && isOfGateway(heard)) return found;
  const slug = heard.status < 400 ? undefined : slugOf(heard);
  if (heard.status >= 500 && !(slug !== undefined && honest503.includes(slug)))
    found.push({ rule: 'no 5xx', what: `${heard.status} ${slug ?? heard.text.slice(0, 200)}` });
  found.push(...wrongHeaders(request, heard));
  if (heard.status < 400) found.push(...wrongSuccess(request, heard));
  else found.push(...wrongProblem(request, heard, slug));
  if (!request.isOddWire) found.push(...wronglyTaken(request, heard, slug));
  return [...found, ...wrongHelp(request, heard)];
}

/** An answer that no function gave carries no header of ours. */
function isOfGateway({ status, headers }: Answered): boolean {
  return gatewayStatuses.includes(status) && headers.get('cache-control') !== 'no-store';
}

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}

/** The slug of a problem document. */
export function slugOf({ text }: Answered): ProblemSlug | undefined {
  const document = problemDocument.loose().safeParse(parsed(text));
  const slug = document.success ? document.data.type.slice(document.data.type.lastIndexOf('/') + 1) : '';
  return isSlug(slug) && document.data?.type === problemType(slug) ? slug : undefined;
}

const isSlug = (text: string): text is ProblemSlug => text in problems;

/** A refusal repeats nothing that was sent; and no answer repeats what came in a header, save the entity tag that still holds. */
function echoes({ mark, token }: Request, { status, headers, text }: Answered): readonly Violation[] {
  const heads = [...headers.values()].join('\n');
  const found: Violation[] = [];
  if (heads.includes(mark)) found.push({ rule: 'no echo', what: 'a header repeats what was sent' });
  if (status >= 400 && text.includes(mark)) found.push({ rule: 'no echo', what: 'a refusal repeats what was sent' });
  if (text.includes(`${mark}-`)) found.push({ rule: 'no echo', what: 'an answer repeats a header' });
  if (token !== undefined && status >= 400 && text.includes(token))
    found.push({ rule: 'no echo', what: 'a refusal repeats the credential' });
  return found;
}

const contractSays = (what: string): Violation => ({ rule: 'as the contract says', what });

function wrongHeaders({ method }: Request, { status, headers, text }: Answered): readonly Violation[] {
  const found: Violation[] = [];
  if (headers.get('cache-control') !== 'no-store') found.push(contractSays(`cache-control: ${headers.get('cache-control')}`));
  if (headers.get('x-content-type-options') !== 'nosniff') found.push(contractSays('no nosniff'));
  const type = headers.get('content-type');
  const wanted = `application/${status < 400 ? 'json' : 'problem+json'}; charset=utf-8`;
  if (text !== '' && method !== 'HEAD' && type !== wanted) found.push(contractSays(`content-type: ${type}`));
  if ((status === 429 || status === 503) && !(Number(headers.get('retry-after')) > 0)) found.push(contractSays('no Retry-After'));
  return found;
}

function wrongSuccess({ route, method }: Request, { status, headers, text }: Answered): readonly Violation[] {
  if (route === undefined) return [contractSays(`${status} where no route is`)];
  const { answers, etag } = rulesOf(route);
  const schema = answers[status];
  if (schema === undefined) return [contractSays(`${route} answers ${status}, which the contract does not name`)];
  const found: Violation[] = [];
  if (etag === true && !/^"[^"]+"$/u.test(headers.get('etag') ?? '')) found.push(contractSays(`${route} without an ETag`));
  if (schema === null || method === 'HEAD')
    return text === '' ? found : [...found, contractSays(`${route} ${status} has a body`)];
  const body = parsed(text);
  const read = schema.safeParse(body);
  // Nothing beside what the schema names: a field that slipped through would be missing from what it parses to.
  if (!read.success)
    found.push(
      contractSays(
        `${route} ${status}: ${read.error.issues.map(({ path, message }) => `${path.join('/')} ${message}`).join('; ')}`,
      ),
    );
  else if (JSON.stringify(read.data) !== JSON.stringify(body) && !sameFields(read.data, body))
    found.push(contractSays(`${route} ${status} has fields beside the contract`));
  return found;
}

/** Whether two JSON values are the same but for the order of their fields. */
function sameFields(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && sameFields(value, right.get(name)));
}

function wrongProblem(
  request: Request,
  { status, headers, text }: Answered,
  slug: ProblemSlug | undefined,
): readonly Violation[] {
  if (request.method === 'HEAD') return [];
  if (slug === undefined) return [contractSays(`${status} without a problem document: ${text.slice(0, 200)}`)];
  const document = problemDocument.loose().parse(parsed(text));
  const found: Violation[] = [];
  if (text.length > refusalBytesMax)
    found.push({ rule: 'a refusal stays small', what: `${request.route ?? ''} ${slug}: ${text.length} bytes` });
  const { title, detail } = problems[slug];
  if (problems[slug].status !== status || document.status !== status || document.title !== title || document.detail !== detail)
    found.push(contractSays(`${status} ${slug}: not the document of the contract`));
  if (document.requestId !== headers.get('apigw-requestid') || !document.instance.includes(document.requestId))
    found.push(contractSays('requestId and instance are not those of the request'));
  if (headers.has('www-authenticate') !== (status === 401)) found.push(contractSays('WWW-Authenticate goes with 401'));
  const known = documented(request.route);
  if (!known.includes(slug))
    found.push(contractSays(`${request.route ?? 'no route'} answers ${slug}, which the contract does not name`));
  return found;
}

/** The problems that a route may answer; what has no route is not found, or has other methods. */
function documented(route: RouteId | undefined): readonly ProblemSlug[] {
  if (route === undefined) return ['not-found', 'method-not-allowed'];
  return [...rulesOf(route).problems, ...problemsEverywhere, ...ofAnyBody];
}

function wronglyTaken({ refusals, mode }: Request, { status }: Answered, slug: ProblemSlug | undefined): readonly Violation[] {
  if (refusals.size === 0 || (slug !== undefined && refusals.has(slug))) return [];
  // Among other ways it was spoiled in, another one may be the reason.
  if (mode === 'any' && status >= 400) return [];
  // A HEAD has no document to read the slug from.
  if (slug === undefined && [...refusals].some((one) => problems[one].status === status)) return [];
  return [{ rule: 'refused', what: `${status} ${slug ?? ''} instead of ${[...refusals].join(' or ')}` }];
}

/** The routes of seekers, by their paths: what the contract says of itself is not asked. */
const ofSeekers =
  /^(GET \/v1\/spaces\/\{space\}(\/resources)?|\w+ \/v1\/spaces\/\{space\}\/(talk-requests|matches|conversations)\b.*)$/u;

/** Help stands in every answer with a body on a route of seekers, and where there is no route: somebody may be lost there. */
function wrongHelp({ route, method }: Request, { text, status }: Answered): readonly Violation[] {
  const promised = route === undefined || ofSeekers.test(`${contract[route].method} ${contract[route].path}`);
  if (!promised || text === '' || method === 'HEAD') return [];
  const body = parsed(text);
  const block = typeof body === 'object' && body !== null && 'support' in body ? body.support : undefined;
  const read = support.safeParse(block);
  if (!read.success || !read.data.resources.some(({ topics }) => topics.includes(finderTopic)))
    return [{ rule: 'help where promised', what: `${route ?? 'no route'} ${status} without help` }];
  const wasRead = status === problems['too-large'].status && read.data.country === unreadCountry;
  return wasRead ? [{ rule: 'size before content', what: 'help for a country that is named in a body too large to read' }] : [];
}

/** Whether an answer says that nothing was done. */
export function isRefusal(heard: Heard): boolean {
  return heard.kind === 'answered' && heard.status >= 400 && heard.status < 500;
}

/** Whether what was asked may change anything when it is taken. */
export function mayChange({ route, method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && (route === undefined || !isOpenToAll(route));
}
