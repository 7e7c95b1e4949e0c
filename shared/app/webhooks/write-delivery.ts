/** Writes what an endpoint is to be told. The table is the truth; the queue only wakes the worker. */
import type { Problem } from '../../contract/problems.ts';
import { commitsParallel } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { deliveryIdOf, newDelivery, type Delivery } from '../../domain/webhooks/delivery.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { EventData, EventType } from '../../domain/webhooks/event-types.ts';
import type { Ids, Ports, Write } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { homeKeys } from '../store/keys.ts';
import { load, transact } from '../store/transact.ts';
import { deliveryRecord, dueEndpointRecord, waitingDeliveryRecord } from '../store/webhook-records.ts';

/** What happened, in the same words however often it is met. */
export interface WebhookEvent {
  readonly type: EventType;
  /** When it happened. */
  readonly at: EpochMs;
  /** What it happened to: events of one subject are told in their order. */
  readonly subject: string;
  readonly order: number;
  readonly data: EventData;
}

/** The delivery of an event to an endpoint. The same event has the same id. */
export function deliveryOf({ crypto }: Ports, to: Endpoint, event: WebhookEvent, now: EpochMs): Delivery {
  const { type, at, subject, order } = event;
  const id = deliveryIdOf({ at, order, digest: crypto.mac('delivery', to.id, type, subject, String(order)) });
  return newDelivery({ ...event, id, endpoint: to.id }, now);
}

/** The writes of a pending delivery: itself, that it is pending, and that its endpoint has something to be told. */
export function pendingWrites(
  ids: Ids,
  to: Pick<Endpoint, 'id' | 'owner'>,
  after: Delivery,
  before?: Delivery,
): readonly Write[] {
  const { id: delivery, subject, order, dueAt = after.createdAt } = after;
  return [
    deliveryRecord.put(ids, after, before),
    waitingDeliveryRecord.overwrite(ids, { rev: '', endpoint: to.id, delivery, subject, order, dueAt }),
    dueEndpointRecord.overwrite(ids, { rev: '', endpoint: to.id, owner: to.owner, dueAt }),
  ];
}

/**
 * Writes the event for each endpoint, once however often it is met, and wakes the worker. 503 if one could not be written; it may be repeated. A
 * wake that could not be sent is made up for by the sweep.
 */
export async function tellEndpoints(
  ports: Ports,
  endpoints: readonly Endpoint[],
  event: WebhookEvent,
  now: EpochMs,
): Promise<Result<void, Problem>> {
  const told = await inParallel(endpoints, commitsParallel, (to) => tellEndpoint(ports, to, event, now));
  return told.find((one) => !one.ok) ?? ok();
}

async function tellEndpoint(ports: Ports, to: Endpoint, event: WebhookEvent, now: EpochMs): Promise<Result<void, Problem>> {
  const delivery = deliveryOf(ports, to, event, now);
  const written = await transact<boolean>(ports, async (tried) => {
    // The first attempt does not look: an event seldom comes twice.
    const known = tried === 1 ? ok(undefined) : await load(ports, homeKeys.delivery(to.id, delivery.id), deliveryRecord);
    if (!known.ok) return known;
    if (known.value !== undefined) return ok({ writes: [], value: false });
    return ok({ writes: pendingWrites(ports.ids, to, delivery), value: true });
  });
  if (!written.ok) return written;
  await ports.deliveryQueue.wake(to.id);
  return ok();
}
