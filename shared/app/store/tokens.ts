/** Capability tokens are derived and never stored: the HMAC in the token proves the right of its holder. */
import { requestId, type RequestId } from '../../domain/ids.ts';
import type { Crypto } from '../../ports.ts';

const shapes = { seeker: 'est_', 'come-back': 'ecb_' } as const;

export type TokenPurpose = keyof typeof shapes;

/** The token of a request for one purpose: `est_<request>.<mac>`. */
export function tokenFor(crypto: Crypto, purpose: TokenPurpose, id: RequestId): string {
  return `${shapes[purpose]}${id.slice('req_'.length)}.${crypto.mac(`token-${purpose}`, id)}`;
}

/** The request that a token stands for, or undefined if the token is not one of this service. Compares in constant time. */
export function requestOfToken(crypto: Crypto, purpose: TokenPurpose, token: string): RequestId | undefined {
  if (!token.startsWith(shapes[purpose])) return undefined;
  const [part = '', mac = ''] = token.slice(shapes[purpose].length).split('.');
  const id = requestId.safeParse(`req_${part}`);
  if (!id.success || !crypto.equal(token, tokenFor(crypto, purpose, id.data)) || mac === '') return undefined;
  return id.data;
}
