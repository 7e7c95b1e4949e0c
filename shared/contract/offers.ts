/** Offers: the requests that a volunteer is asked to take. */
import * as z from 'zod';
import { offerId } from '../domain/ids.ts';
import { listEntriesMax } from '../domain/limits.ts';
import { channel, labels, languages, role } from '../domain/vocabulary.ts';
import { leaseExpiresAt } from './availability.ts';
import { codes, isoTime, noInput, reasons } from './common.ts';
import { myConversation } from './conversations.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

/** Enough for a decision, without anything that identifies the seeker. */
export const offerView = z
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

const { space, offer } = pathParameters;
const base = { callers: ['volunteer'], support: false, function: 'volunteer', shed: 'never' } as const;

export const offerRoutes = {
  listOffers: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/spaces/{space}/me/offers',
    function: 'long-poll',
    summary: 'Lists the open offers of the volunteer.',
    params: { space },
    waits: true,
    etag: true,
    answers: { 200: z.object({ items: z.array(offerView).max(listEntriesMax), leaseExpiresAt }), 304: null },
    problems: ['unauthenticated'],
    shed: 'read',
  }),
  nextOffer: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/spaces/{space}/me/offers/next',
    summary:
      'Makes the volunteer an offer: the first request in the queue that they can serve. 200 says why there is none for them now; 204: no request waits.',
    params: { space },
    answers: {
      200: z.object({ reasons, leaseExpiresAt }),
      201: offerView.extend({ leaseExpiresAt }).meta({ id: 'NextOffer' }),
      204: null,
    },
    problems: ['unauthenticated', 'not-eligible'],
  }),
  acceptOffer: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/spaces/{space}/me/offers/{offer}/accept',
    summary: 'Accepts the offer. A repeated call gets the same answer.',
    params: { space, offer },
    answers: { 200: z.object({ conversation: myConversation }) },
    problems: ['unauthenticated', 'offer-gone'],
  }),
  declineOffer: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/spaces/{space}/me/offers/{offer}/decline',
    summary: 'Declines the offer, at no cost.',
    params: { space, offer },
    answers: { 204: null },
    problems: ['unauthenticated'],
  }),
} as const;
