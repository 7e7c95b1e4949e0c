/** What a function answers when an error is thrown: 503 for a temporary error, 500 for a bug, and help in both cases. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { publicRoutes } from '../../functions/public/handler.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { SecretUnavailable } from '../../shared/adapters/secret/secret.ts';
import { httpContext, httpEvent } from '../fixtures/http.ts';
import { lambdaContext } from '../fixtures/lambda.ts';

const event = httpEvent('showSpace', { query: { country: 'GB' } });
const problem = z.object({ status: z.number(), support: z.object({ resources: z.array(z.unknown()).min(1) }) });

async function answered(ports: () => Promise<never>, lambda = lambdaContext) {
  const log = memoryLog();
  const handler = publicRoutes(httpContext({ ports, log }), { version: '1', url: '' });
  const { statusCode, headers, body } = await handler(event, lambda);
  return { statusCode, headers, body: problem.parse(JSON.parse(body ?? '')), logged: log.entries };
}

describe('an error that a function throws', () => {
  it('[sec-broken-2] is 503 with a time to come back, and help, if the secret cannot be read', async () => {
    const { statusCode, headers, body, logged } = await answered(() => Promise.reject(new SecretUnavailable('a secret detail')));
    expect(statusCode).toBe(503);
    expect(headers).toHaveProperty('retry-after');
    expect(headers).toHaveProperty('cache-control', 'no-store');
    expect(body.status).toBe(503);
    expect(logged).toEqual([{ code: 'secret-unavailable', fields: { route: event.routeKey } }]);
  });

  it('is 503 with help if the time of the function is nearly over', async () => {
    const { statusCode, logged } = await answered(() => new Promise(() => undefined), {
      ...lambdaContext,
      getRemainingTimeInMillis: () => 0,
    });
    expect(statusCode).toBe(503);
    expect(logged).toEqual([{ code: 'out-of-time', fields: { route: event.routeKey } }]);
  });

  it('[sec-broken-1] is 500 with help if it is a bug, and the log does not say what the message said', async () => {
    const { statusCode, logged } = await answered(() => Promise.reject(new Error('text a person wrote')));
    expect(statusCode).toBe(500);
    expect(logged.map(({ code }) => code)).toEqual(['bug']);
    expect(JSON.stringify(logged)).not.toContain('text a person wrote');
  });
});
