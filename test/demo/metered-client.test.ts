import { describe, expect, it } from 'vitest';
import { earshotClient } from '../../client/client.ts';
import type { HttpRequest, HttpResponse } from '../../client/transport.ts';
import { newMeter } from '../../demo/meter.ts';
import { EveningEnded, meteredClient } from '../../demo/metered-client.ts';
import { problems, problemType, type ProblemSlug } from '../../shared/contract/problems.ts';
import { supportFor } from '../../shared/domain/support/support.ts';
import { noon } from '../fixtures/domain.ts';

interface Given {
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: unknown;
}

/** A service that gives these answers, one after the other. `undefined`: no answer at all. */
function serving(...answers: readonly (Given | undefined)[]) {
  const requests: HttpRequest[] = [];
  const left = [...answers];
  const transport = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    const next = left.shift();
    if (next === undefined) return Promise.reject(new Error('no answer'));
    const { status, headers = new Headers(), body } = next;
    return Promise.resolve({ status, headers, text: body === undefined ? '' : JSON.stringify(body) });
  };
  const meter = newMeter();
  const off = new AbortController();
  const client = meteredClient(earshotClient({ url: 'http://127.0.0.1:1', transport }), meter, off.signal);
  return { client, meter, requests, off };
}

const support = supportFor({ country: 'GB', now: noon });
function refused(slug: ProblemSlug, more: object = { support }): Given {
  const { status, title, detail } = problems[slug];
  const document = { type: problemType(slug), title, status, detail, instance: 'https://earshot.dev/r/1', requestId: 'r' };
  return { status, body: { ...document, ...more } };
}
const address = { params: { space: 'spc_a/b', request: 'req_1' }, token: 't' };
const ofConversation = { params: { space: 'spc_a', conversation: 'cnv_1' }, token: 't' };

describe('the client of the demo', () => {
  it('counts long polls separately', async () => {
    const { client, meter } = serving({ status: 304 });
    const answer = await client.told('showRequest', { ...address, ifNoneMatch: '"x"', waitSeconds: 9 });
    expect(answer).toMatchObject({ kind: 'success', status: 304 });
    expect([meter.held, meter.answered.size]).toEqual([1, 0]);
  });

  it('gives every refusal to the caller, and counts those that an evening does not bring as unexpected', async () => {
    const { client, meter } = serving(refused('already-matched', { support, conversation: {} }), refused('gone'));
    expect(await client.told('cancelRequest', address)).toMatchObject({ problem: 'already-matched' });
    expect(meter.unexpected.size).toBe(0);
    expect(await client.told('cancelRequest', address)).toMatchObject({ problem: 'gone' });
    expect([...meter.unexpected]).toEqual([['POST /v1/spaces/{space}/talk-requests/{request}/cancel 410 gone', 1]]);
  });

  it('counts answers that the contract does not know, and says that the outcome is unknown', async () => {
    const { client, meter } = serving(
      { status: 200, body: { id: 'x' } },
      { status: 418 },
      { status: 500, body: { message: 'x' } },
    );
    for (let calls = 0; calls < 3; calls += 1)
      expect(await client.told('showConversation', ofConversation)).toEqual({ kind: 'unknown' });
    expect([...meter.unexpected.keys()].map((what) => what.split('} ')[1])).toEqual([
      '200 not as the contract says',
      '418 no problem document',
      '500 no problem document',
    ]);
  });

  it('counts a refusal of a seeker without help in it', async () => {
    const { client, meter } = serving(refused('gone', {}));
    await client.told('showRequest', address);
    expect(meter.supportMissing).toBe(1);
  });

  it.each([
    ['503 of the service', refused('unavailable')],
    ['429 of the service', refused('too-many-requests')],
    ['503 of the gateway', { status: 503, body: { message: 'Service Unavailable' } }],
    ['429 of the gateway', { status: 429, body: { message: 'Too Many Requests' } }],
    ['no answer', undefined],
  ])('takes %s as a part of life: the outcome is unknown, and nothing is unexpected', async (_what, answer) => {
    const { client, meter } = serving(answer);
    expect(await client.told('stillHere', address)).toEqual({ kind: 'unknown' });
    expect(meter).toMatchObject({ later: 1, supportMissing: 0, unexpected: new Map() });
  });

  it('makes a call again whose outcome must be known', async () => {
    const { client, meter, requests } = serving(refused('unavailable'), undefined, { status: 503, body: {} }, { status: 204 });
    expect(await client.insist('stillHere', address)).toMatchObject({ kind: 'success', status: 204 });
    expect(requests).toHaveLength(4);
    expect(meter).toMatchObject({ later: 3, unexpected: new Map() });
  });

  it('rejects where only a success will do', async () => {
    const { client } = serving(refused('gone'));
    await expect(client.succeeds('stillHere', address)).rejects.toThrow(/gone/u);
  });

  it('lets a caller interrupt a call, and ends every call when the evening ends', async () => {
    const { client, off, meter } = serving(undefined, undefined);
    expect(await client.told('showRequest', address, AbortSignal.abort())).toEqual({ kind: 'unknown' });
    off.abort();
    await expect(client.succeeds('showRequest', address)).rejects.toThrow(EveningEnded);
    expect(meter).toMatchObject({ later: 0, unexpected: new Map() });
  });

  it('pauses as the answer asks if the answer was not held', async () => {
    const { client } = serving({ status: 304, headers: new Headers({ 'retry-after': '1' }) });
    let passed = false;
    setTimeout(() => (passed = true), 900);
    await client.told('showRequest', { ...address, ifNoneMatch: '"x"', waitSeconds: 5 });
    expect(passed).toBe(true);
  });
});
