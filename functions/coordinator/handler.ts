/** The routes of coordinators, except lists that may be shed: their space, its volunteers, reports, escalations. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { liftBlock } from '../http/routes/blocks.ts';
import {
  editEscalation,
  editReport,
  listEscalations,
  listReports,
  reachVolunteers,
  showEscalation,
  showReport,
} from '../http/routes/cases.ts';
import { confirmResources, editSpace, removeCoordinator, showSettings } from '../http/routes/spaces.ts';
import { addVolunteer, deleteVolunteer, editVolunteer, inviteAgain, showVolunteer } from '../http/routes/volunteers.ts';
import { boardLive } from '../http/routes/live.ts';
import {
  createSpaceEndpoint,
  deleteSpaceEndpoint,
  editSpaceEndpoint,
  listSpaceDeliveries,
  listSpaceEndpoints,
  recoverSpaceEndpoint,
  replaySpaceDelivery,
  rotateSpaceEndpointSecret,
  showSpaceEndpoint,
  testSpaceEndpoint,
  verifySpaceEndpoint,
} from '../http/routes/webhooks.ts';

export function coordinator(context: HttpContext): HttpHandler {
  return api<'coordinator'>(context, {
    showSettings,
    editSpace,
    confirmResources,
    removeCoordinator,
    addVolunteer,
    showVolunteer,
    editVolunteer,
    deleteVolunteer,
    inviteAgain,
    listReports,
    showReport,
    editReport,
    listEscalations,
    showEscalation,
    editEscalation,
    reachVolunteers,
    liftBlock,
    boardLive: boardLive(context),
    createSpaceEndpoint,
    listSpaceEndpoints,
    showSpaceEndpoint,
    editSpaceEndpoint,
    deleteSpaceEndpoint,
    verifySpaceEndpoint,
    rotateSpaceEndpointSecret,
    testSpaceEndpoint,
    recoverSpaceEndpoint,
    listSpaceDeliveries,
    replaySpaceDelivery,
  });
}
