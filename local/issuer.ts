import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import * as z from 'zod';
import { readBody } from './http/body.ts';
import { sendJson } from './http/listen.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { smallBodyBytesMax, subjectCharsMax, tokenSeconds } from './limits.ts';

const algorithm = 'RS256';
const form = z.object({
  grant_type: z.literal('client_credentials', { error: 'unsupported_grant_type' }),
  sub: z
    .string({ error: 'invalid_request' })
    .min(1, { error: 'invalid_request' })
    .max(subjectCharsMax, { error: 'invalid_request' }),
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, { error: 'invalid_scope' })
    .optional(),
});
type Form = z.infer<typeof form>;

export interface IssuerOptions {
  /** The issuer's own URL: `iss` of its tokens. */
  readonly url: string;
  /** The file of its key. It stays, so that tokens stay valid after a restart. */
  readonly keyFile: string;
  /** The audience of its tokens, which the template tells the functions to accept. Read again for every token. */
  audience(): string;
}

/**
 * An OpenID Connect issuer that stands for the user pool and checks no credentials: `POST /token` gives an access token for any
 * subject. For one machine only. Its tokens have the claims of Cognito's tokens, and also an audience.
 */
export async function makeIssuer({ url, keyFile, audience }: IssuerOptions) {
  const jwk = await loadOrCreateKey(keyFile);
  const { kty, n, e, kid } = jwk;
  const key = await importJWK(jwk, algorithm);
  const documents: Readonly<Record<string, object>> = {
    '/.well-known/jwks.json': { keys: [{ kty, n, e, kid, alg: algorithm, use: 'sig' }] },
    '/.well-known/openid-configuration': {
      issuer: url,
      jwks_uri: `${url}/.well-known/jwks.json`,
      token_endpoint: `${url}/token`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [algorithm],
      token_endpoint_auth_methods_supported: ['none'],
    },
  };
  const token = async ({ sub, scope = '' }: Form): Promise<string> => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    return await new SignJWT({ token_use: 'access', scope, client_id: audience() })
      .setProtectedHeader({ alg: algorithm, kid: kid ?? '', typ: 'JWT' })
      .setIssuer(url)
      .setSubject(sub)
      .setAudience(audience())
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + tokenSeconds)
      .setJti(randomUUID())
      .sign(key);
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const document = request.method === 'GET' ? documents[request.url ?? ''] : undefined;
    if (document !== undefined) return sendJson(response, 200, document);
    if (request.url !== '/token') return sendJson(response, 404, { error: 'not_found' });
    if (request.method !== 'POST') return sendJson(response, 405, { error: 'invalid_request' });
    const parsed = form.safeParse(await fields(request));
    if (!parsed.success) return sendJson(response, 400, { error: parsed.error.issues[0]?.message ?? 'invalid_request' });
    response.setHeader('cache-control', 'no-store');
    sendJson(response, 200, { access_token: await token(parsed.data), token_type: 'Bearer', expires_in: tokenSeconds });
  };
}

async function fields(request: IncomingMessage): Promise<Record<string, string>> {
  const body = await readBody(request, smallBodyBytesMax);
  return Object.fromEntries(new URLSearchParams(body?.toString() ?? ''));
}

const rsaKey = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() });

/** Reads the key from the file, or creates one and stores it there. */
async function loadOrCreateKey(file: string): Promise<JWK> {
  const found = rsaKey.safeParse(readJsonFile(file));
  if (found.success) return found.data;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const made = await exportJWK(privateKey);
  const jwk = { ...made, kid: await calculateJwkThumbprint(made) };
  writeJsonFile(file, jwk);
  return jwk;
}
