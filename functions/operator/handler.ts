/** The routes of operators: spaces, their coordinators, partners and keys. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import {
  createKey,
  createPartner,
  editPartner,
  listKeys,
  listPartners,
  revokeKey,
  showPartner,
} from '../http/routes/partners.ts';
import { addCoordinator, createSpace } from '../http/routes/spaces.ts';
import {
  createPartnerEndpoint,
  deletePartnerEndpoint,
  editPartnerEndpoint,
  listPartnerDeliveries,
  listPartnerEndpoints,
  recoverPartnerEndpoint,
  replayPartnerDelivery,
  rotatePartnerEndpointSecret,
  showPartnerEndpoint,
  testPartnerEndpoint,
  verifyPartnerEndpoint,
} from '../http/routes/webhooks.ts';

export function operator(context: HttpContext): HttpHandler {
  return api<'operator'>(context, {
    createSpace,
    addCoordinator,
    createPartner,
    listPartners,
    showPartner,
    editPartner,
    createKey,
    listKeys,
    revokeKey,
    createPartnerEndpoint,
    listPartnerEndpoints,
    showPartnerEndpoint,
    editPartnerEndpoint,
    deletePartnerEndpoint,
    verifyPartnerEndpoint,
    rotatePartnerEndpointSecret,
    testPartnerEndpoint,
    recoverPartnerEndpoint,
    listPartnerDeliveries,
    replayPartnerDelivery,
  });
}
