/** The API as the players call it: by route id, every answer held against the contract, and metered. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { UnexpectedAnswer } from '../client/client.ts';
import type { Answered, Client } from '../client/client.ts';
import { problems, problemType } from '../shared/contract/problems.ts';
import type { ProblemSlug } from '../shared/contract/problems.ts';
import type { RouteContract } from '../shared/contract/route.ts';
import { problemsEverywhere } from '../shared/contract/route.ts';
import { type RouteId, contract } from '../shared/contract/contract.ts';
import { retryMs, retryMsMax, triesMax } from './limits.ts';
import { countAnswered, countUnexpected } from './meter.ts';
import type { Meter } from './meter.ts';

export interface Asking {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly etag?: string | undefined;
  /** Real seconds the answer may be held: a GET says so with `Prefer`, the matching endpoint in its body. */
  readonly hold?: number;
  /** Whoever waits for the answer may change their mind. */
  readonly until?: AbortSignal;
  /** Refusals the caller reckons with; any other is an unexpected answer. */
  readonly fine?: readonly ProblemSlug[];
}

export type Reply<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly body: T; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly problem: ProblemSlug; readonly document: unknown }
  | { readonly kind: 'interrupted' };

export interface Api {
  /** Calls a route; the body of a success is read with `gives`. Throws on what nobody reckoned with, after counting it. */
  call<T>(route: RouteId, gives: z.ZodType<T>, asking: Asking): Promise<Reply<T>>;
}

/** The evening was called off while a call was under way. */
export class CalledOff extends Error {}

/** For calls whose answer tells the caller nothing more. */
export const anything = z.unknown();

const withType = z.object({ type: z.string() });
const withSupport = z.object({ support: z.object({ resources: z.array(z.unknown()).min(1) }) });
const retried: ReadonlySet<string> = new Set(['unavailable', 'too-many-requests']);

/** An API that counts into `meter`; `off` ends every call. Any number of calls at once. */
export function meteredApi(client: Client, meter: Meter, off: AbortSignal): Api {
  const once = async (route: RouteId, asking: Asking): Promise<Answered | undefined> => {
    const began = performance.now();
    const signal = eitherOf(off, asking.until);
    const { token, body } = asking;
    const options = { token, body, headers: headersOf(route, asking), signal };
    const answered = await client.call(contract[route].method, pathOf(route, asking), options).catch(() => undefined);
    if (off.aborted) throw new CalledOff();
    if (answered !== undefined) measure(meter, { route, asking, answered, milliseconds: performance.now() - began });
    return answered;
  };
  const patiently = async (route: RouteId, asking: Asking): Promise<Answered | undefined> => {
    let answered = await once(route, asking);
    for (let tries = 1; tries < triesMax && asking.until?.aborted !== true && isForNow(answered); tries += 1) {
      meter.again += 1;
      await sleep(retryDelay(answered), undefined, { signal: off }).catch(() => undefined);
      answered = await once(route, asking);
    }
    return answered;
  };
  return {
    call: async (route, gives, asking) => {
      const answered = await patiently(route, asking);
      if (answered === undefined && asking.until?.aborted === true) return { kind: 'interrupted' };
      if (answered !== undefined && asking.hold !== undefined) await restAsTold(answered, eitherOf(off, asking.until));
      const reply = answered === undefined ? undefined : replyOf(route, { gives, asking, answered });
      if (reply !== undefined) return reply;
      const { method, path } = contract[route];
      countUnexpected(meter, `${method} ${path} ${wordFor(answered)}`);
      throw new UnexpectedAnswer(method, path, answered ?? nothing);
    },
  };
}

function eitherOf(off: AbortSignal, until: AbortSignal | undefined): AbortSignal {
  return until === undefined ? off : AbortSignal.any([off, until]);
}

interface Measured {
  readonly route: RouteId;
  readonly asking: Asking;
  readonly answered: Answered;
  readonly milliseconds: number;
}

function measure(meter: Meter, { route, asking, answered, milliseconds }: Measured): void {
  if (asking.hold === undefined) countAnswered(meter, route, milliseconds);
  else meter.held += 1;
  if (isGateways(answered)) meter.timedOut += 1;
  else if (lacksSupport(route, answered)) meter.supportMissing += 1;
}

/** The gateway's own 503, which it gives for a function that did not answer in time. */
function isGateways(answered: Answered): boolean {
  return answered.status === 503 && slugOf(answered) === undefined;
}

/** No answer, or a refusal that asks to try again. */
function isForNow(answered: Answered | undefined): boolean {
  return answered === undefined || isGateways(answered) || retried.has(slugOf(answered) ?? '');
}

const nothing: Answered = { status: 0, headers: new Headers(), body: undefined };

function pathOf(route: RouteId, { params = {}, query = {} }: Asking): string {
  const path = contract[route].path.replaceAll(/\{(\w+)\}/gu, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, value);
  return asked.size === 0 ? path : `${path}?${asked.toString()}`;
}

function headersOf(route: RouteId, { key, etag, hold }: Asking): Record<string, string> {
  return {
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(hold === undefined || contract[route].method !== 'GET' ? {} : { prefer: `wait=${Math.max(1, Math.floor(hold))}` }),
  };
}

/** Of the contract: every answer with a body on such a route carries help. */
function lacksSupport(route: RouteId, { body }: Answered): boolean {
  return contract[route].support && body !== undefined && !withSupport.safeParse(body).success;
}

/** A wait that was not held, since as many wait as may: the next look comes when the answer says. */
async function restAsTold({ status, headers }: Answered, until: AbortSignal): Promise<void> {
  const seconds = status === 304 ? Number(headers.get('retry-after') ?? 0) : 0;
  if (seconds > 0) await sleep(Math.min(retryMsMax, seconds * 1000), undefined, { signal: until }).catch(() => undefined);
}

/** Milliseconds: as the answer says, within bounds. */
function retryDelay(answered: Answered | undefined): number {
  const told = Number(answered?.headers.get('retry-after') ?? 0) * 1000;
  return Math.min(retryMsMax, Math.max(retryMs, told));
}

/** Undefined: not what the contract says, or not what the caller reckoned with. */
function replyOf<T>(
  route: RouteId,
  { gives, asking, answered }: { readonly gives: z.ZodType<T>; readonly asking: Asking; readonly answered: Answered },
): Reply<T> | undefined {
  const rules: RouteContract = contract[route];
  const schema = rules.answers[answered.status];
  if (schema === undefined) return refusalOf(rules, asking, answered);
  if (answered.status === 304) return { kind: 'unchanged' };
  if (schema !== null && !schema.safeParse(answered.body).success) return undefined;
  const read = gives.safeParse(answered.body);
  const etag = answered.headers.get('etag') ?? undefined;
  return read.success ? { kind: 'answer', status: answered.status, body: read.data, etag } : undefined;
}

function refusalOf(rules: RouteContract, { fine = [] }: Asking, answered: Answered): Reply<never> | undefined {
  const known: readonly ProblemSlug[] = [...rules.problems, ...problemsEverywhere];
  const problem = known.find((slug) => slug === slugOf(answered) && problems[slug].status === answered.status);
  return problem !== undefined && fine.includes(problem) ? { kind: 'refused', problem, document: answered.body } : undefined;
}

function slugOf(answered: Answered): ProblemSlug | undefined {
  const read = withType.safeParse(answered.body);
  const isSlug = (slug: string): slug is ProblemSlug => slug in problems;
  return read.success
    ? Object.keys(problems)
        .filter(isSlug)
        .find((slug) => problemType(slug) === read.data.type)
    : undefined;
}

function wordFor(answered: Answered | undefined): string {
  if (answered === undefined) return 'no answer';
  return `${answered.status} ${slugOf(answered) ?? (answered.status < 400 ? 'not as the contract says' : 'no problem document')}`;
}
