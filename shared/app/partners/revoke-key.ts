import type { Problem } from '../../contract/problems.ts';
import type { KeyId, PartnerId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import { transact, load } from '../store/transact.ts';
import { partnerKeyRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { notFound } from '../store/problems.ts';

export interface RevokeKey {
  readonly caller: Caller;
  readonly partner: PartnerId;
  readonly id: KeyId;
}

/**
 * Revokes a key: once this is acknowledged, every call with it is refused. For operators. 401, 403, 404. A repetition changes
 * nothing.
 */
export async function revokeKey(ports: Ports, command: RevokeKey, now: EpochMs): Promise<Result<void, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  return transact(ports, async () => {
    const found = await load(ports, homeKeys.partnerKey(command.partner, command.id), partnerKeyRecord);
    if (!found.ok) return found;
    const key = found.value;
    if (key === undefined) return err(notFound);
    if (key.revokedAt !== undefined) return ok({ writes: [], value: undefined });
    const entry = { spaces: key.spaces, what: 'partner-key-revoked', about: key.id, by: who.value.subject } as const;
    const revoked = partnerKeyRecord.put(ports.ids, { ...key, revokedAt: now }, key);
    return ok({ writes: [revoked, ...audit(ports.ids, entry, now)], value: undefined });
  });
}
