/** The cap on long polls: every slot that is taken is given back. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { noon } from '../fixtures/domain.ts';
import { aService, valueOf } from '../fixtures/service.ts';

/** The runtime reads its environment when it is loaded. */
const load = async () => {
  vi.stubEnv('WAIT_SLOTS', '1');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  return import('../../functions/waiting/hold.ts');
};

const event: APIGatewayProxyEventV2 = {
  version: '2.0',
  routeKey: 'GET /',
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: {
    accountId: '0',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'localhost',
    http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId: 'request',
    routeKey: 'GET /',
    stage: '$default',
    time: '',
    timeEpoch: noon,
  },
};

describe('a long poll', () => {
  let hold: Awaited<ReturnType<typeof load>>['hold'];
  beforeAll(async () => void ({ hold } = await load()));
  afterAll(() => vi.unstubAllEnvs());

  const poll = async ({ ports }: ReturnType<typeof aService>) => {
    let looks = 0;
    const look = async () => ({ ok: true, value: { status: 200, etag: String((looks += 1)) } }) as const;
    const waited = { event, first: { status: 304, etag: '0' }, seconds: 20, look, until: () => looks > 0 };
    return valueOf(await hold(ports, waited)).waited;
  };

  it('[bug-slot-returned] gives its slot back, so that the next one can wait', async () => {
    const service = aService();
    expect(await poll(service)).toBe(true);
    expect(await poll(service)).toBe(true);
  });

  it('does not wait where every slot is taken', async () => {
    const service = aService();
    const [one, two] = await Promise.all([poll(service), poll(service)]);
    expect([one, two].toSorted()).toEqual([false, true]);
  });
});
