import type { Problem } from '../../contract/problems.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { partnerRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { notFound } from '../store/problems.ts';

/** The partner, or 404. */
export async function partnerOr404(ports: Ports, id: PartnerId): Promise<Result<Partner, Problem>> {
  const found = await load(ports, homeKeys.partner(id), partnerRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : ok(found.value);
}
