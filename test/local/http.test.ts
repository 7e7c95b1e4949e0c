import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Runner } from '../../local/runner.ts';
import { askEngine, Toy } from './toy.ts';

let toy: Toy;
let runner: Runner;
beforeAll(async () => {
  toy = await Toy.make();
  runner = await toy.start();
}, 30_000);
afterAll(async () => {
  await runner.stop();
  await toy.remove();
});

const echoed = z.object({
  event: z.looseObject({ routeKey: z.string(), rawPath: z.string(), requestContext: z.looseObject({ requestId: z.string() }) }),
  requestId: z.string(),
  environment: z.record(z.string(), z.string()),
  hasPath: z.boolean(),
});
async function echo(path: string, init: RequestInit = {}) {
  return echoed.parse(await (await fetch(`${runner.url}${path}`, init)).json());
}

describe('the event of a request', () => {
  it('the event has the shape of payload format 2.0', async () => {
    const { event } = await echo('/things/a%20b?x=1&y=2&x=3', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Cookie: 'a=1; b=2', 'X-Thing': 'one', 'User-Agent': 'toy' },
      body: '{"ä":1}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /things/{id}',
      rawPath: '/things/a%20b',
      rawQueryString: 'x=1&y=2&x=3',
      queryStringParameters: { x: '1,3', y: '2' },
      pathParameters: { id: 'a b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-thing': 'one', 'user-agent': 'toy', 'x-forwarded-proto': 'http', host: new URL(runner.url).host },
      body: '{"ä":1}',
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/things/a%20b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'toy' },
        routeKey: 'POST /things/{id}',
        stage: '$default',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
    });
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  it('the event leaves out fields that the request does not have', async () => {
    const { event } = await echo('/echo');
    for (const absent of ['body', 'cookies', 'pathParameters', 'queryStringParameters']) expect(event).not.toHaveProperty(absent);
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  it('a body that is not text is carried as base64, even when the content type says text', async () => {
    const bytes = Buffer.from([0, 255, 128]);
    for (const type of ['application/octet-stream', 'application/json']) {
      const { event } = await echo('/echo', { method: 'POST', headers: { 'content-type': type }, body: bytes });
      expect(event).toMatchObject({ body: 'AP+A', isBase64Encoded: true });
    }
  });

  it('headers of one name are joined with commas', async () => {
    const event = await raw('GET /echo HTTP/1.1\r\nhost: x\r\nx-many: 1\r\nX-Many: 2\r\nconnection: close\r\n\r\n');
    expect(event).toContain('"x-many":"1,2"');
  });
});

describe('routes', () => {
  it.each([
    ['/things/special', 'GET /things/special'],
    ['/things/other', 'GET /things/{id}'],
    ['/files/a/b', 'GET /files/{proxy+}'],
    ['/things/a/b', '$default'],
    ['/things/', '$default'],
    ['/', '$default'],
  ])('the request %s goes to the route %s', async (path, routeKey) => {
    expect((await echo(path)).event.routeKey).toBe(routeKey);
  });

  it('a method without a route goes to $default', async () => {
    expect((await echo('/echo', { method: 'DELETE' })).event.routeKey).toBe('$default');
  });
});

describe('the answer of a function', () => {
  it('an answer without a status is the body of a 200', async () => {
    const answer = await fetch(`${runner.url}/things/bare`);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      200,
      'application/json',
      { bare: true },
    ]);
  });

  it('an answer may be bytes', async () => {
    const answer = await fetch(`${runner.url}/things/binary`);
    expect(answer.headers.get('content-type')).toBe('image/x');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 1, 255]));
  });

  it('an answer may set several cookies and have no body', async () => {
    const answer = await fetch(`${runner.url}/things/cookies`);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, ['a=1', 'b=2']]);
  });

  it('a malformed answer is a 500', async () => {
    const answer = await fetch(`${runner.url}/things/malformed`);
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });
});

describe('the gateway', () => {
  it('the gateway refuses a body above 10 MB', async () => {
    const answer = await fetch(`${runner.url}/echo`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([answer.status, await answer.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('the gateway refuses headers above 10,240 bytes', async () => {
    const answer = await fetch(`${runner.url}/echo`, { headers: { 'x-long': 'x'.repeat(10_240) } });
    expect(answer.status).toBe(431);
  });

  it('the gateway answers a preflight itself, and lets only pages of an allowed origin read answers', async () => {
    const ask = (origin: string) =>
      fetch(`${runner.url}/echo`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
    const allowed = await ask('https://page.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://page.example']);
    expect((await ask('https://other.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a function', () => {
  it('a function has the environment of the template and of Lambda, and nothing of the machine', async () => {
    const { environment, hasPath } = await echo('/echo');
    expect(environment).toMatchObject({
      API_URL: runner.url,
      JOINED_API_URL: `${runner.url}/things`,
      JOINED_ISSUER: runner.issuer,
      OIDC_ISSUER: runner.issuer,
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'toy-echo',
    });
    expect(environment['TABLE']).toMatch(/^Toy-Things/);
    expect(hasPath).toBe(false);
  });

  it('a function that takes too long fails at its time-out, and other invocations do not', async () => {
    const began = Date.now();
    const [late, well] = await Promise.all([fetch(`${runner.url}/moody/slow`), fetch(`${runner.url}/moody/well`)]);
    expect([late.status, await late.json()]).toEqual([503, { message: 'Service Unavailable' }]);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(well.status).toBe(200);
  });

  it.each(['throw', 'exit', 'later', 'loop'])(
    'a function that does "%s" fails alone, and answers again afterwards',
    async (how) => {
      const [bad, other] = await Promise.all([fetch(`${runner.url}/moody/${how}`), fetch(`${runner.url}/echo`)]);
      expect(bad.status).toBeGreaterThanOrEqual(500);
      expect(other.status).toBe(200);
      expect((await fetch(`${runner.url}/moody/well`)).status).toBe(200);
    },
  );

  it('a function serves 200 waiting requests in one worker', async () => {
    const held = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const answer = await fetch(`${runner.url}/hold?ms=300`);
        return z.object({ held: z.number() }).parse(await answer.json()).held;
      }),
    );
    expect(Math.max(...held)).toBe(200);
  });

  it('a function gets the secret, the same every time', async () => {
    const ask = () => askEngine(runner, 'secrets', 'GetSecretValue', { SecretId: '${SECRET_ARN}' });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first.body['SecretString']).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(second.body).toEqual(first.body);
    const unknown = await askEngine(runner, 'secrets', 'GetSecretValue', { SecretId: 'other' });
    expect([unknown.status, unknown.body['__type']]).toEqual([400, 'ResourceNotFoundException']);
  });
});

/** Sends bytes unchanged and returns all bytes of the answer. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(new URL(runner.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}
