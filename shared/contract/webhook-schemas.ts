/** What the routes of webhook endpoints take and answer. */
import * as z from 'zod';
import { deliveryId, endpointId, partnerId, spaceId } from '../domain/ids.ts';
import { listEntriesMax, tokenCharsMax, urlCharsMax } from '../domain/limits.ts';
import { attemptOutcome } from '../domain/webhooks/attempt.ts';
import { deliveryStates } from '../domain/webhooks/delivery.ts';
import { disabledBecauses, endpointStates } from '../domain/webhooks/endpoint.ts';
import { eventData, eventType, wantedEventType } from '../domain/webhooks/event-types.ts';
import { attemptsKeptMax } from '../domain/webhooks/limits.ts';
import { isoTime, pageQuery, url } from './common.ts';

const types = z.array(wantedEventType).min(1).max(wantedEventType.options.length);
const spaces = z.array(spaceId).min(1).max(listEntriesMax);
/** Any text: the use case judges it, and says what is wrong. */
const address = z.string().min(1).max(urlCharsMax);

export const endpointCreation = z.strictObject({
  url: address.describe('An https URL of a host that the whole internet can find.'),
  types: types.describe('What the endpoint is told of.'),
  spaces: spaces.optional().describe("Of a partner: some of its spaces. Absent: all that the caller's key has."),
});

export const endpointEdit = z.strictObject({
  url: address.optional().describe('Another address must be verified anew.'),
  types: types.optional(),
  spaces: spaces.optional(),
  disabled: z.boolean().optional().describe('`true` stops all deliveries; `false` lets them begin again.'),
});

/** A code that only the receiver of an endpoint knows. */
const code = z
  .string()
  .regex(/^evc_[A-Za-z0-9_-]+$/u)
  .max(tokenCharsMax);

export const verification = z.strictObject({
  code: code.describe('The `code` of the `endpoint.verification` that the endpoint received.'),
});

export const recovery = z.strictObject({ since: isoTime.describe('The time from which deliveries that failed are sent again.') });

export const endpointView = z
  .object({
    id: endpointId,
    partner: partnerId.optional(),
    space: spaceId.optional(),
    url,
    types,
    spaces: z.array(spaceId).max(listEntriesMax).optional(),
    state: z.enum(endpointStates),
    disabled: z.object({ because: z.enum(disabledBecauses), at: isoTime }).optional(),
    failing: z
      .object({ failures: z.int().positive(), since: isoTime, disablesAt: isoTime })
      .optional()
      .describe('It does not answer well: since when, and when it will be disabled if it goes on like that.'),
    createdAt: isoTime,
    verifiedAt: isoTime.optional(),
    publicKey: z
      .string()
      .regex(/^whpk_[A-Za-z0-9+/=]+$/u)
      .max(tokenCharsMax)
      .describe('Checks the `v1a` signatures of its messages.'),
  })
  .meta({ id: 'Endpoint' });

export const endpointSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/=]+$/u)
  .max(tokenCharsMax)
  .describe('Checks the `v1` signatures. It is shown only in this answer.');

export const deliveryView = z
  .object({
    id: deliveryId.describe('The `webhook-id` of its messages.'),
    type: eventType,
    data: eventData,
    createdAt: isoTime,
    state: z.enum(deliveryStates),
    nextAttemptAt: isoTime.optional(),
    attempts: z
      .array(z.object({ at: isoTime, outcome: attemptOutcome.describe('The status of the answer, or why none came.') }))
      .max(attemptsKeptMax),
  })
  .meta({ id: 'Delivery' });

export const deliveriesQuery = pageQuery.extend({
  state: z.enum(deliveryStates).optional().describe('Only deliveries in this state. A page may then be short.'),
});
