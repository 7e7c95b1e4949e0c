/** Webhook endpoints of partners and of spaces. */
import { deleteEndpoint, editEndpoint, rotateSecret, verifyEndpoint } from '../../../shared/app/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../../shared/app/webhooks/create-endpoint.ts';
import { listDeliveries, recoverSince, replayDelivery, testEndpoint } from '../../../shared/app/webhooks/deliveries.ts';
import { listEndpoints, showEndpoint } from '../../../shared/app/webhooks/read-endpoints.ts';
import type { EndpointId } from '../../../shared/domain/ids.ts';
import { fromIso } from '../../../shared/domain/time.ts';
import type { EndpointOwner } from '../../../shared/domain/webhooks/event-types.ts';
import { shown, silent } from '../responders.ts';
import type { Handler } from '../route.ts';

/** The endpoint of a path. */
function of(params: EndpointOwner & { readonly endpoint: EndpointId }): {
  readonly owner: EndpointOwner;
  readonly endpoint: EndpointId;
} {
  return { owner: 'partner' in params ? { partner: params.partner } : { space: params.space }, endpoint: params.endpoint };
}

export const createPartnerEndpoint: Handler<'createPartnerEndpoint'> = async ({ ports, now, caller, params, body, key }) =>
  shown(await createEndpoint(ports, { caller, owner: params, body, key }, now));

export const listPartnerEndpoints: Handler<'listPartnerEndpoints'> = async ({ ports, caller, params, query }) =>
  shown(await listEndpoints(ports, { caller, owner: params, ...query }));

export const showPartnerEndpoint: Handler<'showPartnerEndpoint'> = async ({ ports, caller, params }) =>
  shown(await showEndpoint(ports, { caller, ...of(params) }));

export const editPartnerEndpoint: Handler<'editPartnerEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await editEndpoint(ports, { caller, ...of(params), body }, now));

export const deletePartnerEndpoint: Handler<'deletePartnerEndpoint'> = async ({ ports, now, caller, params }) =>
  silent(await deleteEndpoint(ports, { caller, ...of(params) }, now));

export const verifyPartnerEndpoint: Handler<'verifyPartnerEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await verifyEndpoint(ports, { caller, ...of(params), ...body }, now));

export const rotatePartnerEndpointSecret: Handler<'rotatePartnerEndpointSecret'> = async ({ ports, now, caller, params, key }) =>
  shown(await rotateSecret(ports, { caller, ...of(params), key }, now));

export const testPartnerEndpoint: Handler<'testPartnerEndpoint'> = async ({ ports, now, caller, params }) =>
  shown(await testEndpoint(ports, { caller, ...of(params) }, now));

export const recoverPartnerEndpoint: Handler<'recoverPartnerEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await recoverSince(ports, { caller, ...of(params), since: fromIso(body.since) ?? now }, now));

export const listPartnerDeliveries: Handler<'listPartnerDeliveries'> = async ({ ports, now, caller, params, query }) =>
  shown(await listDeliveries(ports, { caller, ...of(params), ...query }, now));

export const replayPartnerDelivery: Handler<'replayPartnerDelivery'> = async ({ ports, now, caller, params }) =>
  shown(await replayDelivery(ports, { caller, ...of(params), delivery: params.delivery }, now));

export const createSpaceEndpoint: Handler<'createSpaceEndpoint'> = async ({ ports, now, caller, params, body, key }) =>
  shown(await createEndpoint(ports, { caller, owner: params, body, key }, now));

export const listSpaceEndpoints: Handler<'listSpaceEndpoints'> = async ({ ports, caller, params, query }) =>
  shown(await listEndpoints(ports, { caller, owner: params, ...query }));

export const showSpaceEndpoint: Handler<'showSpaceEndpoint'> = async ({ ports, caller, params }) =>
  shown(await showEndpoint(ports, { caller, ...of(params) }));

export const editSpaceEndpoint: Handler<'editSpaceEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await editEndpoint(ports, { caller, ...of(params), body }, now));

export const deleteSpaceEndpoint: Handler<'deleteSpaceEndpoint'> = async ({ ports, now, caller, params }) =>
  silent(await deleteEndpoint(ports, { caller, ...of(params) }, now));

export const verifySpaceEndpoint: Handler<'verifySpaceEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await verifyEndpoint(ports, { caller, ...of(params), ...body }, now));

export const rotateSpaceEndpointSecret: Handler<'rotateSpaceEndpointSecret'> = async ({ ports, now, caller, params, key }) =>
  shown(await rotateSecret(ports, { caller, ...of(params), key }, now));

export const testSpaceEndpoint: Handler<'testSpaceEndpoint'> = async ({ ports, now, caller, params }) =>
  shown(await testEndpoint(ports, { caller, ...of(params) }, now));

export const recoverSpaceEndpoint: Handler<'recoverSpaceEndpoint'> = async ({ ports, now, caller, params, body }) =>
  shown(await recoverSince(ports, { caller, ...of(params), since: fromIso(body.since) ?? now }, now));

export const listSpaceDeliveries: Handler<'listSpaceDeliveries'> = async ({ ports, now, caller, params, query }) =>
  shown(await listDeliveries(ports, { caller, ...of(params), ...query }, now));

export const replaySpaceDelivery: Handler<'replaySpaceDelivery'> = async ({ ports, now, caller, params }) =>
  shown(await replayDelivery(ports, { caller, ...of(params), delivery: params.delivery }, now));
