import type * as z from 'zod';
import type { deliveryView, endpointView } from '../../contract/webhook-schemas.ts';
import { toIso } from '../../domain/time.ts';
import type { Delivery } from '../../domain/webhooks/delivery.ts';
import { disablesAt, type Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { Ports } from '../../ports.ts';
import { keyPairOf } from './endpoint-secrets.ts';

export type EndpointView = z.infer<typeof endpointView>;
export type DeliveryView = z.infer<typeof deliveryView>;

/** An endpoint as its owner sees it. Its secrets are not in it. */
export function endpointViewOf(ports: Ports, of: Endpoint): EndpointView {
  const { id, owner, url, types, spaces, state, createdAt, verifiedAt, disabledBecause, disabledAt, failingSince, failures } = of;
  const until = disablesAt(of);
  return {
    id,
    ...owner,
    url,
    types,
    ...(spaces === undefined ? {} : { spaces }),
    state,
    ...(disabledBecause === undefined || disabledAt === undefined
      ? {}
      : { disabled: { because: disabledBecause, at: toIso(disabledAt) } }),
    ...(failingSince === undefined || until === undefined || state === 'disabled'
      ? {}
      : { failing: { failures, since: toIso(failingSince), disablesAt: toIso(until) } }),
    createdAt: toIso(createdAt),
    ...(verifiedAt === undefined ? {} : { verifiedAt: toIso(verifiedAt) }),
    publicKey: keyPairOf(ports, of).publicKey,
  };
}

/** A delivery as the owner of its endpoint sees it. The code of a verification is only in the message. */
export function deliveryViewOf({ id, type, data, createdAt, state, dueAt, attempts }: Delivery): DeliveryView {
  return {
    id,
    type,
    data,
    createdAt: toIso(createdAt),
    state,
    ...(dueAt === undefined ? {} : { nextAttemptAt: toIso(dueAt) }),
    attempts: attempts.map(({ at, outcome }) => ({ at: toIso(at), outcome })),
  };
}
