/** Access tokens: a token is a credential only if the issuer signed it, for this service, and it is valid now. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importJWK, SignJWT, type JWTHeaderParameters } from 'jose';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { localToken } from '../../client/local-token.ts';
import { createSpace } from './support/a-space.ts';
import { call, refused } from './support/call.ts';
import { canary } from './support/canary.ts';
import { aPerson, theService } from './support/service.ts';

const rsaKey = z.looseObject({ kty: z.string(), kid: z.string(), n: z.string(), e: z.string() });
const claims = z.looseObject({ iss: z.string(), aud: z.string(), exp: z.int(), sub: z.string() });

/** The issuer's own signing key. So a forged token is wrong only in the one thing that a test names. */
async function signingKey(): Promise<z.infer<typeof rsaKey>> {
  return rsaKey.parse(JSON.parse(await readFile(path.join(theService().stateDir, 'issuer.json'), 'utf8')));
}

/** The claims of a token that is accepted. */
async function goodClaims(): Promise<z.infer<typeof claims>> {
  const { token } = await aPerson();
  return claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
}

/** A token of the issuer with other claims. `undefined` leaves a claim out. */
async function signed(other: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  const jwk = await signingKey();
  const of = JSON.parse(JSON.stringify({ ...(await goodClaims()), ...other }));
  return new SignJWT(of).setProtectedHeader({ alg: 'RS256', kid: jwk.kid, ...header }).sign(await importJWK(jwk, 'RS256'));
}

const me = (token: string) => call('me', { token });
const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

describe.concurrent('an access token', () => {
  it('is accepted as the issuer gives it, with the scheme in any letter case', async () => {
    const { token } = await aPerson();
    expect((await me(token)).status).toBe(200);
    expect((await me(await signed({}))).status).toBe(200);
    expect((await call('me', { headers: { authorization: `bearer ${token}` } })).status).toBe(200);
  });

  it('is refused when it has another issuer or audience, is expired or not yet valid, or lacks a claim', async () => {
    const wrong: readonly Record<string, unknown>[] = [
      { iss: 'http://127.0.0.1:1' },
      { aud: canary('aud'), client_id: undefined },
      { aud: canary('aud'), client_id: canary('aud') },
      { aud: undefined, client_id: undefined },
      { exp: seconds(-60) },
      { exp: undefined },
      { nbf: seconds(120) },
      { sub: undefined },
      { sub: '' },
      { sub: 's'.repeat(256) },
      { token_use: 'id' },
    ];
    for (const other of wrong) await refused('unauthenticated', me(await signed(other)), JSON.stringify(other));
  });

  it('is refused when it is signed with another key, with a public key as a secret, or not at all', async () => {
    const { kid, n, e } = await signingKey();
    const of = await goodClaims();
    const another = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.from([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    );
    const foreign = new SignJWT(of).setProtectedHeader({ alg: 'RS256', kid });
    await refused('unauthenticated', me(await foreign.sign(another.privateKey)));
    for (const secret of [n, JSON.stringify({ kty: 'RSA', n, e }), '']) {
      const confused = new SignJWT(of).setProtectedHeader({ alg: 'HS256', kid });
      await refused('unauthenticated', me(await confused.sign(new TextEncoder().encode(secret.padEnd(32, '0')))));
    }
    const [, payload, signature] = (await signed({})).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url');
    for (const last of ['', signature]) await refused('unauthenticated', me(`${none}.${payload}.${last}`));
    await refused('unauthenticated', me(await signed({}, { kid: canary('kid') })));
    await refused('unauthenticated', me(await signed({}, { kid: '../../../../dev/null' })));
  });

  it('makes an operator by the exact scope of operators, and gives no other role', async () => {
    const { issuer } = theService();
    for (const scope of ['earshot/operators', 'earshot', 'operator', 'Earshot/Operator', 'x:earshot/operator']) {
      const sub = canary('sub');
      await refused('forbidden', createSpace({ sub, token: await localToken(issuer, sub, scope) }), scope);
    }
    const sub = canary('sub');
    const both = { sub, token: await localToken(issuer, sub, 'openid earshot/operator') };
    expect((await createSpace(both)).status).toBe(201);
  });
});
