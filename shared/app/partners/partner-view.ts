import type * as z from 'zod';
import type { partnerView as shape } from '../../contract/partners.ts';
import type { Partner } from '../../domain/partner.ts';
import { toIso } from '../../domain/time.ts';

export type PartnerView = z.infer<typeof shape>;

/** A partner, without its keys. */
export function partnerViewOf({ id, name, spaces, createdAt }: Partner): PartnerView {
  return { id, name, spaces, createdAt: toIso(createdAt) };
}
