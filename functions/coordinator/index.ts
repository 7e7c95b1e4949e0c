/** What coordinators call, lists that may be put off aside: their space, its volunteers, reports, escalations. */
import { noQuery } from '../../shared/contract/common.ts';
import { contract } from '../../shared/contract/contract.ts';
import { volunteerCreation, volunteerEdit } from '../../shared/contract/volunteers.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import { escalationId, reportId, spaceId, volunteerId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { country } from '../../shared/domain/vocabulary.ts';
import { addVolunteer } from '../../shared/app/coordination/add-volunteer.ts';
import { editVolunteer } from '../../shared/app/coordination/edit-volunteer.ts';
import { editEscalation, listEscalations } from '../../shared/app/coordination/escalations.ts';
import { showVolunteer } from '../../shared/app/coordination/read-volunteers.ts';
import { editReport, listReports } from '../../shared/app/coordination/reports.ts';
import { confirmResources } from '../../shared/app/spaces/confirm-resources.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { api } from '../http/api.ts';
import { shown, tagged } from '../http/outcomes.ts';
import { bind, nothing } from '../http/route.ts';

const ofSpace = { ...nothing, params: { space: spaceId } };
const ofVolunteer = { ...nothing, params: { space: spaceId, volunteer: volunteerId } };

export const handler = api([
  bind('editSpace', { ...ofSpace, body: spaceEdit }, async (call) =>
    tagged(
      await editSpace(
        call.ports,
        { ...call, ...call.params, ifMatch: call.ifMatch?.map((tag) => tag.split('.')[0] ?? tag) },
        call.now,
      ),
    ),
  ),
  bind(
    'confirmResources',
    { params: { space: spaceId, country }, query: noQuery, body: contract.confirmResources.body },
    async ({ ports, now, caller, params }) => shown(await confirmResources(ports, { caller, ...params }, now)),
  ),
  bind('addVolunteer', { ...ofSpace, body: volunteerCreation }, async (call) => {
    const added = await addVolunteer(call.ports, { ...call, ...call.params }, call.now);
    return added.ok
      ? ok({
          body: added.value.page,
          etag: added.value.etag,
          location: `/v1/spaces/${call.params.space}/volunteers/${added.value.page.id}`,
        })
      : added;
  }),
  bind('showVolunteer', ofVolunteer, async ({ ports, now, caller, params }) =>
    tagged(await showVolunteer(ports, { caller, ...params }, now)),
  ),
  bind('editVolunteer', { ...ofVolunteer, body: volunteerEdit }, async (call) =>
    tagged(await editVolunteer(call.ports, { ...call, ...call.params }, call.now)),
  ),
  bind('listReports', { ...ofSpace, query: contract.listReports.query }, async ({ ports, now, caller, params, query }) =>
    shown(await listReports(ports, { caller, ...params, ...query }, now)),
  ),
  bind(
    'editReport',
    { ...ofSpace, params: { space: spaceId, report: reportId }, body: contract.editReport.body },
    async ({ ports, now, caller, params, body }) => shown(await editReport(ports, { caller, ...params, body }, now)),
  ),
  bind('listEscalations', { ...ofSpace, query: contract.listEscalations.query }, async ({ ports, now, caller, params, query }) =>
    shown(await listEscalations(ports, { caller, ...params, ...query }, now)),
  ),
  bind(
    'editEscalation',
    { ...ofSpace, params: { space: spaceId, escalation: escalationId }, body: contract.editEscalation.body },
    async ({ ports, now, caller, params, body }) => shown(await editEscalation(ports, { caller, ...params, body }, now)),
  ),
]);
