/** What webhooks tell: few types, and ids only. */
import * as z from 'zod';
import { conversationId, endpointId, escalationId, partnerId, reportId, requestId, spaceId } from '../ids.ts';

/** What the endpoints of a partner may be told: of the talks that the partner asked for. */
export const talkEventTypes = ['talk.matched', 'talk.ended', 'talk.cancelled', 'talk.expired'] as const;
/** What the endpoints of a space may be told: of its cases. */
export const caseEventTypes = ['escalation.raised', 'escalation.unacknowledged', 'report.raised'] as const;
/** What any endpoint may be told of the other endpoints of its owner. */
export const neighbourEventTypes = ['endpoint.failing', 'endpoint.disabled'] as const;
/** What an endpoint is told of itself, without having asked for it. */
export const ownEventTypes = ['endpoint.verification', 'endpoint.test'] as const;

export const partnerEventTypes = [...talkEventTypes, ...neighbourEventTypes] as const;
export const spaceEventTypes = [...caseEventTypes, ...neighbourEventTypes] as const;

/** What an endpoint can ask for. */
export const wantedEventType = z.enum([...talkEventTypes, ...caseEventTypes, ...neighbourEventTypes]);
export type WantedEventType = z.infer<typeof wantedEventType>;

export const eventType = z.enum([...wantedEventType.options, ...ownEventTypes]);
export type EventType = z.infer<typeof eventType>;

/** Who has an endpoint: a partner or a space. */
export const endpointOwner = z.union([z.strictObject({ partner: partnerId }), z.strictObject({ space: spaceId })]);
export type EndpointOwner = z.infer<typeof endpointOwner>;

/** The types that the endpoints of this owner may ask for. */
export function typesFor(owner: EndpointOwner): readonly WantedEventType[] {
  return 'partner' in owner ? partnerEventTypes : spaceEventTypes;
}

/** What an event is about: the ids in its body. */
export const eventData = z.strictObject({
  space: spaceId.optional(),
  request: requestId.optional(),
  conversation: conversationId.optional(),
  escalation: escalationId.optional(),
  report: reportId.optional(),
  endpoint: endpointId.optional(),
});
export type EventData = z.infer<typeof eventData>;
