/** The availability of a volunteer. */
import * as z from 'zod';
import { listEntriesMax, spaceLimits } from '../domain/limits.ts';
import { channel } from '../domain/vocabulary.ts';
import { isoTime, noInput, reference } from './common.ts';
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

export const availabilityView = z
  .object({
    state: z.enum(['on', 'draining', 'off']),
    session: reference.optional(),
    leaseExpiresAt: isoTime.optional(),
    until: isoTime.optional(),
    restUntil: isoTime.optional(),
    channels: z.array(channel).max(listEntriesMax),
    capacity: z.int(),
    talks: z.int(),
  })
  .meta({ id: 'Availability' });

export const availabilityRoutes = {
  setAvailability: route({
    ...noInput,
    method: 'PUT',
    path: '/v1/spaces/{space}/me/availability',
    function: 'volunteer',
    summary: 'Goes on, renews, goes off after the present conversation, or goes off.',
    callers: ['volunteer'],
    params: { space: pathParameters.space },
    body: availabilityBody,
    idempotencyKey: 'optional',
    answers: { 200: availabilityView },
    problems: ['unauthenticated', 'session-ended', 'not-eligible', 'unprocessable'],
    support: false,
    shed: 'never',
  }),
} as const;
