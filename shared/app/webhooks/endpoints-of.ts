/** The endpoints of a partner or a space, as one process knows them. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { EndpointOwner } from '../../domain/webhooks/event-types.ts';
import { endpointsFreshSeconds, endpointsMax, ownersKnownMax } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import { partnerOr404 } from '../partners/load-partner.ts';
import { endpointPrefix, ownerPk } from '../store/keys.ts';
import { query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { endpointRecord } from '../store/webhook-records.ts';

export interface Told {
  readonly endpoints: readonly Endpoint[];
  /** The spaces that a partner has now. A space has itself. */
  readonly spaces: readonly SpaceId[];
}

interface Known {
  readonly told: Told;
  readonly until: EpochMs;
}

/**
 * Remembers the endpoints of an owner for `endpointsFreshSeconds`, so that an event that no endpoint wants costs nothing. The worker reads an
 * endpoint again before it sends: what was disabled meanwhile gets nothing.
 */
export class EndpointsOf {
  private readonly known = new Map<string, Known>();

  /** 503 if they cannot be read. */
  async read(ports: Ports, owner: EndpointOwner, now: EpochMs): Promise<Result<Told, Problem>> {
    const pk = ownerPk(owner);
    const known = this.known.get(pk);
    if (known !== undefined && known.until > now) return ok(known.told);
    const page = await query(ports, { table: 'home', pk, prefix: endpointPrefix, limit: 2 * endpointsMax });
    if (!page.ok) return page;
    const endpoints = readable(ports, endpointRecord, page.value.items);
    const spaces = endpoints.length === 0 ? ok([]) : await spacesOf(ports, owner);
    if (!spaces.ok) return spaces;
    const told = { endpoints, spaces: spaces.value };
    this.known.delete(pk);
    this.known.set(pk, { told, until: plusSeconds(now, endpointsFreshSeconds) });
    const [oldest] = this.known.keys();
    if (this.known.size > ownersKnownMax && oldest !== undefined) this.known.delete(oldest);
    return ok(told);
  }
}

async function spacesOf(ports: Ports, owner: EndpointOwner): Promise<Result<readonly SpaceId[], Problem>> {
  if ('space' in owner) return ok([owner.space]);
  const partner = await partnerOr404(ports, owner.partner);
  if (partner.ok) return ok(partner.value.spaces);
  return partner.error.code === 'not-found' ? ok([]) : partner;
}
