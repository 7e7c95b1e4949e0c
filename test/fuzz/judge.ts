/** The rules that every answer must keep. Judges one answer by the contract, and returns its violations. */
import { support } from '../../shared/contract/common.ts';
import { documentOf, problemDocument } from '../../shared/contract/problem-documents.ts';
import { problems, problemSlugs, problemType, type ProblemSlug } from '../../shared/contract/problems.ts';
import { problemsEverywhere } from '../../shared/contract/route.ts';
import { finderTopic } from '../../shared/domain/support/resource.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { isOpenToAll, rulesOf } from './draft.ts';
import { refusalBytesMax, slowMsMax } from './limits.ts';
import { unreadCountry } from './spoil/bytes.ts';
import type { Request } from './request.ts';
import type { Answered, Outcome } from './wire.ts';

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

/** The statuses of the gateway's own answers. No function has seen the request, so none can add help (HTTP APIs have no such setting). */
const gatewayStatuses = [204, 400, 413, 414, 417, 431, 505];
/** Refusals with a 5xx that are no failures: the space refuses, and says when to come again. */
const allowed503: readonly ProblemSlug[] = ['space-full', 'space-closed'];
/** The problems of every body, whether or not the route takes one. */
const ofAnyBody: readonly ProblemSlug[] = ['too-large', 'unsupported-media-type'];

/** Every violation in the outcome of a request. */
export function judge(request: Request, outcome: Outcome): readonly Violation[] {
  if (outcome.kind === 'silent') return [{ rule: 'no hang', what: 'no answer at all' }];
  if (outcome.kind === 'closed') {
    return request.isForGateway ? [] : [{ rule: 'every request is answered', what: 'the connection was closed instead' }];
  }
  const found: Violation[] = [...echoes(request, outcome)];
  if (outcome.ms > slowMsMax) found.push({ rule: 'no hang', what: `answered after ${Math.round(outcome.ms)} ms` });
  if (request.isForGateway && isOfGateway(outcome)) return found;
  const slug = outcome.status < 400 ? undefined : slugOf(outcome);
  if (outcome.status >= 500 && !(slug !== undefined && allowed503.includes(slug)))
    found.push({ rule: 'no 5xx', what: `${outcome.status} ${slug ?? outcome.text.slice(0, 200)}` });
  found.push(...wrongHeaders(request, outcome));
  if (outcome.status < 400) found.push(...wrongSuccess(request, outcome));
  else found.push(...wrongProblem(request, outcome, slug));
  if (!request.isOddWire) found.push(...wronglyTaken(request, outcome, slug));
  return [...found, ...wrongHelp(request, outcome)];
}

/** Whether the gateway answered without a function: such an answer lacks the headers of the functions. */
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
  const document = problemDocument.safeParse(parsed(text));
  return problemSlugs.find((slug) => problemType(slug) === document.data?.type);
}

/** A refusal repeats nothing of the request. No answer repeats a header of the request, except an entity tag that still matches. */
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
  if (route === undefined) return [contractSays(`${status} on a path without a route`)];
  const { answers, etag } = rulesOf(route);
  const schema = answers[status];
  if (schema === undefined) return [contractSays(`${route} answers ${status}, which the contract does not name`)];
  const found: Violation[] = [];
  if (etag === true && !/^"[^"]+"$/u.test(headers.get('etag') ?? '')) found.push(contractSays(`${route} without an ETag`));
  if (schema === null || method === 'HEAD')
    return text === '' ? found : [...found, contractSays(`${route} ${status} has a body`)];
  const body = parsed(text);
  const read = schema.safeParse(body);
  // The schema drops unknown fields, so an answer with other fields differs from what it parses to.
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

/** Whether two JSON values are the same in any order of their fields. */
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
  const document = problemDocument.parse(parsed(text));
  const found: Violation[] = [];
  const own = documentOf(slug).safeParse(parsed(text));
  // The schema drops unknown members, so a document with other members differs from what it parses to.
  if (!own.success || !sameFields(own.data, parsed(text)))
    found.push(contractSays(`${slug} has other members than its schema: ${own.error?.message ?? text.slice(0, 200)}`));
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

/** The problems that a route may answer. A path without a route is not found, or has other methods. */
function documented(route: RouteId | undefined): readonly ProblemSlug[] {
  if (route === undefined) return ['not-found', 'method-not-allowed'];
  return [...rulesOf(route).problems, ...problemsEverywhere, ...ofAnyBody];
}

function wronglyTaken({ refusals, mode }: Request, { status }: Answered, slug: ProblemSlug | undefined): readonly Violation[] {
  if (refusals.size === 0 || (slug !== undefined && refusals.has(slug))) return [];
  // It was spoiled in several ways, and another way may be the reason.
  if (mode === 'any' && status >= 400) return [];
  // A HEAD has no document to read the slug from.
  if (slug === undefined && [...refusals].some((one) => problems[one].status === status)) return [];
  return [{ rule: 'refused', what: `${status} ${slug ?? ''} instead of ${[...refusals].join(' or ')}` }];
}

/** The routes of seekers, by their paths. This does not read the contract, which is under test. */
const ofSeekers =
  /^(GET \/v1\/spaces\/\{space\}(\/resources)?|\w+ \/v1\/spaces\/\{space\}\/(talk-requests|matches|conversations)\b.*)$/u;

/** Every answer with a body has help on the routes of seekers, and on paths without a route, because a seeker may end up there. */
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

/** Whether the outcome is a refusal, after which nothing may have changed. */
export function isRefusal(outcome: Outcome): boolean {
  return outcome.kind === 'answered' && outcome.status >= 400 && outcome.status < 500;
}

/** Whether the request may change something if the service accepts it. */
export function mayChange({ route, method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && (route === undefined || !isOpenToAll(route));
}
