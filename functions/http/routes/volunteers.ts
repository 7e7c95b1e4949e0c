/** The volunteers of a space, and a volunteer's own records. */
import { addVolunteer as add } from '../../../shared/app/volunteers/add-volunteer.ts';
import { deleteVolunteer as remove } from '../../../shared/app/volunteers/delete-volunteer.ts';
import { inviteAgain as invite } from '../../../shared/app/volunteers/invite-again.ts';
import { leaveSpace as leave } from '../../../shared/app/me/leave-space.ts';
import { editVolunteer as edit } from '../../../shared/app/volunteers/edit-volunteer.ts';
import { listVolunteers as list, showVolunteer as show } from '../../../shared/app/volunteers/read-volunteers.ts';
import { acceptInvitation as accept } from '../../../shared/app/me/accept-invitation.ts';
import { editMe as editOwn } from '../../../shared/app/me/edit-me.ts';
import { me as showOwn } from '../../../shared/app/me/me.ts';
import { ok } from '../../../shared/domain/result.ts';
import { shown, tagged } from '../responders.ts';
import type { Handler } from '../route.ts';

export const addVolunteer: Handler<'addVolunteer'> = async ({ ports, now, caller, params, body, key }) => {
  const added = await add(ports, { caller, ...params, body, key }, now);
  if (!added.ok) return added;
  const { view: page, etag } = added.value;
  return ok({ body: page, etag, location: `/v1/spaces/${params.space}/volunteers/${page.id}` });
};

export const listVolunteers: Handler<'listVolunteers'> = async ({ ports, now, caller, params, query }) =>
  shown(await list(ports, { caller, ...params, ...query }, now));

export const showVolunteer: Handler<'showVolunteer'> = async ({ ports, now, caller, params }) =>
  tagged(await show(ports, { caller, ...params }, now));

export const editVolunteer: Handler<'editVolunteer'> = async ({ ports, now, caller, params, query, body, ifMatch }) =>
  tagged(await edit(ports, { caller, ...params, body, ifMatch, endStranded: query.endStranded === 'true' }, now));

export const me: Handler<'me'> = async ({ ports, now, caller }) => shown(await showOwn(ports, { caller }, now));

export const editMe: Handler<'editMe'> = async ({ ports, now, caller, params, body }) =>
  shown(await editOwn(ports, { caller, ...params, body }, now));

export const acceptInvitation: Handler<'acceptInvitation'> = async ({ ports, now, caller, params }) =>
  shown(await accept(ports, { caller, ...params }, now));

export const deleteVolunteer: Handler<'deleteVolunteer'> = async ({ ports, now, caller, params, query }) =>
  shown(await remove(ports, { caller, ...params, endStranded: query.endStranded === 'true' }, now));

export const inviteAgain: Handler<'inviteAgain'> = async ({ ports, now, caller, params }) =>
  shown(await invite(ports, { caller, ...params }, now));

export const leaveSpace: Handler<'leaveSpace'> = async ({ ports, now, caller, params }) =>
  shown(await leave(ports, { caller, ...params }, now));
