/** Messages over the real Lambda client, the Lambda API of the local runner and the sender. */
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sender } from '../../functions/sender/handler.ts';
import type { Outcome } from '../../local/functions/sandbox.ts';
import { makeLambdaApi } from '../../local/lambda-api.ts';
import { lambdaClient } from '../../shared/adapters/outside/lambda-client.ts';
import { lambdaOutside } from '../../shared/adapters/outside/lambda-outside.ts';
import { publicOrLoopbackWay } from '../../shared/adapters/outside/loopback-way.ts';
import { resolveWith } from '../../shared/adapters/outside/resolve.ts';
import { sendWith } from '../../shared/adapters/outside/send.ts';
import { outsideSecondsMax } from '../../shared/domain/outside/limits.ts';
import { listen, unusedUrl } from '../engines/listen.ts';
import { answers, receiver } from '../webhooks/receivers.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const message = {
  url: 'https://127.0.0.1/',
  headers: { 'webhook-id': 'evt_1' },
  body: '{"type":"x"}',
  deadlineSeconds: outsideSecondsMax,
};

const handle = sender(sendWith({ wayTo: publicOrLoopbackWay(resolveWith()), clock: Date.now }));
const working = async (event: unknown): Promise<Outcome> => ({ kind: 'answered', payload: JSON.stringify(await handle(event)) });

/** The API of the runner with one function, which does as `invoke` says. */
async function apiWith(invoke: (event: unknown) => Promise<Outcome>): Promise<string> {
  const api = makeLambdaApi(new Map([['earshot-sender', { invoke }]]));
  const server = createServer((request, response) => void api(request, response));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return await listen(server);
}

const outsideAt = (endpoint: string, name = 'earshot-sender') =>
  lambdaOutside(lambdaClient({ endpoint, region: 'us-east-1', credentials }), name);

describe('a message', () => {
  it.each(['earshot-sender', 'arn:aws:lambda:us-east-1:000000000000:function:earshot-sender'])(
    'arrives, by the function %s',
    async (name) => {
      const partner = await receiver(answers('HTTP/1.1 503 Busy\r\nretry-after: 7\r\n\r\n'));
      const outside = outsideAt(await apiWith(working), name);
      const answer = await outside.post({ ...message, url: partner.url });
      expect(answer).toEqual({ ok: true, value: { kind: 'answered', status: 503, retryAfterSeconds: 7 } });
      expect(partner.received()).toContain('webhook-id: evt_1\r\n');
      expect(partner.received()).toMatch(/\r\n\r\n\{"type":"x"\}$/u);
    },
  );

  it('to an inner address is refused, and one that nothing answers is unreachable', async () => {
    const outside = outsideAt(await apiWith(working));
    expect(await outside.post({ ...message, url: 'https://10.0.0.1/' })).toEqual({
      ok: true,
      value: { kind: 'refused-address' },
    });
    const url = `${await unusedUrl()}/`;
    expect(await outside.post({ ...message, url })).toEqual({ ok: true, value: { kind: 'unreachable', why: 'no-connection' } });
  });
});

describe('a sender that cannot be used', () => {
  const unavailable = { ok: false, error: { code: 'unavailable' } };

  it.each<[string, Outcome]>([
    ['throttled', { kind: 'throttled' }],
    ['that failed', { kind: 'failed', errorType: 'Error', errorMessage: 'out of memory' }],
  ])('[bug-sent-once] %s is called once, and the message may be sent again', async (_, outcome) => {
    let calls = 0;
    const endpoint = await apiWith(async () => {
      calls += 1;
      return outcome;
    });
    const outside = outsideAt(endpoint);
    expect(await outside.post(message)).toEqual(unavailable);
    expect(calls).toBe(1);
  });

  it('that is not reached is unavailable', async () => {
    expect(await outsideAt(await unusedUrl()).post(message)).toEqual(unavailable);
  });

  it('that does not exist is a bug, and its error says nothing of the message', async () => {
    const outside = outsideAt(await apiWith(working), 'another');
    await expect(outside.post(message)).rejects.toThrow(/^Lambda refused a message: ResourceNotFoundException$/u);
  });

  it('gets no event that is not a message, and its error does not hold the event', async () => {
    const wrong = [
      {},
      { ...message, deadlineSeconds: outsideSecondsMax + 1 },
      { ...message, deadlineSeconds: 0 },
      { ...message, more: 1 },
    ];
    for (const event of wrong) await expect(handle(event)).rejects.toThrow(/^sender: the event is not a message$/u);
  });
});

describe('the Lambda API of the runner', () => {
  const path = '/2015-03-31/functions/earshot-sender/invocations';
  const callAt = (endpoint: string, init: RequestInit) => fetch(endpoint + path, { method: 'POST', ...init });

  it('refuses what it does not support, and what is no call', async () => {
    const endpoint = await apiWith(working);
    const event = await callAt(endpoint, { body: '{}', headers: { 'x-amz-invocation-type': 'Event' } });
    expect([event.status, event.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidParameterValueException']);
    expect((await callAt(endpoint, { body: 'not JSON' })).status).toBe(400);
    expect((await callAt(endpoint, { body: `"${'a'.repeat(7 * 1024 * 1024)}"` })).status).toBe(413);
    expect((await callAt(endpoint, { method: 'GET' })).status).toBe(404);
    expect((await fetch(`${endpoint}/2015-03-31/functions/`, { method: 'POST' })).status).toBe(404);
  });
});
