/** What holds for every answer of the service. It is checked at every call of every test. */
import { expect } from 'vitest';
import type { AnyAnswer, AnyRefusal } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import { support as supportSchema } from '../../../shared/contract/common.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { problems } from '../../../shared/contract/problems.ts';
import type { RouteContract } from '../../../shared/contract/route.ts';
import { emergencyTopic, finderTopic } from '../../../shared/domain/support/resource.ts';
import { misplacedCanaries } from './canary.ts';
import { note } from './ledger.ts';

/** Checks what the client has not checked of an answer yet, and notes the answer. `token` is the credential that was sent. */
export function checkAnswer(route: RouteId, token: string | undefined, answer: AnyAnswer): void {
  const rules: RouteContract = contract[route];
  const { status } = answer;
  const body = answer.kind === 'success' ? answer.body : answer.document;
  checkHeaders(answer, body);
  const text = JSON.stringify([answer.text, ...answer.headers]);
  expect(misplacedCanaries(route, status >= 400, text), `${route} ${status} repeats what was sent`).toEqual([]);
  if (token !== undefined && status >= 400) expect(text.includes(token), `${route} ${status} repeats the credential`).toBe(false);
  if (rules.support && body !== undefined) checkSupport(body);
  if (answer.kind === 'refusal') checkProblem(answer);
  else if (rules.etag) expect(answer.etag).toMatch(/^"[^"]+"$/u);
  note(route, answer.kind === 'success' ? String(status) : answer.problem);
}

function checkHeaders({ status, headers }: AnyAnswer, body: unknown): void {
  expect(headers.get('cache-control'), `${status} ${JSON.stringify(body)}`).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const type = headers.get('content-type');
  if (body === undefined) expect(type).toBeNull();
  else expect(type).toBe(`application/${status < 400 ? 'json' : 'problem+json'}; charset=utf-8`);
}

/** Checks that a problem document is as the registry says (RFC 9457), and has the headers of its status. */
export function checkProblem(answer: AnyRefusal): void {
  const { status, headers, problem, retryAfterSeconds } = answer;
  const { title, detail, requestId, instance, ...document } = answer.document;
  const registered = problems[problem];
  expect({ status, title, detail, told: document.status }).toEqual({
    status: registered.status,
    title: registered.title,
    detail: registered.detail,
    told: status,
  });
  expect(requestId).toBe(headers.get('apigw-requestid'));
  expect(instance).toContain(requestId);
  expect(headers.has('www-authenticate')).toBe(status === 401);
  if (status === 503 || status === 429) expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(problem, 'an unexpected error in the service').not.toBe('internal');
}

/** Checks that an answer holds help resources and that none is out of date. Emergency numbers and the finder never are. */
export function checkSupport(body: unknown): void {
  const found = supportSchema.parse(fieldOf(body, 'support'));
  const today = new Date(Date.now()).toISOString().slice(0, 10);
  for (const { topics, expiresAt, id } of found.resources) {
    const stays = topics.includes(emergencyTopic) || topics.includes(finderTopic);
    if (!stays) expect(expiresAt > today, `${id} is out of date`).toBe(true);
  }
  expect(found.resources.some(({ topics }) => topics.includes(finderTopic))).toBe(true);
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Object.entries(body).find(([field]) => field === name)?.[1] : undefined;
}
