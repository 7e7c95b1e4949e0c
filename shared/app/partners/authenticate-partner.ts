import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import type { PartnerCaller } from '../access/callers.ts';
import { load } from '../store/transact.ts';
import { partnerKeyRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { partsOfToken, tokenDigest } from './key-token.ts';

/**
 * The partner of this key. Undefined if the token is malformed, unknown or revoked; a caller cannot tell these apart. Compares in
 * constant time, and uses no clock: a revoked key stays revoked however clocks differ. 503 if the store does not answer.
 */
export async function authenticatePartner(ports: Ports, token: string): Promise<Result<PartnerCaller | undefined, Problem>> {
  const place = partsOfToken(token);
  if (place === undefined) return ok(undefined);
  const found = await load(ports, homeKeys.partnerKey(place.partner, place.id), partnerKeyRecord);
  if (!found.ok) return found;
  const key = found.value;
  const isRight = ports.crypto.equal(key?.digest ?? '', tokenDigest(ports.crypto, token));
  if (key === undefined || !isRight || key.revokedAt !== undefined) return ok(undefined);
  return ok({ kind: 'partner', partner: key.partner, spaces: key.spaces, rights: key.rights, test: key.mode === 'test' });
}
