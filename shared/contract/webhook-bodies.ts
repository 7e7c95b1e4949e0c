/** The bodies of webhooks: a type, a time and ids. What happened is read with the API. */
import * as z from 'zod';
import { conversationId, endpointId, escalationId, reportId, requestId, spaceId } from '../domain/ids.ts';
import type { EventType } from '../domain/webhooks/event-types.ts';
import { isoTime } from './common.ts';
import { verification } from './webhook-schemas.ts';

function bodyOf<const Type extends EventType, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.strictObject({ type: z.literal(type), timestamp: isoTime, data: z.strictObject(data) });
}

const talk = { space: spaceId, request: requestId };
const talked = { ...talk, conversation: conversationId };
const ofSpace = { space: spaceId.optional(), endpoint: endpointId };

/** The body of each type, and what it says. */
export const webhookBodies = {
  'talk.matched': {
    body: bodyOf('talk.matched', talked),
    says: 'A volunteer has accepted the request. The conversation is open.',
  },
  'talk.ended': { body: bodyOf('talk.ended', talked), says: 'The conversation has ended.' },
  'talk.cancelled': { body: bodyOf('talk.cancelled', talk), says: 'The request was cancelled before a match.' },
  'talk.expired': {
    body: bodyOf('talk.expired', talk),
    says: 'No volunteer came in time. Show the help numbers and the come-back token.',
  },
  'escalation.raised': {
    body: bodyOf('escalation.raised', { space: spaceId, escalation: escalationId }),
    says: 'A seeker who is not safe has asked to talk. A coordinator must take the case.',
  },
  'escalation.unacknowledged': {
    body: bodyOf('escalation.unacknowledged', { space: spaceId, escalation: escalationId }),
    says: 'No coordinator has acknowledged the case yet. It is said again until one does.',
  },
  'report.raised': {
    body: bodyOf('report.raised', { space: spaceId, report: reportId }),
    says: 'One side of a conversation has reported the other.',
  },
  'endpoint.failing': {
    body: bodyOf('endpoint.failing', ofSpace),
    says: 'Another endpoint of yours has only failed for a day. It will be disabled.',
  },
  'endpoint.disabled': { body: bodyOf('endpoint.disabled', ofSpace), says: 'Another endpoint of yours was disabled.' },
  'endpoint.verification': {
    body: bodyOf('endpoint.verification', { ...ofSpace, code: verification.shape.code }),
    says: 'A caller wants this address to be told of events. Send the code to `verify` if it is yours.',
  },
  'endpoint.test': { body: bodyOf('endpoint.test', ofSpace), says: 'A message for trying.' },
} as const satisfies Readonly<Record<EventType, { readonly body: z.ZodType; readonly says: string }>>;
