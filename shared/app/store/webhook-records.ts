/** The items of webhooks, in the `home` table: no consumer of the stream needs them. */
import * as z from 'zod';
import { deliveryId, endpointId } from '../../domain/ids.ts';
import { epochMs } from '../../domain/time.ts';
import { delivery, type Delivery } from '../../domain/webhooks/delivery.ts';
import { endpoint, type Endpoint } from '../../domain/webhooks/endpoint.ts';
import { endpointOwner } from '../../domain/webhooks/event-types.ts';
import { homeKeys } from './keys.ts';
import { recorded } from './record.ts';

export const endpointRecord = recorded<Endpoint>({ schema: endpoint, key: (of) => homeKeys.endpoint(of.owner, of.id) });

export const deliveryRecord = recorded<Delivery>({
  schema: delivery,
  key: (of) => homeKeys.delivery(of.endpoint, of.id),
  timeToLive: (of) => of.keptUntil,
});

/** That a delivery is pending. It is written with the delivery and removed after its end; the delivery itself decides. */
export const waitingDelivery = z.strictObject({
  rev: z.string(),
  endpoint: endpointId,
  delivery: deliveryId,
  subject: z.string(),
  order: z.int().nonnegative(),
  dueAt: epochMs,
});
export type WaitingDelivery = z.infer<typeof waitingDelivery>;
export const waitingDeliveryRecord = recorded<WaitingDelivery>({
  schema: waitingDelivery,
  key: (of) => homeKeys.waitingDelivery(of.endpoint, of.delivery),
});

/**
 * That an endpoint has pending deliveries, and when to look at it. Each new delivery writes it anew, so a worker that found nothing more removes it
 * only if nothing came meanwhile.
 */
export const dueEndpoint = z.strictObject({ rev: z.string(), endpoint: endpointId, owner: endpointOwner, dueAt: epochMs });
export type DueEndpoint = z.infer<typeof dueEndpoint>;
export const dueEndpointRecord = recorded<DueEndpoint>({ schema: dueEndpoint, key: (of) => homeKeys.dueEndpoint(of.endpoint) });
