/** Events about endpoints themselves. */
import type { EpochMs } from '../../domain/time.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { EventType } from '../../domain/webhooks/event-types.ts';
import type { WebhookEvent } from './write-delivery.ts';

/** An event about an endpoint, for itself or for the other endpoints of its owner. */
export function eventAbout(of: Endpoint, type: EventType & `endpoint.${string}`, at: EpochMs): WebhookEvent {
  const space = 'space' in of.owner ? { space: of.owner.space } : {};
  return { type, at, subject: of.id, order: 0, data: { ...space, endpoint: of.id } };
}
