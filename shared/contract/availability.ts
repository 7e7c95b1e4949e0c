/** The availability of a volunteer. */
import * as z from 'zod';
import { listEntriesMax, spaceLimits } from '../domain/limits.ts';
import { channel } from '../domain/vocabulary.ts';
import { isoTime, noInput, reasons, reference } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

/**
 * With `session`: a renewal, which changes nothing else. Of a volunteer who is on already, what is left out stays as it is, because a
 * second device or an app that starts again does not know it. `null` takes a choice back.
 */
export const availabilityBody = z.union([
  z.strictObject({
    available: z.literal(true),
    session: reference.optional(),
    channels: z.array(channel).min(1).max(listEntriesMax).nullable().optional(),
    capacity: z.int().min(1).max(spaceLimits.capacityMax.max).nullable().optional(),
    until: isoTime.nullable().optional(),
    afterThisOne: z.literal(false).optional().describe('Takes "after this one, off" back.'),
  }),
  z.strictObject({ available: z.literal(false), afterThisOne: z.boolean().default(false) }),
]);
export type AvailabilityBody = z.infer<typeof availabilityBody>;

/** Until when the volunteer counts as present, as this very call has extended it. Absent: the volunteer is off. */
export const leaseExpiresAt = isoTime.optional();

export const availabilityView = z
  .object({
    state: z.enum(['on', 'draining', 'off']),
    session: reference.optional(),
    leaseExpiresAt,
    until: isoTime.optional(),
    restUntil: isoTime.optional(),
    channels: z.array(channel).max(listEntriesMax),
    capacity: z.int(),
    talks: z.int(),
    talksToday: z.int().describe("Talks that began today, on the clocks of the space's time zone."),
    talksPerDay: z.int(),
  })
  .meta({ id: 'Availability' });

/** With why no new offer comes now. An empty list is never shown: `offered` says that the volunteer is being asked. */
export const explainedAvailability = availabilityView
  .extend({ reasons: reasons.describe('Why no new offer comes now.') })
  .meta({ id: 'ExplainedAvailability' });

const { space } = pathParameters;

export const availabilityRoutes = {
  showAvailability: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/me/availability',
    function: 'volunteer',
    summary: 'Shows whether the volunteer is on, until when, and why no offer comes now.',
    callers: ['volunteer'],
    params: { space },
    answers: { 200: explainedAvailability },
    problems: ['unauthenticated'],
    support: false,
    shed: 'read',
  }),
  setAvailability: route({
    ...noInput,
    method: 'PUT',
    path: '/v1/spaces/{space}/me/availability',
    function: 'volunteer',
    summary: 'Goes on, renews, goes off after the present conversation, or goes off.',
    callers: ['volunteer'],
    params: { space },
    body: availabilityBody,
    idempotencyKey: 'optional',
    answers: { 200: availabilityView },
    problems: ['unauthenticated', 'session-ended', 'not-eligible', 'unprocessable'],
    support: false,
    shed: 'never',
  }),
} as const;
