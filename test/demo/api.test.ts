import { describe, expect, it } from 'vitest';
import type { Answered, CallOptions, Client, Method } from '../../client/client.ts';
import { anything, CalledOff, meteredApi } from '../../demo/api.ts';
import { newMeter } from '../../demo/meter.ts';
import { contract } from '../../shared/contract/contract.ts';
import { problemType } from '../../shared/contract/problems.ts';
import type { ProblemSlug } from '../../shared/contract/problems.ts';

interface Called {
  readonly method: Method;
  readonly path: string;
  readonly options: CallOptions | undefined;
}

/** A service that gives these answers, one after the other; `undefined`: no answer at all. */
function serving(...answers: readonly (Partial<Answered> | undefined)[]) {
  const calls: Called[] = [];
  const left = [...answers];
  const client: Client = {
    url: 'http://127.0.0.1:1',
    call: (method, path, options) => {
      calls.push({ method, path, options });
      const next = left.shift();
      if (next === undefined) return Promise.reject(new Error('no answer'));
      return Promise.resolve({ status: 200, headers: new Headers(), body: undefined, ...next });
    },
    expect: () => Promise.reject(new Error('not used')),
  };
  const meter = newMeter();
  const off = new AbortController();
  return { api: meteredApi(client, meter, off.signal), meter, calls, off };
}

const support = { country: null, resources: [{}] };
const refused = (slug: ProblemSlug, status: number, more: object = { support }): Partial<Answered> => ({
  status,
  body: { type: problemType(slug), title: '', status, detail: '', instance: '', requestId: '', ...more },
});
const address = { params: { space: 'spc_a/b', request: 'req_1' }, token: 't' };

describe('the API as players call it', () => {
  it('fills in the path, and asks to hold a GET', async () => {
    const { api, calls, meter } = serving({ status: 304 });
    const reply = await api.call('showRequest', anything, { ...address, etag: '"x"', hold: 9.7 });
    expect(reply).toEqual({ kind: 'unchanged' });
    expect(calls[0]).toMatchObject({ method: 'GET', path: '/v1/spaces/spc_a%2Fb/talk-requests/req_1' });
    expect(calls[0]?.options?.headers).toEqual({ 'if-none-match': '"x"', prefer: 'wait=9' });
    expect(meter.held).toBe(1);
  });

  it('takes a refusal it reckons with as an answer, and counts any other as unexpected', async () => {
    const { api, meter } = serving(refused('already-matched', 409), refused('gone', 410));
    expect(await api.call('cancelRequest', anything, { ...address, fine: ['already-matched'] })).toMatchObject({
      problem: 'already-matched',
    });
    await expect(api.call('cancelRequest', anything, { ...address, fine: ['already-matched'] })).rejects.toThrow(/410/u);
    expect([...meter.unexpected]).toEqual([['POST /v1/spaces/{space}/talk-requests/{request}/cancel 410 gone', 1]]);
  });

  it('counts answers that the contract does not know', async () => {
    const { api, meter } = serving({ status: 200, body: { id: 'x' } }, { status: 418 }, { status: 500, body: { message: 'x' } });
    for (let calls = 0; calls < 3; calls += 1)
      await expect(api.call('showConversation', contract.showConversation.answers[200], address)).rejects.toThrow(/./u);
    expect([...meter.unexpected.keys()].map((what) => what.split('} ')[1])).toEqual([
      '200 not as the contract says',
      '418 no problem document',
      '500 no problem document',
    ]);
  });

  it('counts a refusal of a seeker without help in it', async () => {
    const { api, meter } = serving(refused('gone', 410, {}));
    await api.call('showRequest', anything, { ...address, fine: ['gone'] });
    expect(meter.supportMissing).toBe(1);
  });

  it('tries again where it is asked to, and where there was no answer', async () => {
    const { api, meter, calls } = serving(
      refused('unavailable', 503),
      undefined,
      { status: 503, body: { message: 'x' } },
      { status: 204 },
    );
    expect(await api.call('stillHere', anything, address)).toMatchObject({ kind: 'answer', status: 204 });
    expect(calls).toHaveLength(4);
    expect(meter).toMatchObject({ again: 3, timedOut: 1, supportMissing: 0 });
  });

  it('gives up after a few tries, and says so', async () => {
    const { api, meter } = serving();
    await expect(api.call('stillHere', anything, address)).rejects.toThrow(/here: 0/u);
    expect([...meter.unexpected.values()]).toEqual([1]);
  });

  it('lets whoever waits change their mind, and ends everything when the evening is called off', async () => {
    const { api, off, meter } = serving(undefined, undefined);
    expect(await api.call('showRequest', anything, { ...address, until: AbortSignal.abort() })).toEqual({ kind: 'interrupted' });
    off.abort();
    await expect(api.call('showRequest', anything, address)).rejects.toThrow(CalledOff);
    expect(meter.unexpected.size).toBe(0);
  });

  it('leaves the pause that is asked for where nothing was held, and none where the wait was', async () => {
    const told = new Headers({ 'retry-after': '1' });
    const { api } = serving({ status: 304, headers: told }, { status: 304 });
    const taken = async () => {
      const began = performance.now();
      await api.call('showRequest', anything, { ...address, etag: '"x"', hold: 5 });
      return performance.now() - began;
    };
    expect(await taken()).toBeGreaterThan(900);
    expect(await taken()).toBeLessThan(500);
  });
});
