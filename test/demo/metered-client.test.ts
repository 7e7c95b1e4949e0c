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
    const answer = await client.call('showRequest', { ...address, ifNoneMatch: '"x"', waitSeconds: 9 });
    expect(answer).toMatchObject({ kind: 'success', status: 304 });
    expect([meter.held, meter.answered.size]).toEqual([1, 0]);
  });

  it('answers with a refusal that the caller handles, and counts all other refusals as unexpected', async () => {
    const { client, meter } = serving(refused('already-matched', { support, conversation: {} }), refused('gone'));
    const handles = ['already-matched'] as const;
    expect(await client.call('cancelRequest', address, { handles })).toMatchObject({ problem: 'already-matched' });
    await expect(client.call('cancelRequest', address, { handles })).rejects.toThrow(/410/u);
    expect([...meter.unexpected]).toEqual([['POST /v1/spaces/{space}/talk-requests/{request}/cancel 410 gone', 1]]);
  });

  it('counts answers that the contract does not know', async () => {
    const { client, meter } = serving(
      { status: 200, body: { id: 'x' } },
      { status: 418 },
      { status: 500, body: { message: 'x' } },
    );
    for (let calls = 0; calls < 3; calls += 1)
      await expect(client.call('showConversation', ofConversation)).rejects.toThrow(/./u);
    expect([...meter.unexpected.keys()].map((what) => what.split('} ')[1])).toEqual([
      '200 not as the contract says',
      '418 no problem document',
      '500 no problem document',
    ]);
  });

  it('counts a refusal of a seeker without help in it', async () => {
    const { client, meter } = serving(refused('gone', {}));
    await client.call('showRequest', address, { handles: ['gone'] });
    expect(meter.supportMissing).toBe(1);
  });

  it('repeats a call when the answer asks for it, and when no answer came', async () => {
    const { client, meter, requests } = serving(
      refused('unavailable'),
      undefined,
      { status: 503, body: { message: 'x' } },
      { status: 204 },
    );
    expect(await client.call('stillHere', address)).toMatchObject({ kind: 'success', status: 204 });
    expect(requests).toHaveLength(4);
    expect(meter).toMatchObject({ again: 3, timedOut: 1, supportMissing: 0 });
  });

  it('gives up after a few attempts, and says so', async () => {
    const { client, meter } = serving();
    await expect(client.call('stillHere', address)).rejects.toThrow(/here no answer/u);
    expect([...meter.unexpected.values()]).toEqual([1]);
  });

  it('lets a caller interrupt a call, and ends every call when the evening ends', async () => {
    const { client, off, meter } = serving(undefined, undefined);
    expect(await client.call('showRequest', address, { until: AbortSignal.abort() })).toMatchObject({ kind: 'interrupted' });
    off.abort();
    await expect(client.call('showRequest', address)).rejects.toThrow(EveningEnded);
    expect(meter.unexpected.size).toBe(0);
  });

  it('pauses as the answer asks if the answer was not held, and does not pause if it was', async () => {
    const told = new Headers({ 'retry-after': '1' });
    const { client } = serving({ status: 304, headers: told }, { status: 304 });
    const taken = async () => {
      const began = performance.now();
      await client.call('showRequest', { ...address, ifNoneMatch: '"x"', waitSeconds: 5 });
      return performance.now() - began;
    };
    expect(await taken()).toBeGreaterThan(900);
    expect(await taken()).toBeLessThan(500);
  });
});
