/** What a function answers when an error is thrown: 503 for an error that passes, 500 for a bug, and help in both cases. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { api } from '../../functions/http/api.ts';
import { bind, nothing } from '../../functions/http/route.ts';
import { SecretUnavailable } from '../../shared/adapters/secret/secret.ts';
import { spaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { noon } from '../fixtures/domain.ts';
import { lambdaContext } from '../fixtures/lambda.ts';

const thrown = vi.hoisted((): { error: Error } => ({ error: new Error() }));
vi.mock('../../functions/runtime/ports.ts', () => ({ livePorts: () => Promise.reject(thrown.error), clock: () => noon }));

afterEach(() => vi.restoreAllMocks());

const handler = api([bind('showSpace', { ...nothing, params: { space: spaceId } }, async () => ok({ body: {} }))]);

const http = { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
const event: APIGatewayProxyEventV2 = {
  version: '2.0',
  routeKey: 'GET /v1/spaces/{space}',
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  queryStringParameters: { country: 'GB' },
  isBase64Encoded: false,
  requestContext: {
    accountId: '0',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'localhost',
    http,
    requestId: 'request',
    routeKey: 'GET /v1/spaces/{space}',
    stage: '$default',
    time: '',
    timeEpoch: noon,
  },
};

const silent = (): void => undefined;

const problem = z.object({ status: z.number(), support: z.object({ resources: z.array(z.unknown()).min(1) }) });

async function answered(error: Error) {
  const logged = [vi.spyOn(console, 'log').mockImplementation(silent), vi.spyOn(console, 'error').mockImplementation(silent)].map(
    ({ mock }) => mock,
  );
  thrown.error = error;
  const { statusCode, headers, body } = await handler(event, lambdaContext);
  const lines = logged.flatMap(({ calls }) => calls.map((call) => String(call[0])));
  return { statusCode, headers, body: problem.parse(JSON.parse(body ?? '')), lines };
}

describe('what a function throws', () => {
  it('[sec-broken-2] is 503 with a time to come back, and help, where the secret cannot be read', async () => {
    const { statusCode, headers, body, lines } = await answered(new SecretUnavailable('a secret detail'));
    expect(statusCode).toBe(503);
    expect(headers).toHaveProperty('retry-after');
    expect(body.status).toBe(503);
    expect(lines).toEqual([JSON.stringify({ code: 'secret-unavailable', route: event.routeKey })]);
  });

  it('[sec-broken-1] is 500 with help where it is a bug, and the log does not say what the message said', async () => {
    const { statusCode, lines } = await answered(new Error('text a person wrote'));
    expect(statusCode).toBe(500);
    expect(lines.join()).toContain('"code":"bug"');
    expect(lines.join()).not.toContain('text a person wrote');
  });
});
