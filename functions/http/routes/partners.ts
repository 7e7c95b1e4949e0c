/** Partner apps and their keys. */
import { createKey as create } from '../../../shared/app/partners/create-key.ts';
import { createPartner as add } from '../../../shared/app/partners/create-partner.ts';
import { editPartner as edit } from '../../../shared/app/partners/edit-partner.ts';
import { listPartners as listAll, showPartner as show } from '../../../shared/app/partners/read-partners.ts';
import { listKeys as list } from '../../../shared/app/partners/list-keys.ts';
import { revokeKey as revoke } from '../../../shared/app/partners/revoke-key.ts';
import { shown, silent, tagged } from '../responders.ts';
import type { Handler } from '../route.ts';

export const createPartner: Handler<'createPartner'> = async ({ ports, now, caller, body, key }) =>
  shown(await add(ports, { caller, body, key }, now));

export const createKey: Handler<'createKey'> = async ({ ports, now, caller, params, body, key }) =>
  shown(await create(ports, { caller, ...params, body, key }, now));

export const listKeys: Handler<'listKeys'> = async ({ ports, caller, params, query }) =>
  shown(await list(ports, { caller, ...params, ...query }));

export const revokeKey: Handler<'revokeKey'> = async ({ ports, now, caller, params }) =>
  silent(await revoke(ports, { caller, partner: params.partner, id: params.key }, now));

export const listPartners: Handler<'listPartners'> = async ({ ports, caller, query }) =>
  shown(await listAll(ports, { caller, ...query }));

export const showPartner: Handler<'showPartner'> = async ({ ports, caller, params }) =>
  tagged(await show(ports, { caller, ...params }));

export const editPartner: Handler<'editPartner'> = async ({ ports, now, caller, params, body, ifMatch }) =>
  tagged(await edit(ports, { caller, ...params, body, ifMatch }, now));
