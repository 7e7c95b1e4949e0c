import type * as z from 'zod';
import type { keyView as shape } from '../../contract/partners.ts';
import type { PartnerKey } from '../../domain/partner.ts';
import { toIso } from '../../domain/time.ts';

export type KeyView = z.infer<typeof shape>;

/** A key as it is listed. Nothing in it gives access. */
export function keyViewOf({ id, mode, spaces, rights, hint, createdAt, revokedAt }: PartnerKey): KeyView {
  const revoked = revokedAt === undefined ? {} : { revokedAt: toIso(revokedAt) };
  return { id, mode, spaces, rights, hint, createdAt: toIso(createdAt), ...revoked };
}
