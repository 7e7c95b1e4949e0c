/** Reports and escalations. */
import {
  editEscalation as editOne,
  listEscalations as listAll,
  showEscalation as showOne,
} from '../../../shared/app/cases/escalations.ts';
import { reachVolunteers as reach } from '../../../shared/app/reach/reach-volunteers.ts';
import { editReport as edit, listReports as list, showReport as show } from '../../../shared/app/cases/reports.ts';
import { shown } from '../responders.ts';
import type { Handler } from '../route.ts';

export const listReports: Handler<'listReports'> = async ({ ports, now, caller, params, query }) =>
  shown(await list(ports, { caller, ...params, ...query }, now));

export const editReport: Handler<'editReport'> = async ({ ports, now, caller, params, body }) =>
  shown(await edit(ports, { caller, ...params, body }, now));

export const listEscalations: Handler<'listEscalations'> = async ({ ports, now, caller, params, query }) =>
  shown(await listAll(ports, { caller, ...params, ...query }, now));

export const editEscalation: Handler<'editEscalation'> = async ({ ports, now, caller, params, body }) =>
  shown(await editOne(ports, { caller, ...params, body }, now));

export const showReport: Handler<'showReport'> = async ({ ports, now, caller, params }) =>
  shown(await show(ports, { caller, ...params }, now));

export const showEscalation: Handler<'showEscalation'> = async ({ ports, now, caller, params }) =>
  shown(await showOne(ports, { caller, ...params }, now));

export const reachVolunteers: Handler<'reachVolunteers'> = async ({ ports, now, caller, params }) =>
  shown(await reach(ports, { caller, ...params }, now));
