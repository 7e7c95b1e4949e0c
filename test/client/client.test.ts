/** The typed client over a transport whose answers a test chooses: what the client sends, and how it reads the answers. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { clientOver, earshotClient } from '../../client/client.ts';
import type { HttpRequest, HttpResponse } from '../../client/transport.ts';
import { UnexpectedAnswer } from '../../client/unexpected-answer.ts';
import { problems, problemType, type ProblemSlug } from '../../shared/contract/problems.ts';

/** A client of a service that gives these answers, one after the other. */
function given(...answers: readonly { status: number; body?: unknown; text?: string; headers?: Record<string, string> }[]) {
  const requests: HttpRequest[] = [];
  const left = [...answers];
  const transport = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    const { status, body, headers, text = body === undefined ? '' : JSON.stringify(body) } = left.shift() ?? { status: 599 };
    return Promise.resolve({ status, headers: new Headers(headers), text });
  };
  const url = 'http://127.0.0.1:1';
  return { requests, tolerant: earshotClient({ url, transport }), exact: earshotClient({ url, transport, isExact: true }) };
}

function refusal(slug: ProblemSlug, members: object = {}) {
  const { status, title, detail } = problems[slug];
  const instance = 'https://earshot.dev/requests/1';
  return { status, body: { type: problemType(slug), title, status, detail, instance, requestId: '1', ...members } };
}

const params = { space: 'spc_12345678' };
const health = { status: 200, body: { status: 'ok', version: '1' } };
const entry = { at: '2026-03-02T12:00:00.000Z', what: 'space-edited', by: 'you' };
const secret = 'a-secret-of-the-caller';

describe('what is sent', () => {
  it('is the method, path, query, body and headers of the route', async () => {
    const { tolerant, requests } = given({ status: 304 }, refusal('not-found'));
    await tolerant.call('showRequest', {
      params: { space: 'a/b', request: 'r' },
      token: 't',
      ifNoneMatch: '"1"',
      waitSeconds: 5,
    });
    await tolerant.call('addVolunteer', { params, idempotencyKey: 'k', body: { role: 'listener', languages: ['en'] } });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        path: '/v1/spaces/a%2Fb/talk-requests/r',
        headers: { authorization: 'Bearer t', 'if-none-match': '"1"', prefer: 'wait=5' },
        body: undefined,
      },
      {
        method: 'POST',
        path: '/v1/spaces/spc_12345678/volunteers',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: '{"role":"listener","languages":["en"]}',
      },
    ]);
  });

  it('is only what the contract takes: other values do not compile', () => {
    const { tolerant } = given();
    // This function is never called. The compiler checks it.
    const wrong = [
      // @ts-expect-error: the path needs a space.
      () => tolerant.call('showSpace', {}),
      // @ts-expect-error: the route has no such parameter.
      () => tolerant.call('showSpace', { params: { ...params, request: 'r' } }),
      // @ts-expect-error: the key is required.
      () => tolerant.call('ask', { params, body: { languages: ['en'], channel: 'chat', groundRulesVersion: 1 } }),
      // @ts-expect-error: this channel does not exist.
      () => tolerant.call('editSpace', { params, ifMatch: '*', body: { channels: ['letter'] } }),
      // @ts-expect-error: an edit needs an entity tag.
      () => tolerant.call('editSpace', { params, body: { name: 'n' } }),
      // @ts-expect-error: the route takes no body.
      () => tolerant.call('health', { body: { a: 1 } }),
      // @ts-expect-error: this route has no list.
      () => tolerant.pages('board', { params }),
    ];
    expect(wrong).toHaveLength(7);
  });
});

describe('an answer', () => {
  it('is typed by its status, with the body and the problems of its route', async () => {
    const { tolerant } = given(refusal('gone'));
    const answer = await tolerant.call('showRequest', { params: { ...params, request: 'r' } });
    if (answer.status === 200) expectTypeOf(answer.body.askedAt).toEqualTypeOf<string>();
    if (answer.status === 304) expectTypeOf(answer.body).toEqualTypeOf<undefined>();
    if (answer.status === 410) expectTypeOf(answer.problem).toEqualTypeOf<'gone'>();
    expect(answer).toMatchObject({ kind: 'refusal', status: 410, problem: 'gone', document: { type: problemType('gone') } });
  });

  it('that is a problem has the members of that problem, and an exact client takes no other members', async () => {
    const self = '/v1/spaces/s/talk-requests/r';
    const links = { self, cancel: `${self}/cancel`, here: `${self}/here`, notSafeNow: `${self}/not-safe-now` };
    const sent = { params, idempotencyKey: 'k', body: { languages: ['en'], channel: 'chat', groundRulesVersion: 1 } } as const;
    const { tolerant, exact } = given(...[{ links }, {}, { links, extra: 1 }].map((more) => refusal('already-asking', more)));
    const answer = await tolerant.call('ask', sent);
    if (answer.kind === 'refusal' && answer.problem === 'already-asking') expect(answer.document.links).toEqual(links);
    expect(answer.status).toBe(409);
    await expect(tolerant.call('ask', sent)).rejects.toThrow('links');
    await expect(exact.call('ask', sent)).rejects.toThrow('/extra');
  });

  it('has its entity tag and the seconds of its Retry-After', async () => {
    const { tolerant } = given({ status: 304, headers: { etag: '"1"', 'retry-after': '7' } });
    const answer = await tolerant.call('board', { params });
    expect(answer).toMatchObject({ kind: 'success', status: 304, etag: '"1"', retryAfterSeconds: 7 });
  });

  it.each([
    ['a status that is not in the contract', { status: 201, body: health.body }],
    ['no body', { status: 200 }],
    ['a body that is not valid JSON', { status: 200, text: '<html>' }],
    ['a body without a field', { status: 200, body: { status: 'ok' } }],
    ['an answer of the gateway itself', { status: 503, body: { message: 'Service Unavailable' } }],
    ['a problem of another route', refusal('already-matched')],
    ['a problem with another status', { ...refusal('not-found'), status: 410 }],
  ])('is unexpected if it is %s', async (_, answer) => {
    await expect(given(answer).tolerant.call('health', {})).rejects.toThrow(UnexpectedAnswer);
  });

  it('with a field that the contract does not name is read without the field, and is unexpected for an exact client', async () => {
    const more = { status: 200, body: { ...health.body, extra: 1 } };
    const { exact, tolerant } = given(more, more);
    expect(await tolerant.succeeds('health', {})).toEqual(health.body);
    await expect(exact.succeeds('health', {})).rejects.toThrow('/extra');
  });

  it('with a field inside a list that the contract does not name is unexpected for an exact client', async () => {
    const { exact } = given({ status: 200, body: { items: [entry, { ...entry, extra: 1 }] } });
    await expect(exact.call('audit', { params })).rejects.toThrow('/items/1/extra');
  });
});

describe('a call that must succeed', () => {
  it('rejects with the problem, and its error repeats nothing that was sent', async () => {
    const { tolerant } = given(refusal('forbidden'));
    const sent = { params: { partner: secret }, token: secret, body: { spaces: [secret] } };
    const error: unknown = await tolerant.succeeds('createKey', sent).catch((reason: unknown) => reason);
    expect(String(error)).toContain('createKey answered 403: forbidden');
    expect(String(error)).not.toContain(secret);
  });

  it('rejects if nothing has changed', async () => {
    await expect(given({ status: 304 }).tolerant.succeeds('board', { params })).rejects.toThrow(UnexpectedAnswer);
  });
});

describe('the pages of a list', () => {
  it('are requested one after the other, and each entry is given once', async () => {
    const pages = [{ items: [entry, entry], nextCursor: 'c' }, { items: [], nextCursor: 'd' }, { items: [entry] }];
    const { tolerant, requests } = given(...pages.map((body) => ({ status: 200, body })));
    const entries = await Array.fromAsync(tolerant.pages('audit', { params, query: { limit: 2 } }));
    expect(entries).toHaveLength(3);
    expect(requests.map(({ path }) => path.split('?')[1])).toEqual(['limit=2', 'limit=2&cursor=c', 'limit=2&cursor=d']);
  });

  it('end with the first call that is refused', async () => {
    const { tolerant } = given({ status: 200, body: { items: [entry], nextCursor: 'c' } }, refusal('bad-request'));
    await expect(Array.fromAsync(tolerant.pages('audit', { params }))).rejects.toThrow('bad-request');
  });
});

describe('a function around a client', () => {
  it('sees every call, also those of a list', async () => {
    const { tolerant } = given(health, { status: 200, body: { items: [] } });
    const seen: string[] = [];
    const recorded = clientOver((id, sent) => {
      seen.push(id);
      return tolerant.raw(id, sent);
    });
    await recorded.succeeds('health', {});
    await Array.fromAsync(recorded.pages('audit', { params }));
    expect(seen).toEqual(['health', 'audit']);
  });
});
