import { pageItemsMax } from '../../domain/limits.ts';
import type { EpochMs } from '../../domain/time.ts';
import { wants, type Endpoint, type FailureNotice } from '../../domain/webhooks/endpoint.ts';
import type { Ports } from '../../ports.ts';
import { endpointPrefix, ownerPk } from '../store/keys.ts';
import { query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { endpointRecord } from '../store/webhook-records.ts';
import { eventAbout } from './own-events.ts';
import { tellEndpoints } from './write-delivery.ts';

/**
 * Tells the other endpoints of the owner that one fails for long, or was disabled; and the log, so that an operator can write to the owner. Best
 * effort: the endpoint itself says it as well.
 */
export async function tellNeighbours(
  ports: Ports,
  about: Endpoint,
  notice: Exclude<FailureNotice, undefined>,
  now: EpochMs,
): Promise<void> {
  const type = notice === 'failing' ? 'endpoint.failing' : 'endpoint.disabled';
  ports.log.write({ code: `endpoint-${notice}`, fields: { endpoint: about.id } });
  const page = await query(ports, { table: 'home', pk: ownerPk(about.owner), prefix: endpointPrefix, limit: pageItemsMax });
  if (!page.ok) return;
  const others = readable(ports, endpointRecord, page.value.items).filter((one) => one.id !== about.id && wants(one, type));
  await tellEndpoints(ports, others, eventAbout(about, type, now), now);
}
