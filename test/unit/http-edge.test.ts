/** The edge of the HTTP functions, in this process: what each middleware does to a request, and in which order. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { sheddable } from '../../functions/sheddable/handler.ts';
import { publicRoutes } from '../../functions/public/handler.ts';
import { seeker } from '../../functions/seeker/handler.ts';
import { longPoll } from '../../functions/long-poll/handler.ts';
import type { HttpContext } from '../../functions/http/context.ts';
import type { VerifyToken } from '../../functions/http/identity.ts';
import { createKey } from '../../shared/app/partners/create-key.ts';
import { createPartner } from '../../shared/app/partners/create-partner.ts';
import { revokeKey } from '../../shared/app/partners/revoke-key.ts';
import { documentOf, problemDocument } from '../../shared/contract/problem-documents.ts';
import { membersOf, problemSlugs, problemType } from '../../shared/contract/problems.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { createdView } from '../../shared/contract/talk-requests.ts';
import type { RequestId, SpaceId } from '../../shared/domain/ids.ts';
import { askWindowSeconds, directAsksPerMinute, refusedAsksTimes } from '../../shared/domain/limits.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Ports } from '../../shared/ports.ts';
import { plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { noon, requestNo, spaceNo } from '../fixtures/domain.ts';
import { httpContext, httpEvent } from '../fixtures/http.ts';
import { lambdaContext } from '../fixtures/lambda.ts';
import { aService, aSpace, aVolunteer, valueOf, type Service } from '../fixtures/service.ts';

let service: Service;
let space: SpaceId;
let now: EpochMs;

/** A process over the service of this test. Its sleep lets time pass at once. */
function aProcess(parts: Partial<HttpContext> = {}): HttpContext {
  const sleep = async (milliseconds: number) => void (now = plusSeconds(now, milliseconds / 1000));
  return httpContext({ ports: async () => service.ports, clock: () => now, sleep, ...parts });
}

const deployment = { version: '1', url: '' };
const wish = { languages: ['en'], channel: 'chat', groundRulesVersion: 1 };
const parsed = (body: string | undefined): unknown => JSON.parse(body ?? '');

/** The problem document of an answer. It has the members of its type, and no others. */
const document = {
  parse(json: unknown) {
    const { type } = problemDocument.parse(json);
    const slug = problemSlugs.find((one) => problemType(one) === type) ?? 'internal';
    expect(documentOf(slug).strict().parse(json)).toEqual(json);
    return problemDocument.parse(json);
  },
};

beforeEach(async () => {
  now = noon;
  service = aService();
  space = await aSpace(service, { direct: true, demo: true });
  await aVolunteer(service, space, { subject: 'volunteer' });
});

/** A key as random as a caller without a credential must send it; the same for the same name. */
const keyOf = (name: string) => createHash('sha256').update(name).digest('base64url');

/** Asks without a credential, and gives the answer to the event. */
function asks(key: string, body: object = wish, context = aProcess()) {
  return sheddable(context)(
    httpEvent('ask', { params: { space }, headers: { 'idempotency-key': keyOf(key) }, body }),
    lambdaContext,
  );
}

async function aRequest(): Promise<{ readonly id: RequestId; readonly token: string }> {
  return createdView.parse(parsed((await asks('a-key-of-128-random-bits')).body));
}

describe('a request to a function', () => {
  it('is authenticated only if the route is not public', async () => {
    const verify = vi.fn<VerifyToken>(async () => 'invalid');
    const headers = { authorization: 'Bearer a-token' };
    const shown = publicRoutes(aProcess({ verify }), deployment);
    expect((await shown(httpEvent('showSpace', { params: { space }, headers }), lambdaContext)).statusCode).toBe(200);
    expect(verify).not.toHaveBeenCalled();
    const cancels = httpEvent('cancelRequest', { params: { space, request: requestNo(1) }, headers });
    expect((await seeker(aProcess({ verify }))(cancels, lambdaContext)).statusCode).toBe(401);
    expect(verify).toHaveBeenCalledOnce();
  });

  it('[bug-input-parsed] is authenticated before its input is parsed, and parsed from its path to its body', async () => {
    const { token } = await aRequest();
    const wrong = { params: { space: 'x', request: 'x' }, query: { more: 'x' }, body: { more: 'x' } };
    const answered = async (sent: object) => {
      const event = httpEvent('cancelRequest', { ...wrong, ...sent });
      return document.parse(parsed((await seeker(aProcess())(event, lambdaContext)).body));
    };
    const headers = { authorization: `Bearer ${token}` };
    expect(await answered({ headers: { authorization: 'x' } })).toMatchObject({ type: problemType('unauthenticated') });
    expect(await answered({ headers })).toMatchObject({ type: problemType('not-found') });
    const params = { space, request: requestNo(1) };
    expect(await answered({ headers, params })).toMatchObject({ errors: [{ pointer: '', detail: 'Unknown field.' }] });
    expect(await answered({ headers, params, body: undefined })).toMatchObject({ errors: [{ detail: 'Unknown field.' }] });
    const badKey = { headers: { ...headers, 'idempotency-key': 'with spaces' }, params, query: {} };
    expect(await answered(badKey)).toMatchObject({ errors: [{ pointer: '/Idempotency-Key' }] });
  });

  it('[bug-401-first] without a credential is refused before its input is judged', async () => {
    const wrong = { query: { more: 'x' }, headers: { 'idempotency-key': 'with spaces' }, body: { more: 'x' } };
    const ids = { params: { space: 'x', request: 'x' }, ...wrong };
    const { body } = await seeker(aProcess())(httpEvent('cancelRequest', ids), lambdaContext);
    expect(document.parse(parsed(body))).toMatchObject({ type: problemType('unauthenticated') });
    const apart = await aSpace(service, { direct: false, demo: true });
    const asked = async (to: string) =>
      (await sheddable(aProcess())(httpEvent('ask', { params: { space: to }, ...wrong }), lambdaContext)).statusCode;
    expect(await asked(apart)).toBe(401);
    expect(await asked(space)).toBe(400);
    expect(await asked(spaceNo(404))).toBe(400);
  });

  it('[bug-unknown-path] to an unknown path is 404, and to an unknown method 405 with the methods of the path, both with help', async () => {
    const handler = publicRoutes(aProcess(), deployment);
    const toDefault = (rawPath: string) => ({ ...httpEvent('health'), routeKey: '$default', rawPath });
    const nowhere = await handler(toDefault('/v1/nowhere'), lambdaContext);
    expect(nowhere.statusCode).toBe(404);
    expect(document.parse(parsed(nowhere.body)).support).toBeDefined();
    const { statusCode, headers } = await handler(toDefault(`/v1/spaces/${space}/matches`), lambdaContext);
    expect(statusCode).toBe(405);
    expect(String(headers?.['allow']).split(', ')).toContain('POST');
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it('[bug-head] of HEAD is answered as a GET is, without the body, and so is its refusal', async () => {
    const handler = publicRoutes(aProcess(), deployment);
    const asked = async (method: string, params: Record<string, string>) => {
      const event = httpEvent('showSpace', { params });
      const { requestContext } = event;
      const http = { ...requestContext.http, method };
      const routeKey = event.routeKey.replace('GET', method);
      return handler({ ...event, routeKey, requestContext: { ...requestContext, http } }, lambdaContext);
    };
    for (const params of [{ space }, { space: spaceNo(404) }]) {
      const { body, ...head } = await asked('GET', params);
      expect(body).toBeDefined();
      expect(await asked('HEAD', params)).toEqual(head);
    }
  });

  it('[bug-help-of-refusal] is refused with the help of the space, also if its credential is not valid', async () => {
    const event = httpEvent('cancelRequest', { params: { space, request: requestNo(1) }, headers: { authorization: 'x' } });
    const { body } = await seeker(aProcess())(event, lambdaContext);
    expect(document.parse(parsed(body)).support?.country).toBe('GB');
  });
});

describe('a problem with members', () => {
  const documents = {
    'stale-ground-rules': { ...wish, groundRulesVersion: 2 },
    'nobody-could-serve': { ...wish, languages: ['fr'] },
  };

  it.each(['stale-ground-rules', 'nobody-could-serve'] as const)('sends the members of the registry: %s', async (slug) => {
    const { body } = await asks('another-key-of-128-random-bits', documents[slug]);
    const own = z.object({ type: z.literal(problemType(slug)), ...membersOf(slug) });
    expect(own.safeParse(parsed(body)).error).toBeUndefined();
  });
});

describe('a request to talk', () => {
  const told = ({ headers }: Awaited<ReturnType<typeof asks>>) => [headers?.['ratelimit-policy'], headers?.['ratelimit']];
  const ofAsks = { name: 'asks', most: directAsksPerMinute };
  const ofRefusals = { name: 'refused-asks', most: refusedAsksTimes * directAsksPerMinute };
  const left = ({ name, most }: typeof ofAsks, count: number) => [
    `"${name}";q=${most};w=${askWindowSeconds}`,
    expect.stringMatching(new RegExp(`^"${name}";r=${count};t=\\d+$`, 'u')),
  ];

  it('[bug-quota-told] says what is left of the quota, also when it is refused', async () => {
    expect(told(await asks('one'))).toEqual(left(ofAsks, ofAsks.most - 1));
    const stale = await asks('two', { ...wish, groundRulesVersion: 2 });
    expect([stale.statusCode, told(stale)]).toEqual([409, left(ofRefusals, ofRefusals.most - 1)]);
    const unserved = await asks('three', { ...wish, languages: ['fr'] });
    expect([unserved.statusCode, told(unserved)]).toEqual([422, left(ofRefusals, ofRefusals.most - 2)]);
    const broken = await asks('four', { languages: ['en'] });
    expect([broken.statusCode, told(broken)]).toEqual([400, [undefined, undefined]]);
  });

  it('above the quota is 429, says so, and has the help of the space', async () => {
    const exhausted: Ports = { ...service.ports, rateCounters: { hit: async () => ok(directAsksPerMinute + 1) } };
    const refused = await asks('one', wish, aProcess({ ports: async () => exhausted }));
    expect([refused.statusCode, told(refused)]).toEqual([429, left(ofAsks, 0)]);
    expect(refused.headers).toHaveProperty('retry-after');
    expect(document.parse(parsed(refused.body)).support?.country).toBe('GB');
    const unsafe = await asks('one', { ...wish, notSafeNow: true }, aProcess({ ports: async () => exhausted }));
    expect(unsafe.statusCode).toBe(202);
  });
});

describe('a long poll', () => {
  const wait = { secondsMax: 25, slots: 1 };
  let id: RequestId;
  let headers: Record<string, string>;

  beforeEach(async () => {
    const { id: made, token } = await aRequest();
    [id, headers] = [made, { authorization: `Bearer ${token}` }];
  });

  const show = (more: Record<string, string>, context: HttpContext) =>
    longPoll(context)(
      httpEvent('showRequest', { params: { space, request: id }, headers: { ...headers, ...more } }),
      lambdaContext,
    );

  it('is answered when its time is over, or when the answer has changed', async () => {
    const { headers: first = {} } = await show({}, aProcess({ wait }));
    const known = { 'if-none-match': String(first['etag']), prefer: 'wait=20' };
    const unchanged = await show(known, aProcess({ wait }));
    expect(unchanged).toMatchObject({ statusCode: 304, headers: { 'preference-applied': 'wait=20' } });
    expect(now - noon).toBeGreaterThanOrEqual(20_000);
    let cancelled = false;
    const sleep = async (milliseconds: number) => {
      now = plusSeconds(now, milliseconds / 1000);
      const event = httpEvent('cancelRequest', { params: { space, request: id }, headers });
      if (!cancelled) cancelled = (await seeker(aProcess())(event, lambdaContext)).statusCode === 200;
    };
    const changed = await show(known, aProcess({ wait, sleep }));
    expect(cancelled).toBe(true);
    expect(changed.statusCode).toBe(200);
    expect(parsed(changed.body)).toMatchObject({ status: 'cancelled' });
  });

  it('is not held if every slot is taken', async () => {
    const { headers: first = {} } = await show({}, aProcess({ wait }));
    const known = { 'if-none-match': String(first['etag']), prefer: 'wait=20' };
    const { statusCode, headers: told } = await show(known, aProcess({ wait: { secondsMax: 25, slots: 0 } }));
    expect(statusCode).toBe(304);
    expect(told).toHaveProperty('retry-after');
    expect(now).toBe(noon);
  });
});

describe('the matching endpoint', () => {
  const context = (sleep: HttpContext['sleep']) => aProcess({ wait: { secondsMax: 25, slots: 1 }, sleep });

  /** A key of a partner of the space, and how to revoke it. */
  async function aKey() {
    const { ports } = service;
    const caller = service.person('operator', 'operator');
    const partner = valueOf(
      await createPartner(ports, { caller, body: { name: 'Partner', spaces: [space] }, key: undefined }, noon),
    );
    const made = valueOf(await createKey(ports, { caller, partner: partner.id, body: undefined, key: undefined }, noon));
    return { token: made.key, revoke: () => revokeKey(ports, { caller, partner: partner.id, id: made.id }, noon) };
  }

  const asked = (token: string, sleep: HttpContext['sleep']) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'key' };
    const body = { ...wish, subject: 'a-pseudonym', waitSeconds: 5 };
    return longPoll(context(sleep))(httpEvent('match', { params: { space }, headers, body }), lambdaContext);
  };

  it('waits as long as the call says, and then answers with the waiting request', async () => {
    const { token } = await aKey();
    const { statusCode, body, headers: told } = await asked(token, async (ms) => void (now = plusSeconds(now, ms / 1000)));
    expect(statusCode).toBe(202);
    expect(createdView.parse(parsed(body)).status).toBe('waiting');
    expect(told).toHaveProperty('ratelimit');
    expect(now - noon).toBeGreaterThanOrEqual(5_000);
  });

  it('[bug-held-though-over] answers at once when the request has ended, also when called again, and asks for no return', async () => {
    const { token } = await aKey();
    let waited = 0;
    const cancelDuringWait = async (ms: number) => {
      now = plusSeconds(now, ms / 1000);
      waited += 1;
      const caller = { kind: 'seeker', request: requestId } as const;
      valueOf(await cancelRequest(service.ports, { caller, space, request: requestId }, now));
    };
    const requestId = createdView.parse(
      parsed((await asked(token, async (ms) => void (now = plusSeconds(now, ms / 1000)))).body),
    ).id;
    const over = await asked(token, cancelDuringWait);
    expect(createdView.parse(parsed(over.body)).status).toBe('cancelled');
    const again = await asked(token, cancelDuringWait);
    expect(waited).toBe(1);
    for (const { statusCode, headers = {} } of [over, again]) {
      expect(statusCode).toBe(202);
      expect(headers).not.toHaveProperty('retry-after');
    }
  });

  it('answers 401 to a partner whose key was revoked during the wait', async () => {
    const { token, revoke } = await aKey();
    const answered = await asked(token, async (ms) => {
      now = plusSeconds(now, ms / 1000);
      valueOf(await revoke());
    });
    expect(answered.statusCode).toBe(401);
  });
});

it('answers 404 for an unknown space', async () => {
  const shown = await publicRoutes(aProcess(), deployment)(
    httpEvent('showSpace', { params: { space: spaceNo(404) } }),
    lambdaContext,
  );
  expect(shown.statusCode).toBe(404);
});
