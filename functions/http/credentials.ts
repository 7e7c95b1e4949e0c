/** Authenticates the caller. Every kind of credential is checked here, inside the function, and nowhere else. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller, UnknownCaller } from '../../shared/app/access/callers.ts';
import { personDigest } from '../../shared/app/store/digests.ts';
import { authenticatePartner } from '../../shared/app/partners/authenticate-partner.ts';
import { requestOfToken } from '../../shared/app/store/tokens.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { retryAfterSeconds } from '../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import type { Authenticate } from './context.ts';
import type { VerifyToken } from './identity.ts';
import { credentialCharsMax } from './limits.ts';
import { networkOf } from './network.ts';
import { unauthenticated } from '../../shared/app/store/problems.ts';

/** The caller of an `Authorization` header; `nobody`, with the network, without one; 401 for anything that is not a valid credential. */
export function authenticator(verify: VerifyToken | undefined): Authenticate {
  return async (ports, event, now) => {
    const header = event.headers['authorization'];
    if (header === undefined) return ok(unknownCaller(event));
    const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/iu.exec(header)?.[1];
    if (token === undefined || token.length > credentialCharsMax) return err(unauthenticated);
    if (token.startsWith('est_')) {
      const request = requestOfToken(ports.crypto, 'seeker', token);
      return request === undefined ? err(unauthenticated) : ok({ kind: 'seeker', request });
    }
    if (token.startsWith('ek_')) {
      const partner = await authenticatePartner(ports, token);
      if (!partner.ok) return partner;
      return partner.value === undefined ? err(unauthenticated) : ok(partner.value);
    }
    return verify === undefined ? err(unauthenticated) : personOf({ ports, verify, now }, token);
  };
}

/** A caller without a credential. */
export function unknownCaller({ requestContext }: APIGatewayProxyEventV2): UnknownCaller {
  return { kind: 'nobody', network: networkOf(requestContext.http.sourceIp) };
}

async function personOf(
  { ports, verify, now }: { readonly ports: Ports; readonly verify: VerifyToken; readonly now: EpochMs },
  token: string,
): Promise<Result<Caller, Problem>> {
  const identity = await verify(token, new Date(now));
  if (identity === 'invalid') return err(unauthenticated);
  if (identity === 'unreachable') return err({ code: 'unavailable', retryAfterSeconds });
  return ok({ kind: 'person', subject: personDigest(ports.crypto, identity.sub), operator: identity.operator });
}
