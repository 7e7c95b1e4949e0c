/** Webhook endpoints of partners and spaces, and their deliveries. */
import * as z from 'zod';
import { recoveredAtOnceMax } from '../domain/webhooks/limits.ts';
import { isoTime, noInput, pageOf, pageQuery } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import type { ProblemSlug } from './problems.ts';
import { route } from './route.ts';
import {
  deliveriesQuery,
  deliveryView,
  endpointCreation,
  endpointEdit,
  endpointSecret,
  endpointView,
  recovery,
  verification,
} from './webhook-schemas.ts';

const { partner, space, endpoint, delivery } = pathParameters;
const common = { ...noInput, support: false, shed: 'never' } as const;
const ofPartner = { callers: ['partner', 'operator'], function: 'operator' } as const;
const ofSpace = { callers: ['coordinator'], function: 'coordinator' } as const;
const forPartner = ['unauthenticated', 'forbidden'] as const satisfies readonly ProblemSlug[];
const forSpace = ['unauthenticated'] as const satisfies readonly ProblemSlug[];

/** What the rows of both owners share. */
const rows = {
  create: {
    method: 'POST',
    body: endpointCreation,
    idempotencyKey: 'optional',
    answers: { 201: endpointView.extend({ secret: endpointSecret }) },
  },
  list: { method: 'GET', query: pageQuery, answers: { 200: pageOf(endpointView) }, shed: 'console' },
  show: { method: 'GET', answers: { 200: endpointView } },
  edit: { method: 'PATCH', body: endpointEdit, answers: { 200: endpointView } },
  remove: { method: 'DELETE', answers: { 204: null } },
  verify: { method: 'POST', body: verification, answers: { 200: endpointView } },
  rotate: {
    method: 'POST',
    idempotencyKey: 'optional',
    answers: {
      200: z.object({
        secret: endpointSecret,
        previousValidUntil: isoTime.describe('Until then the secret before it is valid as well.'),
      }),
    },
  },
  test: { method: 'POST', answers: { 202: deliveryView } },
  recover: {
    method: 'POST',
    body: recovery,
    answers: {
      200: z.object({
        recovered: z.int().nonnegative().max(recoveredAtOnceMax),
        next: isoTime.optional().describe('There may be more: call again with this time as `since`.'),
      }),
    },
  },
  deliveries: { method: 'GET', query: deliveriesQuery, answers: { 200: pageOf(deliveryView) }, shed: 'console' },
  replay: { method: 'POST', answers: { 202: deliveryView } },
} as const;

const summaries = {
  create: 'Adds a webhook endpoint. Its secret is shown only once. It is told of events once it is verified.',
  list: 'Lists the webhook endpoints.',
  show: 'Shows a webhook endpoint, and whether it answers.',
  edit: 'Edits a webhook endpoint, disables it, or lets it work again.',
  remove: 'Deletes a webhook endpoint. What it was not told yet, it is not told.',
  verify: 'Shows that the endpoint is yours, by the code that it received.',
  rotate: 'Gives the endpoint a new secret. The one before stays valid for a day.',
  test: 'Sends a message for trying; to an endpoint that is not verified its code.',
  recover: 'Sends again what failed since a time, as far as it is kept.',
  deliveries: 'Lists the deliveries of an endpoint, the newest first.',
  replay: 'Sends a delivery again, signed anew, under the same `webhook-id`. What became of it before stays in its record.',
} as const;

const partnerBase = '/v1/partners/{partner}/endpoints';
const partnerOne = `${partnerBase}/{endpoint}` as const;
const spaceBase = '/v1/spaces/{space}/endpoints';
const spaceOne = `${spaceBase}/{endpoint}` as const;
const onePartners = { params: { partner, endpoint } } as const;
const oneSpaces = { params: { space, endpoint } } as const;

export const webhookRoutes = {
  createPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.create,
    path: partnerBase,
    summary: summaries.create,
    params: { partner },
    problems: [...forPartner, 'unprocessable', 'idempotency-mismatch'],
  }),
  listPartnerEndpoints: route({
    ...common,
    ...ofPartner,
    ...rows.list,
    path: partnerBase,
    summary: summaries.list,
    params: { partner },
    problems: forPartner,
  }),
  showPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.show,
    ...onePartners,
    path: partnerOne,
    summary: summaries.show,
    problems: forPartner,
  }),
  editPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.edit,
    ...onePartners,
    path: partnerOne,
    summary: summaries.edit,
    problems: [...forPartner, 'unprocessable'],
  }),
  deletePartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.remove,
    ...onePartners,
    path: partnerOne,
    summary: summaries.remove,
    problems: forPartner,
  }),
  verifyPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.verify,
    ...onePartners,
    path: `${partnerOne}/verify`,
    summary: summaries.verify,
    problems: [...forPartner, 'unprocessable', 'endpoint-disabled'],
  }),
  rotatePartnerEndpointSecret: route({
    ...common,
    ...ofPartner,
    ...rows.rotate,
    ...onePartners,
    path: `${partnerOne}/secret/rotate`,
    summary: summaries.rotate,
    problems: [...forPartner, 'idempotency-mismatch'],
  }),
  testPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.test,
    ...onePartners,
    path: `${partnerOne}/test`,
    summary: summaries.test,
    problems: [...forPartner, 'endpoint-disabled'],
  }),
  recoverPartnerEndpoint: route({
    ...common,
    ...ofPartner,
    ...rows.recover,
    ...onePartners,
    path: `${partnerOne}/recover`,
    summary: summaries.recover,
    problems: [...forPartner, 'endpoint-disabled'],
  }),
  listPartnerDeliveries: route({
    ...common,
    ...ofPartner,
    ...rows.deliveries,
    ...onePartners,
    path: `${partnerOne}/deliveries`,
    summary: summaries.deliveries,
    problems: forPartner,
  }),
  replayPartnerDelivery: route({
    ...common,
    ...ofPartner,
    ...rows.replay,
    path: `${partnerOne}/deliveries/{delivery}/replay`,
    summary: summaries.replay,
    params: { partner, endpoint, delivery },
    problems: [...forPartner, 'endpoint-disabled'],
  }),
  createSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.create,
    path: spaceBase,
    summary: summaries.create,
    params: { space },
    problems: [...forSpace, 'unprocessable', 'idempotency-mismatch'],
  }),
  listSpaceEndpoints: route({
    ...common,
    ...ofSpace,
    ...rows.list,
    path: spaceBase,
    summary: summaries.list,
    params: { space },
    problems: forSpace,
  }),
  showSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.show,
    ...oneSpaces,
    path: spaceOne,
    summary: summaries.show,
    problems: forSpace,
  }),
  editSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.edit,
    ...oneSpaces,
    path: spaceOne,
    summary: summaries.edit,
    problems: [...forSpace, 'unprocessable'],
  }),
  deleteSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.remove,
    ...oneSpaces,
    path: spaceOne,
    summary: summaries.remove,
    problems: forSpace,
  }),
  verifySpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.verify,
    ...oneSpaces,
    path: `${spaceOne}/verify`,
    summary: summaries.verify,
    problems: [...forSpace, 'unprocessable', 'endpoint-disabled'],
  }),
  rotateSpaceEndpointSecret: route({
    ...common,
    ...ofSpace,
    ...rows.rotate,
    ...oneSpaces,
    path: `${spaceOne}/secret/rotate`,
    summary: summaries.rotate,
    problems: [...forSpace, 'idempotency-mismatch'],
  }),
  testSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.test,
    ...oneSpaces,
    path: `${spaceOne}/test`,
    summary: summaries.test,
    problems: [...forSpace, 'endpoint-disabled'],
  }),
  recoverSpaceEndpoint: route({
    ...common,
    ...ofSpace,
    ...rows.recover,
    ...oneSpaces,
    path: `${spaceOne}/recover`,
    summary: summaries.recover,
    problems: [...forSpace, 'endpoint-disabled'],
  }),
  listSpaceDeliveries: route({
    ...common,
    ...ofSpace,
    ...rows.deliveries,
    ...oneSpaces,
    path: `${spaceOne}/deliveries`,
    summary: summaries.deliveries,
    problems: forSpace,
  }),
  replaySpaceDelivery: route({
    ...common,
    ...ofSpace,
    ...rows.replay,
    path: `${spaceOne}/deliveries/{delivery}/replay`,
    summary: summaries.replay,
    params: { space, endpoint, delivery },
    problems: [...forSpace, 'endpoint-disabled'],
  }),
} as const;
