/** The function behind the WebSocket API, with the events of the gateway. */
import { describe, expect, it } from 'vitest';
import { live } from '../../functions/live/handler.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { serverFrame } from '../../shared/contract/live.ts';
import { lambdaContext } from '../fixtures/lambda.ts';

const now = epochMs.parse(Date.parse('2026-03-02T12:00:00Z'));
const connection = 'AAAAAAAAAAAAAAA=';
const connecting = (parts: object) => ({ requestContext: { routeKey: '$connect', connectionId: connection }, ...parts });
const message = (parts: object) => ({ requestContext: { routeKey: '$default', connectionId: connection }, ...parts });

/** A function whose ports cannot be made. */
function failing(error: Error) {
  const log = memoryLog();
  return { log, handler: live({ ports: () => Promise.reject(error), clock: () => now, origins: [], log }) };
}

const secretUnavailable = Object.assign(new Error('a text'), { name: 'SecretUnavailable' });

describe('while the service cannot work', () => {
  it.each([
    [secretUnavailable, 503, 'secret-unavailable'],
    [new TypeError('a text of a person'), 500, 'bug'],
  ])('after %s a connection is refused, and a message is answered by a problem', async (error, status, code) => {
    const { handler, log } = failing(error);
    expect(await handler(connecting({ queryStringParameters: { ticket: 'elt_secret' } }), lambdaContext)).toEqual({
      statusCode: status,
    });
    const { statusCode, body = '' } = await handler(message({ body: '{"type":"hello"}' }), lambdaContext);
    expect([statusCode, serverFrame.parse(JSON.parse(body))]).toMatchObject([200, { type: 'problem', status }]);
    expect(log.entries.map((entry) => entry.code)).toEqual([code, code]);
    expect(JSON.stringify([log.entries, body])).not.toMatch(/a text|elt_/);
  });
});

it('an event that is neither of a connection nor of a message is a mistake of the template', async () => {
  const { handler } = failing(secretUnavailable);
  await expect(
    handler({ requestContext: { routeKey: '$disconnect', connectionId: connection } }, lambdaContext),
  ).rejects.toThrow();
});
