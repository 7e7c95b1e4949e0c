/** What holds for every answer of the service, whatever was asked: judged at every call of every test. */
import { expect } from 'vitest';
import * as z from 'zod';
import type { Answered } from '../../../client/client.ts';
import { problemDocument, support as supportSchema } from '../../../shared/contract/common.ts';
import { membersOf, problems, problemType, type ProblemSlug } from '../../../shared/contract/problems.ts';
import type { RouteContract } from '../../../shared/contract/route.ts';
import { emergencyTopic, finderTopic } from '../../../shared/domain/support/resource.ts';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import { escaped } from './canary.ts';
import { note } from './ledger.ts';

/** Judges an answer of a route by the contract, and notes it. `token` is the credential that was sent. */
export function checkAnswer(route: RouteId, token: string | undefined, answered: Answered): void {
  const rules: RouteContract = contract[route];
  const { status, body } = answered;
  checkHeaders(answered);
  const text = textOf(answered);
  expect(escaped(route, status >= 400, text), `${route} ${status} repeats what was sent`).toEqual([]);
  if (token !== undefined && status >= 400) expect(text.includes(token), `${route} ${status} repeats the credential`).toBe(false);
  if (rules.support && body !== undefined) checkSupport(body);
  if (status < 400) checkSuccess(route, rules, answered);
  else note(route, checkProblem(answered));
}

/** Everything of an answer that somebody could read. */
function textOf({ body, headers }: Answered): string {
  return JSON.stringify([typeof body === 'string' ? body : JSON.stringify(body), ...headers]);
}

function checkHeaders({ status, headers, body }: Answered): void {
  expect(headers.get('cache-control'), `${status} ${JSON.stringify(body)}`).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const type = headers.get('content-type');
  if (body === undefined) expect(type).toBeNull();
  else expect(type).toBe(`application/${status < 400 ? 'json' : 'problem+json'}; charset=utf-8`);
}

function checkSuccess(route: RouteId, { answers, etag }: RouteContract, { status, headers, body }: Answered): void {
  note(route, String(status));
  const schema = answers[status];
  if (schema === undefined || schema === null) expect(body).toBeUndefined();
  // Nothing beside what the schema names: a field that slipped through would be missing from what it parses to.
  else expect(schema.parse(body)).toEqual(body);
  if (etag) expect(headers.get('etag')).toMatch(/^"[^"]+"$/u);
}

/** The slug of a problem document that is as it should be (RFC 9457). */
export function checkProblem({ status, headers, body }: Answered): ProblemSlug {
  const { type, title, detail, requestId, instance, ...document } = problemDocument.loose().parse(body);
  const slug = slugOf(type);
  const registered = problems[slug];
  expect({ status, title, detail, told: document.status }).toEqual({
    status: registered.status,
    title: registered.title,
    detail: registered.detail,
    told: status,
  });
  expect(z.object(membersOf(slug) ?? {}).safeParse(body).error, slug).toBeUndefined();
  expect(requestId).toBe(headers.get('apigw-requestid'));
  expect(instance).toContain(requestId);
  expect(headers.has('www-authenticate')).toBe(status === 401);
  if (status === 503 || status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(slug, 'a bug in the service').not.toBe('internal');
  return slug;
}

function slugOf(type: string): ProblemSlug {
  const isSlug = (text: string): text is ProblemSlug => text in problems;
  const slug = type.slice(type.lastIndexOf('/') + 1);
  if (!isSlug(slug) || problemType(slug) !== type) throw new Error(`not a type of problem: ${type}`);
  return slug;
}

/** Help stands in it, and none of it is out of date; emergency numbers and the finder never are. */
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
