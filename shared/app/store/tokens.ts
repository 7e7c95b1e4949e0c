/** Capability tokens are derived and never stored: the HMAC in the token proves the right of its holder. */
import { requestId } from '../../domain/ids.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { Vault } from '../../ports.ts';

const shapes = { seeker: 'est_', 'come-back': 'ecb_' } as const;

export type TokenPurpose = keyof typeof shapes;

/** The token of a request for one purpose: `est_<request>.<mac>`. */
export function tokenFor(vault: Vault, purpose: TokenPurpose, id: RequestId): string {
  return `${shapes[purpose]}${id.slice('req_'.length)}.${vault.mac(`token-${purpose}`, id)}`;
}

/** The request that a token stands for, or undefined if the token is not one of this service. Compares in constant time. */
export function requestOfToken(vault: Vault, purpose: TokenPurpose, token: string): RequestId | undefined {
  if (!token.startsWith(shapes[purpose])) return undefined;
  const [part = '', mac = ''] = token.slice(shapes[purpose].length).split('.');
  const id = requestId.safeParse(`req_${part}`);
  if (!id.success || !vault.equal(token, tokenFor(vault, purpose, id.data)) || mac === '') return undefined;
  return id.data;
}
