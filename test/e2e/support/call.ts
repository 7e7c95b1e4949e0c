/** Calls a route of the contract by its id. `checkAnswer` judges every answer before a test sees it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { answerOf, refusalIn, type Answer, type AnyAnswer, type AnyRefusal, type DocumentOf } from '../../../client/answer.ts';
import { clientOver, type Send } from '../../../client/client.ts';
import { fetchTransport } from '../../../client/fetch-transport.ts';
import type { RouteId } from '../../../client/route.ts';
import { requestOf, type RawSent } from '../../../client/sent.ts';
import { rankOf } from '../../../functions/http/shedding.ts';
import { problems, type ProblemSlug } from '../../../shared/contract/problems.ts';
import { canariesIn, canary } from './canary.ts';
import { checkAnswer, checkProblem, checkSupport } from './checks.ts';
import { shedRetryMs, shedTimesMax } from './limits.ts';
import { theService } from './service.ts';

/** Data that any request may hold, and that no answer may show. */
function canaryHeaders(): Record<string, string> {
  return { 'user-agent': canary('agent'), 'x-forwarded-for': canary('address'), cookie: `session=${canary('cookie')}` };
}

/**
 * Calls a route with a valid or invalid request, and repeats the call if it is shed. The answer is checked against the contract;
 * the test judges the rest. On a busy machine the service sheds calls. No other 503 is expected there (all that were seen in
 * 5,000 calls beside six endless loops on two cores were of this kind), so any other 503 is the answer.
 */
export const callRaw: Send = async (id, sent) => {
  for (let times = 0; ; times += 1) {
    const answer = await callOnce(id, sent);
    if (times === shedTimesMax || !isShed(id, answer)) return answer;
    await sleep(shedRetryMs);
  }
};

/** `call` and `succeeds` take only what the contract takes. `callRaw` takes everything else. */
export const { call, succeeds, pages } = clientOver(callRaw);

/** Whether this answer sheds a call of a sheddable route, and names the time to repeat it. */
function isShed(id: RouteId, answer: AnyAnswer): boolean {
  return answer.kind === 'refusal' && answer.problem === 'unavailable' && rankOf(id, () => new Map()) !== undefined;
}

async function callOnce<Id extends RouteId>(id: Id, sent: RawSent): Promise<Answer<Id>> {
  const answer = await theService().client.raw(id, { ...sent, headers: { ...canaryHeaders(), ...sent.headers } });
  checkAnswer(id, sent.token, answer);
  return answer;
}

/** Calls any path with any method, also where no route exists. Only for calls that must be refused. */
export async function callPath(method: string, path: string): Promise<AnyRefusal> {
  const response = await theService().transport({ method, path, headers: canaryHeaders() });
  expect(canariesIn(JSON.stringify([response.text, ...response.headers]))).toEqual([]);
  const refusal = refusalIn(response, { isExact: true });
  if (refusal === undefined) throw new Error(`${method} ${path} was not refused: ${response.status}`);
  checkProblem(refusal);
  checkSupport(refusal.document);
  return refusal;
}

/** Calls a route with a body of bytes, which need not be text. */
export async function callWithBytes<Id extends RouteId>(
  id: Id,
  sent: RawSent,
  body: Uint8Array<ArrayBuffer>,
): Promise<Answer<Id>> {
  const request = requestOf(id, { ...sent, text: '', headers: { ...canaryHeaders(), ...sent.headers } });
  const answer = answerOf(id, await fetchTransport(theService().url)({ ...request, body }), { isExact: true });
  checkAnswer(id, sent.token, answer);
  return answer;
}

/** The body of an answer that must be a success. */
export async function succeeded<Given extends AnyAnswer>(answering: Given | Promise<Given>): Promise<BodyIn<Given>>;
export async function succeeded(answering: AnyAnswer | Promise<AnyAnswer>): Promise<unknown> {
  const answer = await answering;
  if (answer.kind === 'refusal') throw new Error(`refused: ${JSON.stringify(answer.document)}`);
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

type BodyIn<Given> = Given extends { readonly kind: 'success'; readonly status: infer Status; readonly body: infer Body }
  ? Status extends 304
    ? never
    : Body
  : never;

/** The body of an answer that must have this status, where a route has several successes. */
export async function answered<Given extends AnyAnswer, Status extends Given['status']>(
  status: Status,
  answering: Given | Promise<Given>,
): Promise<Extract<Given, { readonly kind: 'success'; readonly status: Status }>['body']>;
export async function answered(status: number, answering: AnyAnswer | Promise<AnyAnswer>): Promise<unknown> {
  const answer = await answering;
  expect(answer.status, JSON.stringify(shownIn(answer))).toBe(status);
  return shownIn(answer);
}

/** The body of an answer, whether it is a success or a problem. */
export function shownIn(answer: AnyAnswer): unknown {
  return answer.kind === 'success' ? answer.body : answer.document;
}

export type RefusalDocument<Slug extends ProblemSlug> = DocumentOf<Slug> & { readonly retryAfterSeconds: number };

/** The problem document of a call that must be refused for exactly this reason. */
export async function refused<Slug extends ProblemSlug>(
  slug: Slug,
  answering: AnyAnswer | Promise<AnyAnswer>,
  who?: string,
): Promise<RefusalDocument<Slug>>;
export async function refused(slug: ProblemSlug, answering: AnyAnswer | Promise<AnyAnswer>, who = ''): Promise<unknown> {
  const answer = await answering;
  const { status } = answer;
  const told = answer.kind === 'refusal' ? answer.problem : JSON.stringify(answer.body);
  expect({ status, told }, who).toEqual({ status: problems[slug].status, told: slug });
  if (answer.kind !== 'refusal') throw new Error('not refused');
  return { ...answer.document, retryAfterSeconds: answer.retryAfterSeconds ?? Number.NaN };
}

/** The entity tag of an answer. */
export function tagOf({ etag = '' }: AnyAnswer): string {
  return etag;
}
