/** What volunteers call: who they are, whether they are available, their offers and their conversations. */
import * as z from 'zod';
import { conversationId, offerId, spaceId, volunteerId } from '../domain/ids.ts';
import { listEntriesMax, nameCharsMax, pageItemsMax, spaceLimits } from '../domain/limits.ts';
import { volunteerStatus } from '../domain/volunteer.ts';
import { channel, label, labels, languages, role } from '../domain/vocabulary.ts';
import { code, codes, isoTime, joinLink, noQuery, reference } from './common.ts';
import type { RouteContract } from './route.ts';

export const eligibility = z.object({
  eligible: z.boolean(),
  reasons: z.array(z.object({ reason: code, what: label.optional() })).max(pageItemsMax),
});

/** Asked to come: nobody who is on could serve somebody, and I could. Coarse words, and nothing that says who asks. */
const page = z
  .object({ since: isoTime, until: isoTime, languages, role: role.nullable(), channel })
  .describe(
    'I am off and asked to come, since nobody who is on could serve somebody who waits. Going on is the answer; none costs nothing.',
  );

export const mePage = z
  .object({
    id: volunteerId,
    space: spaceId,
    spaceName: z.string().max(nameCharsMax),
    status: volunteerStatus,
    role,
    languages,
    topics: labels,
    mutedTopics: labels,
    limits: z.object({ talksPerDay: z.int(), capacityMax: z.int() }),
    eligibility,
    pages: z.boolean().describe('Whether I may be asked to come while I am off.'),
    page: page.nullable(),
  })
  .meta({ id: 'Me' });

/** With `session`: a renewal, which changes nothing else. */
export const availabilityBody = z.union([
  z.strictObject({
    available: z.literal(true),
    session: reference.optional(),
    channels: z.array(channel).min(1).max(listEntriesMax).optional(),
    capacity: z.int().min(1).max(spaceLimits.capacityMax.max).optional(),
    until: isoTime.optional(),
  }),
  z.strictObject({ available: z.literal(false), afterThisOne: z.boolean().default(false) }),
]);
export type AvailabilityBody = z.infer<typeof availabilityBody>;

export const availabilityPage = z
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

/** Enough to decide, nothing that says who asks. */
export const offerPage = z
  .object({
    id: offerId,
    expiresAt: isoTime,
    role: role.nullable(),
    topics: labels,
    languages,
    channel,
    waitedSeconds: z.int(),
    reasons: codes,
  })
  .meta({ id: 'Offer' });

export const myConversation = z
  .object({ id: conversationId, channel, join: joinLink.nullable(), startedAt: isoTime })
  .meta({ id: 'MyConversation' });

export const meBody = z.strictObject({
  languages: languages.optional(),
  topics: labels.optional(),
  mutedTopics: labels.optional(),
  limits: z
    .strictObject({
      talksPerDay: z.int().min(1).max(spaceLimits.talksPerDay.max).optional(),
      capacityMax: z.int().min(1).max(spaceLimits.capacityMax.max).optional(),
    })
    .optional(),
  pages: z.boolean().optional(),
});

const base = { callers: ['volunteer'], support: false, query: noQuery } as const;

export const volunteerRoutes = {
  me: {
    ...base,
    summary: 'My volunteer records, one per space, whether I may serve, and whether I am asked to come.',
    answers: { 200: z.object({ items: z.array(mePage).max(pageItemsMax) }) },
    problems: ['unauthenticated'],
  },
  acceptInvitation: {
    ...base,
    summary: 'Links me to the volunteer who was invited.',
    answers: { 200: mePage },
    problems: ['unauthenticated', 'invitation-used', 'unprocessable'],
  },
  setAvailability: {
    ...base,
    summary: 'On, renewed, off after this one, or off.',
    idempotencyKey: 'optional',
    body: availabilityBody,
    answers: { 200: availabilityPage },
    problems: ['unauthenticated', 'session-ended', 'not-eligible', 'unprocessable'],
  },
  listOffers: {
    ...base,
    summary: 'The offers put to me.',
    waits: true,
    etag: true,
    answers: { 200: z.object({ items: z.array(offerPage).max(listEntriesMax) }), 304: null },
    problems: ['unauthenticated'],
  },
  nextOffer: {
    ...base,
    summary: 'Gives me the one who needs it most.',
    answers: { 201: offerPage, 204: null },
    problems: ['unauthenticated', 'not-eligible'],
  },
  acceptOffer: {
    ...base,
    summary: 'Takes the offer. Repeating it answers the same.',
    answers: { 200: z.object({ conversation: myConversation }) },
    problems: ['unauthenticated', 'offer-gone'],
  },
  declineOffer: { ...base, summary: 'Lets the offer pass, at no cost.', answers: { 204: null }, problems: ['unauthenticated'] },
  listMyConversations: {
    ...base,
    summary: 'My open conversations.',
    answers: { 200: z.object({ items: z.array(myConversation).max(listEntriesMax) }) },
    problems: ['unauthenticated'],
  },
  editMe: {
    ...base,
    summary: 'My languages, topics, muted topics and caps, and whether I may be asked to come while I am off.',
    body: meBody,
    answers: { 200: mePage },
    problems: ['unauthenticated', 'unprocessable'],
  },
} as const satisfies Record<string, RouteContract>;
