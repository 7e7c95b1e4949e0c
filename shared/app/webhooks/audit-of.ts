import type { EpochMs } from '../../domain/time.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { Ids, Write } from '../../ports.ts';
import { audit, type AuditCode } from '../store/audit-rows.ts';
import type { Manager } from './access.ts';

/** The audit rows of a change by a person, in each space that the endpoint is told of. What a partner's own key changes is in the list of its endpoints only. */
export function auditOf(
  ids: Ids,
  { who, endpoint, what }: { readonly who: Manager; readonly endpoint: Endpoint; readonly what: AuditCode },
  now: EpochMs,
): readonly Write[] {
  if (who.person === undefined) return [];
  const spaces = 'space' in endpoint.owner ? [endpoint.owner.space] : (endpoint.spaces ?? []);
  return audit(ids, { spaces, what, about: endpoint.id, by: who.person }, now);
}
