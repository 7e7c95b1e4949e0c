/** Calling a route of the contract by its id; every answer is judged by `checkAnswer` before a test sees it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Answered as BareAnswer } from '../../../client/client.ts';
import { rankOf } from '../../../functions/http/shedding.ts';
import { problemDocument } from '../../../shared/contract/common.ts';
import { problems, problemType } from '../../../shared/contract/problems.ts';
import type { ProblemSlug } from '../../../shared/contract/problems.ts';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import { canariesIn, canary } from './canary.ts';
import { checkAnswer } from './checks.ts';
import { putOffMs, putOffTimesMax } from './limits.ts';
import { theService } from './service.ts';

/** An answer, and whose it is. */
export interface Answered extends BareAnswer {
  readonly route: RouteId;
}

/** A request to a route. */
export interface Sent {
  /** For the path, by the names in it. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What comes along with any request and is nobody's business. */
function baggage(): Record<string, string> {
  return { 'user-agent': canary('agent'), 'x-forwarded-for': canary('address'), cookie: `session=${canary('cookie')}` };
}

/** The path of a route with its parameters and query filled in. */
export function pathOf(id: RouteId, { params = {}, query = {} }: Sent): string {
  const path = contract[id].path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? name));
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/**
 * Calls a route, and comes again where it was put off. Whatever it answers is checked against the contract; tests look at the rest.
 * On a busy machine the service puts off what it may; it is the only 503 to be expected there (all that were seen in 5,000 calls
 * beside six endless loops on two cores), so any other one is the answer.
 */
export async function call(id: RouteId, sent: Sent = {}): Promise<Answered> {
  for (let times = 0; ; times += 1) {
    const answered = await callOnce(id, sent);
    if (times === putOffTimesMax || !isPutOff(answered)) return answered;
    await sleep(putOffMs);
  }
}

/** Whether a call of a route that is ever put off, whatever it says of its urgency, is told to come again. */
function isPutOff({ route, body }: Answered): boolean {
  return (
    z.looseObject({ type: z.literal(problemType('unavailable')) }).safeParse(body).success &&
    rankOf(route, () => new Map()) !== undefined
  );
}

async function callOnce(id: RouteId, sent: Sent): Promise<Answered> {
  const { token, body } = sent;
  const headers = { ...baggage(), ...sent.headers };
  const answered = await theService().client.call(contract[id].method, pathOf(id, sent), { token, body, headers });
  checkAnswer(id, token, answered);
  return { ...answered, route: id };
}

/** Asks for any path by any method, whether or not there is a route; only for what is refused. */
export async function callPath(method: string, path: string): Promise<BareAnswer> {
  const response = await fetch(new URL(path, theService().url), { method, headers: baggage() });
  const text = await response.text();
  expect(canariesIn(JSON.stringify([text, ...response.headers]))).toEqual([]);
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : parsed(text) };
}

/** Calls a route with a body that is not made from JSON here. */
export async function callRaw(id: RouteId, sent: Omit<Sent, 'body'>, body: string | Uint8Array<ArrayBuffer>): Promise<Answered> {
  const { token, headers } = sent;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(new URL(pathOf(id, sent), theService().url), {
    method: contract[id].method,
    headers: { 'content-type': 'application/json', ...baggage(), ...authorization, ...headers },
    body,
  });
  const text = await response.text();
  const answered = { status: response.status, headers: response.headers, body: text === '' ? undefined : parsed(text) };
  checkAnswer(id, token, answered);
  return { ...answered, route: id };
}

function parsed(text: string): unknown {
  const json: unknown = JSON.parse(text);
  return json;
}

/** The body of a success, read by its schema. */
export async function page<T>(schema: z.ZodType<T>, answering: Answered | Promise<Answered>): Promise<T> {
  const { route, status, body } = await answering;
  expect(status, `${route} ${JSON.stringify(body)}`).toBeLessThan(300);
  return schema.parse(body);
}

/** A success without a body. */
export async function done(answering: Answered | Promise<Answered>): Promise<void> {
  const { route, status, body } = await answering;
  expect(status, `${route} ${JSON.stringify(body)}`).toBe(204);
}

const refusalDocument = problemDocument.loose();
export type Refusal = z.infer<typeof refusalDocument> & { readonly retryAfterSeconds: number };

/** The problem document of a call that must be refused for this very reason. */
export async function refused(slug: ProblemSlug, answering: Answered | Promise<Answered>, who = ''): Promise<Refusal> {
  const { route, status, body, headers } = await answering;
  const told = refusalDocument.safeParse(body).data;
  expect({ status, type: told?.type }, `${route} ${who} ${JSON.stringify(body)}`).toEqual({
    status: problems[slug].status,
    type: problemType(slug),
  });
  return { ...refusalDocument.parse(body), retryAfterSeconds: Number(headers.get('retry-after')) };
}

/** The entity tag of an answer. */
export function tagOf({ headers }: Answered): string {
  return headers.get('etag') ?? '';
}
