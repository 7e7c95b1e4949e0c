/** The API as the players call it: by route id, every answer held against the contract, and metered. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { UnexpectedAnswer } from '../client/client.ts';
import type { Answered, Client } from '../client/client.ts';
import { contract } from '../shared/contract/contract.ts';
import { problems, problemType } from '../shared/contract/problems.ts';
import type { ProblemSlug } from '../shared/contract/problems.ts';
import type { RouteContract } from '../shared/contract/route.ts';
import { problemsEverywhere } from '../shared/contract/route.ts';
import { routes } from '../shared/routes.ts';
import type { RouteId } from '../shared/routes.ts';
import { retryMs, retryMsMax, triesMax } from './limits.ts';
import { countAnswered, countUnexpected } from './meter.ts';
import type { Meter } from './meter.ts';

export interface Asking {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly etag?: string | undefined;
  /** Real seconds the answer may be held. */
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

const withType = z.object({ type: z.string() });
const withSupport = z.object({ support: z.object({ resources: z.array(z.unknown()).min(1) }) });
const retried: ReadonlySet<string> = new Set(['unavailable', 'too-many-requests']);

/** An API that counts into `meter`; `off` ends every call. Any number of calls at once. */
export function meteredApi(client: Client, meter: Meter, off: AbortSignal): Api {
  const once = async (route: RouteId, asking: Asking): Promise<Answered> => {
    const began = performance.now();
    const answered = await client.call(routes[route].method, pathOf(route, asking), {
      token: asking.token,
      body: asking.body,
      headers: headersOf(asking),
      signal: AbortSignal.any([off, ...(asking.until === undefined ? [] : [asking.until])]),
    });
    if (asking.hold === undefined) countAnswered(meter, route, performance.now() - began);
    else meter.held += 1;
    if (lacksSupport(route, answered)) meter.supportMissing += 1;
    return answered;
  };
  return {
    call: async (route, gives, asking) => {
      for (let tries = 1; ; tries += 1) {
        const answered = await once(route, asking).catch(() => undefined);
        if (off.aborted) throw new CalledOff();
        if (asking.until?.aborted === true && answered === undefined) return { kind: 'interrupted' };
        if (tries < triesMax && isWorthRetrying(answered)) {
          meter.again += 1;
          await sleep(retryDelay(answered), undefined, { signal: off }).catch(() => undefined);
          continue;
        }
        const reply = answered === undefined ? undefined : replyOf(route, gives, asking, answered);
        if (reply !== undefined) return reply;
        countUnexpected(meter, `${routes[route].method} ${routes[route].path} ${wordFor(answered)}`);
        throw new UnexpectedAnswer(routes[route].method, routes[route].path, answered ?? nothing);
      }
    },
  };
}

const nothing: Answered = { status: 0, headers: new Headers(), body: undefined };

function pathOf(route: RouteId, { params = {} }: Asking): string {
  return routes[route].path.replaceAll(/\{(\w+)\}/gu, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
}

function headersOf({ key, etag, hold }: Asking): Record<string, string> {
  return {
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(hold === undefined ? {} : { prefer: `wait=${Math.max(1, Math.floor(hold))}` }),
  };
}

/** Of the contract: every answer with a body on such a route carries help. */
function lacksSupport(route: RouteId, { body }: Answered): boolean {
  return contract[route].support && body !== undefined && !withSupport.safeParse(body).success;
}

function isWorthRetrying(answered: Answered | undefined): boolean {
  return answered === undefined || retried.has(slugOf(answered) ?? '');
}

function retryDelay(answered: Answered | undefined): number {
  const told = Number(answered?.headers.get('retry-after') ?? 0) * 1000;
  return Math.min(retryMsMax, Math.max(retryMs, told));
}

/** Undefined: not what the contract says, or not what the caller reckoned with. */
function replyOf<T>(route: RouteId, gives: z.ZodType<T>, asking: Asking, answered: Answered): Reply<T> | undefined {
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
  return read.success ? Object.keys(problems).filter(isSlug).find((slug) => problemType(slug) === read.data.type) : undefined;
}

function wordFor(answered: Answered | undefined): string {
  if (answered === undefined) return 'no answer';
  return `${answered.status} ${slugOf(answered) ?? (answered.status < 400 ? 'not as the contract says' : 'no problem document')}`;
}
