/**
 * Forged access tokens of people, in every way that RFC 8725 names. The service accepts only a token that the issuer signed, for
 * this service, and that is valid now. What the token says about itself does not count.
 */
import { generateKeyPairSync, createHmac, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { operatorScope } from '../../shared/names.ts';
import { createSpace } from '../e2e/support/a-space.ts';
import { call, refused } from '../e2e/support/call.ts';
import { canary } from '../e2e/support/canary.ts';
import { once } from '../e2e/support/once.ts';
import { aPerson, theService } from '../e2e/support/service.ts';
import { callsAtOnce } from './limits.ts';

const rsaKey = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() });
const header = z.looseObject({ alg: z.string(), kid: z.string() });
const claims = z.looseObject({ iss: z.string(), aud: z.string(), exp: z.int(), sub: z.string() });

type Header = Readonly<Record<string, unknown>>;
type Claims = Readonly<Record<string, unknown>>;
type Sign = (input: Buffer) => Buffer;

/**
 * All that is known of the issuer, with its private key. So a forged token is wrong only in the one thing that the test tries.
 */
interface Issuer {
  readonly jwk: z.infer<typeof rsaKey>;
  readonly publicKey: KeyObject;
  readonly header: z.infer<typeof header>;
  readonly claims: z.infer<typeof claims>;
  readonly sign: Sign;
}

const theIssuer = once(async (): Promise<Issuer> => {
  const file = path.join(theService().stateDir, 'issuer.json');
  const jwk = rsaKey.parse(JSON.parse(await readFile(file, 'utf8')));
  const [head, body] = (await aPerson()).token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return {
    jwk,
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    header: header.parse(JSON.parse(head ?? '')),
    claims: claims.parse(JSON.parse(body ?? '')),
    sign: rs256({ key: jwk, format: 'jwk' }),
  };
});

function rs256(key: Parameters<typeof sign>[2]): Sign {
  return (input) => sign('sha256', input, key);
}

function hs256(secret: string | Buffer): Sign {
  return (input) => createHmac('sha256', secret).update(input).digest();
}

const nothing: Sign = () => Buffer.alloc(0);
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token made by hand. No library decides what a test can try. */
function token(head: Header, body: Claims, signed: Sign): string {
  const input = `${encoded(head)}.${encoded(body)}`;
  return `${input}.${signed(Buffer.from(input)).toString('base64url')}`;
}

/** Expects 401 for each of these named tokens. */
async function refuseAll(forged: Readonly<Record<string, string>>): Promise<void> {
  await inParallel(Object.entries(forged), callsAtOnce, async ([how, one]) => {
    await refused('unauthenticated', call('me', { token: one }), how);
  });
}

const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

/** A key pair of the same kind as the issuer's, which the issuer does not know. */
const stranger = once(() => Promise.resolve(generateKeyPairSync('rsa', { modulusLength: 2048 })));

describe('an access token', () => {
  it('made by hand in the issuer’s way is accepted: so the tokens below are refused only for what is wrong with them', async () => {
    const issuer = await theIssuer();
    expect((await call('me', { token: token(issuer.header, issuer.claims, issuer.sign) })).status).toBe(200);
    const nearly = { ...issuer.claims, exp: seconds(-20), nbf: seconds(20) };
    expect((await call('me', { token: token(issuer.header, nearly, issuer.sign) })).status).toBe(200);
  });

  it('[sec-token-1] without a signature is refused, for every spelling of the algorithm “none”', async () => {
    const { header: head, claims: body, sign: own } = await theIssuer();
    const spellings = ['none', 'None', 'NONE', 'nOnE', '', 'null'];
    await refuseAll({
      ...Object.fromEntries(spellings.map((alg) => [`alg ${alg}`, token({ ...head, alg }, body, nothing)])),
      'alg none with the signature of another algorithm': token({ ...head, alg: 'none' }, body, own),
      'no alg at all': token({ kid: head.kid, typ: 'JWT' }, body, nothing),
      'alg null': token({ ...head, alg: null }, body, nothing),
      'alg as a list': token({ ...head, alg: ['RS256', 'none'] }, body, own),
      'the right alg and no signature': token(head, body, nothing),
      'two parts': token(head, body, own).split('.').slice(0, 2).join('.'),
      'four parts': `${token(head, body, own)}.${encoded({})}`,
    });
  });

  it('[sec-token-4] signed with the public key as a shared secret is refused (RFC 8725, 2.1)', async () => {
    const { header: head, claims: body, jwk, publicKey } = await theIssuer();
    const { kty, n, e, kid } = jwk;
    const spellings: Readonly<Record<string, string | Buffer>> = {
      'PEM, SPKI': publicKey.export({ type: 'spki', format: 'pem' }),
      'PEM, SPKI, without the line end': publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
      'PEM, PKCS#1': publicKey.export({ type: 'pkcs1', format: 'pem' }),
      'DER, SPKI': publicKey.export({ type: 'spki', format: 'der' }),
      'DER, PKCS#1': publicKey.export({ type: 'pkcs1', format: 'der' }),
      JWK: JSON.stringify({ kty, n, e }),
      'JWK as served': JSON.stringify({ kty, n, e, kid, alg: 'RS256', use: 'sig' }),
      modulus: n,
      'modulus, bytes': Buffer.from(n, 'base64url'),
      kid,
      nothing: '',
    };
    for (const alg of ['HS256', 'HS384', 'HS512'])
      await refuseAll(
        Object.fromEntries(
          Object.entries(spellings).map(([how, secret]) => [`${alg}, ${how}`, token({ ...head, alg }, body, hs256(secret))]),
        ),
      );
  });

  it('[sec-token-3] cannot bring its own key, and cannot name a place of keys', async () => {
    const { header: head, claims: body } = await theIssuer();
    const { publicKey, privateKey } = await stranger();
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'mine', alg: 'RS256', use: 'sig' };
    const own = rs256(privateKey);
    const listener = theService().url;
    await refuseAll({
      'with the kid of the issuer': token(head, body, own),
      'jwk in the header': token({ ...head, jwk }, body, own),
      'jwk in the header, its own kid': token({ ...head, kid: 'mine', jwk }, body, own),
      'jku in the header': token({ ...head, kid: 'mine', jku: `${listener}/jwks.json` }, body, own),
      'x5u in the header': token({ ...head, x5u: `${listener}/x` }, body, own),
      'x5c in the header': token(
        { ...head, x5c: [publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] },
        body,
        own,
      ),
      'an issuer of its own that serves it': token({ ...head, kid: 'mine', jwk }, { ...body, iss: listener }, own),
    });
  });

  it('[sec-token-5] is refused when its kid is a path, a query, a number or too long', async () => {
    const { header: head, claims: body, sign: own } = await theIssuer();
    const kids = [
      '../../../../dev/null',
      '/dev/null',
      'file:///dev/null',
      "' OR '1'='1",
      "x' UNION SELECT 'k",
      '__proto__',
      'constructor',
      '',
      'k'.repeat(4000),
    ];
    await refuseAll({
      ...Object.fromEntries(kids.map((kid) => [`kid ${kid.slice(0, 20)}`, token({ ...head, kid }, body, own)])),
      ...Object.fromEntries(
        kids.map((kid) => [`kid ${kid.slice(0, 20)}, HS256`, token({ ...head, kid, alg: 'HS256' }, body, hs256(''))]),
      ),
    });
  });

  it('[sec-token-6] with another algorithm of the same key, or with a critical header, is refused', async () => {
    const { header: head, claims: body, jwk, sign: own } = await theIssuer();
    const key = { key: jwk, format: 'jwk' } as const;
    const pss: Sign = (input) => sign('sha256', input, { ...key, padding: 6, saltLength: 32 });
    await refuseAll({
      'PS256, which the key is not for': token({ ...head, alg: 'PS256' }, body, pss),
      RS512: token({ ...head, alg: 'RS512' }, body, (input) => sign('sha512', input, key)),
      RS1: token({ ...head, alg: 'RS1' }, body, (input) => sign('sha1', input, key)),
      'ES256 of all zeros': token({ ...head, alg: 'ES256' }, body, () => Buffer.alloc(64)),
      'EdDSA of all zeros': token({ ...head, alg: 'EdDSA' }, body, () => Buffer.alloc(64)),
      'crit with an unknown header': token({ ...head, crit: ['x'], x: 1 }, body, own),
      'b64 false': token({ ...head, crit: ['b64'], b64: false }, body, own),
      'encrypted instead of signed': `${encoded({ alg: 'dir', enc: 'A256GCM' })}..${encoded('iv')}.${encoded(body)}.${encoded('tag')}`,
    });
  });

  it('[sec-token-2] is refused when it is for another service, from another issuer, outside its time, or without a required claim', async () => {
    const { header: head, claims: body, sign: own } = await theIssuer();
    const { aud, client_id: _client, sub: _sub, exp: _exp, iss: _iss, ...rest } = body;
    const wrong: Readonly<Record<string, Claims>> = {
      'another audience': { ...body, aud: 'another', client_id: 'another' },
      'an audience that begins with the right one': { ...body, aud: `${aud}x`, client_id: undefined },
      'an audience in another case': {
        ...body,
        aud: aud.toUpperCase() === aud ? aud.toLowerCase() : aud.toUpperCase(),
        client_id: '',
      },
      'a list of other audiences': { ...body, aud: ['another', ''], client_id: undefined },
      'the audience as an object': { ...body, aud: { [aud]: aud }, client_id: undefined },
      'no audience': { ...body, aud: undefined, client_id: undefined },
      'another issuer': { ...body, iss: 'https://another.example' },
      'the issuer with one more slash': { ...body, iss: `${body.iss}/` },
      'a list of issuers': { ...body, iss: [body.iss] },
      'no issuer': { ...rest, aud, sub: body.sub, exp: body.exp },
      expired: { ...body, exp: seconds(-31) },
      'long expired': { ...body, exp: 1 },
      'an end that is a text': { ...body, exp: String(seconds(600)) },
      'no end': { ...body, exp: undefined },
      'not yet valid': { ...body, nbf: seconds(120) },
      'a beginning that is a text': { ...body, nbf: 'soon' },
      'no subject': { ...body, sub: undefined },
      'an empty subject': { ...body, sub: '' },
      'a list of subjects': { ...body, sub: [body.sub] },
      'an ID token': { ...body, token_use: 'id' },
      'a refresh token': { ...body, token_use: 'refresh' },
    };
    await refuseAll(Object.fromEntries(Object.entries(wrong).map(([how, one]) => [how, token(head, one, own)])));
    await refuseAll({
      'claims that are a list': token(head, Object.assign([], body), own),
      'claims that are not valid JSON': `${encoded(head)}.${Buffer.from('{').toString('base64url')}.AAAA`,
    });
  });

  it('changed at any place after the signature is refused', async () => {
    const { header: head, claims: body, sign: own } = await theIssuer();
    const good = token(head, body, own);
    const [, , signature = ''] = good.split('.');
    const places = Array.from({ length: 40 }, (_, at) => Math.floor((at * good.length) / 40)).filter((at) => good[at] !== '.');
    await refuseAll({
      ...Object.fromEntries(places.map((at) => [`changed at ${at}`, flipped(good, at)])),
      ...Object.fromEntries([1, 2, 50, signature.length].map((cut) => [`cut by ${cut}`, good.slice(0, -cut)])),
      'another subject, the same signature': `${encoded(head)}.${encoded({ ...body, sub: canary('sub') })}.${signature}`,
      'an operator’s scope, the same signature': `${encoded(head)}.${encoded({ ...body, scope: operatorScope })}.${signature}`,
    });
  });

  it('[sec-token-7] makes an operator only by its scope: no other claim does', async () => {
    const { header: head, claims: body, sign: own } = await theIssuer();
    const attempts: readonly Claims[] = [
      { roles: ['operator'], 'cognito:groups': ['operator'], operator: true },
      { scope: `${operatorScope}s` },
      { scope: operatorScope.toUpperCase() },
      { scp: operatorScope, scopes: [operatorScope], permissions: [operatorScope] },
      { scope: `x,${operatorScope}` },
      { scope: `x\t${operatorScope}` },
    ];
    for (const one of attempts) {
      const sub = canary('sub');
      await refused('forbidden', createSpace({ sub, token: token(head, { ...body, sub, ...one }, own) }), JSON.stringify(one));
    }
    await refused('unauthenticated', createSpace({ sub: '', token: token(head, { ...body, scope: [operatorScope] }, own) }));
  });
});

/** The text with one character replaced by another that the alphabet allows. */
function flipped(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
