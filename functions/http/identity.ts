/** Verifies access tokens of people with the issuer's keys. Nothing that the token says about its own key is used. */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import * as z from 'zod';
import { subCharsMax } from '../../shared/domain/limits.ts';
import { foreignId } from '../../shared/domain/text.ts';
import { operatorScope } from '../../shared/names.ts';
import { clockToleranceSeconds, identityTimeoutMs, issuerBytesMax, signatureAlgorithms } from './limits.ts';

export interface Identity {
  readonly sub: string;
  readonly operator: boolean;
}

/** `invalid`: the token is not one of ours, expired, or meant for another service. `unreachable`: the issuer did not answer. */
export type IdentityOutcome = Identity | 'invalid' | 'unreachable';

export interface IdentityOptions {
  readonly issuer: string;
  /** The clients whose tokens are accepted. */
  readonly audiences: readonly string[];
}

const claims = z.object({
  sub: foreignId(subCharsMax),
  /** The kind of a Cognito token. Only an access token may call an API. */
  token_use: z.literal('access').optional(),
  scope: z.string().default(''),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
});

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** The issuer's key set, found by OpenID Connect discovery. Time and size are limited, because another party answers. */
async function findKeys(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(identityTimeoutMs),
    redirect: 'error',
  });
  if (!answer.ok) throw new Error('the issuer has no usable discovery document');
  const found = discovery.parse(await (await bounded(answer)).json());
  if (found.issuer !== issuer) throw new Error('the issuer names another issuer');
  return createRemoteJWKSet(new URL(found.jwks_uri), {
    timeoutDuration: identityTimeoutMs,
    [customFetch]: async (url, options) => bounded(await fetch(url, options)),
  });
}

/** Reads the whole answer, up to the maximum size of an issuer's answer. */
async function bounded(answer: Response): Promise<Response> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > issuerBytesMax) throw new Error('the issuer says more than it should');
    chunks.push(chunk);
  }
  return new Response(new Blob(chunks), { status: answer.status });
}

export type VerifyToken = (token: string, now: Date) => Promise<IdentityOutcome>;

/** Creates the verifier of one issuer. Keys are fetched once and refreshed by jose. Safe to call concurrently. */
export function identityVerifier({ issuer, audiences }: IdentityOptions): VerifyToken {
  let keys: ReturnType<typeof findKeys> | undefined;
  const keySet = () => {
    keys ??= findKeys(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return async (token, currentDate) => {
    const found = await keySet().catch(() => undefined);
    if (found === undefined) return 'unreachable';
    try {
      const options = {
        issuer,
        algorithms: [...signatureAlgorithms],
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['sub', 'exp'],
        currentDate,
      };
      const { payload } = await jwtVerify(token, found, options);
      return identityOf(payload, audiences);
    } catch (error) {
      return isOfToken(error) ? 'invalid' : 'unreachable';
    }
  };
}

/** Whether the token is the cause of the error. Otherwise the issuer did not answer, or answered without keys. */
function isOfToken(error: unknown): boolean {
  const unanswered = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code];
  return error instanceof errors.JOSEError && !unanswered.includes(error.code);
}

/** A token for another audience is invalid. Cognito's access tokens have the audience in `client_id` instead of `aud`. */
function identityOf(payload: JWTPayload, audiences: readonly string[]): IdentityOutcome {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return 'invalid';
  const { sub, scope, aud = [], client_id: client } = parsed.data;
  const meant = [...(Array.isArray(aud) ? aud : [aud]), ...(client === undefined ? [] : [client])];
  if (!meant.some((one) => audiences.includes(one))) return 'invalid';
  return { sub, operator: scope.split(' ').includes(operatorScope) };
}
