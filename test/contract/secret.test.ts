import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { secretFreshMs } from '../../shared/adapters/limits.ts';
import { secretReader, secretsClient } from '../../shared/adapters/secret/secret.ts';
import { listen } from '../engines/listen.ts';

const arn = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:earshot';
const value = 'a secret of sixty-four characters, which no test ever prints out';

interface Answer {
  readonly status: number;
  readonly body: object;
}

const good: Answer = { status: 200, body: { ARN: arn, SecretString: value } };

let close: (() => void) | undefined;
afterEach(() => close?.());

/** A Secrets Manager that gives these answers one after the other, and the requests that it got. */
async function service(...answers: readonly Answer[]) {
  const requests: unknown[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      requests.push({ target: request.headers['x-amz-target'], body: JSON.parse(body.toString()) });
      const { status, body: answer } = left.shift() ?? { status: 500, body: {} };
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
  });
  const endpoint = await listen(server);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const client = secretsClient({ endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  let nowMs = 0;
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { read: secretReader(client, arn, () => nowMs), pass, requests, endpoint };
}

describe('the secret', () => {
  it('the secret is read by its ARN, and only once, even for many calls at once', async () => {
    const { read, requests } = await service(good);
    expect(await Promise.all([read(), read()])).toEqual([value, value]);
    expect(await read()).toBe(value);
    expect(requests).toEqual([{ target: 'secretsmanager.GetSecretValue', body: { SecretId: arn } }]);
  });

  it('[bug-secret-reader] the secret is read again after a failure, and the failure shows only the name of the error', async () => {
    const denied = { status: 400, body: { __type: 'AccessDeniedException', Message: `${arn} is not yours` } };
    const { read } = await service(denied, good);
    await expect(read()).rejects.toThrow(/^the secret could not be read: AccessDeniedException$/u);
    expect(await read()).toBe(value);
  });

  it('[bug-secret-changed] a changed secret counts within a minute, also in a process that lives for hours', async () => {
    const changed = value.toUpperCase();
    const { read, pass, requests } = await service(good, { status: 200, body: { SecretString: changed } });
    expect(await read()).toBe(value);
    pass(secretFreshMs - 1);
    expect(await read()).toBe(value);
    pass(1);
    expect(await Promise.all([read(), read()])).toEqual([changed, changed]);
    expect(requests).toHaveLength(2);
  });

  it('the known secret serves on while it cannot be read again, and is tried again', async () => {
    const denied = { status: 400, body: { __type: 'AccessDeniedException' } };
    const { read, pass } = await service(good, denied, { status: 200, body: { SecretString: value.toUpperCase() } });
    await read();
    pass(secretFreshMs);
    expect(await read()).toBe(value);
    pass(secretFreshMs);
    expect(await read()).toBe(value.toUpperCase());
  });

  it.each([{ SecretString: value.slice(1) }, {}, { SecretBinary: 'AAAA' }])(
    'a value that is too short or not a text is refused as a secret (case %#)',
    async (body) => {
      const { read } = await service({ status: 200, body });
      await expect(read()).rejects.toThrow(/^the secret is not a text of at least 64 characters$/u);
    },
  );
});

describe('a function whose first read of the secret failed', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('reads it again for the next call', async () => {
    const { endpoint, requests } = await service({ status: 400, body: { __type: 'AccessDeniedException' } }, good);
    const environment = { SECRET_ARN: arn, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, AWS_REGION: 'eu-central-1' };
    for (const [name, text] of Object.entries({ ...environment, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }))
      vi.stubEnv(name, text);
    const { livePorts } = await import('../../functions/runtime/ports.ts');
    await expect(livePorts()).rejects.toThrow('the secret could not be read');
    expect(await livePorts()).toBe(await livePorts());
    expect(requests).toHaveLength(2);
  });
});
