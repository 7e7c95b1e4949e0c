import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { listen, type Listening } from '../../local/http/listen.ts';
import { makeIssuer } from '../../local/issuer.ts';

let folder: string;
let server: Listening;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-issuer-'));
  let serve: Awaited<ReturnType<typeof makeIssuer>>;
  server = await listen(0, (request, response) => void serve(request, response));
  serve = await makeIssuer({ url: server.url, keyFile: path.join(folder, 'key.json'), audience: () => 'the-page' });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string(), token_endpoint: z.string() });
const granted = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number() });
const ask = (fields: Record<string, string>) =>
  fetch(`${server.url}/token`, { method: 'POST', body: new URLSearchParams(fields) });

it('the issuer gives access tokens that verify by its discovery document, with the claims of Cognito and an audience', async () => {
  const document = discovery.parse(await (await fetch(`${server.url}/.well-known/openid-configuration`)).json());
  const answer = await ask({ grant_type: 'client_credentials', sub: 'ana', scope: 'earshot/operator other' });
  const { access_token: token, expires_in: seconds } = granted.parse(await answer.json());
  const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(document.jwks_uri)), {
    issuer: document.issuer,
    audience: 'the-page',
    algorithms: ['RS256'],
  });
  expect(protectedHeader.kid).toEqual(expect.any(String));
  expect(payload).toMatchObject({ sub: 'ana', scope: 'earshot/operator other', token_use: 'access', client_id: 'the-page' });
  expect(payload).toMatchObject({ exp: (payload.iat ?? 0) + seconds, nbf: payload.iat, jti: expect.any(String) });
});

it.each([
  [{}, 'unsupported_grant_type'],
  [{ grant_type: 'password', sub: 'ana' }, 'unsupported_grant_type'],
  [{ grant_type: 'client_credentials' }, 'invalid_request'],
  [{ grant_type: 'client_credentials', sub: '' }, 'invalid_request'],
  [{ grant_type: 'client_credentials', sub: 'x'.repeat(129) }, 'invalid_request'],
  [{ grant_type: 'client_credentials', sub: 'ana', scope: 'a\nb' }, 'invalid_scope'],
])('the issuer refuses %j as %s', async (fields, error) => {
  const answer = await ask(fields);
  expect([answer.status, await answer.json()]).toEqual([400, { error }]);
});

it('the issuer shows no private part of its key', async () => {
  const keys = await (await fetch(`${server.url}/.well-known/jwks.json`)).text();
  expect(keys).not.toMatch(/"(d|p|q|dp|dq|qi)"/);
});
