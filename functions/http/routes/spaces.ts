/** A space: its public page, its help, its settings, its coordinators. */
import { addCoordinator as add, removeCoordinator as remove } from '../../../shared/app/spaces/coordinators.ts';
import { confirmResources as confirm } from '../../../shared/app/spaces/confirm-resources.ts';
import { createSpace as create } from '../../../shared/app/spaces/create-space.ts';
import { editSpace as edit } from '../../../shared/app/spaces/edit-space.ts';
import {
  listCoordinators as listStaff,
  listSpaces as list,
  showSettings as showAll,
} from '../../../shared/app/spaces/read-settings.ts';
import { spaceOr404 } from '../../../shared/app/store/load-space.ts';
import { showSpace as show } from '../../../shared/app/spaces/show-space.ts';
import { ok } from '../../../shared/domain/result.ts';
import { shown, silent, tagged } from '../responders.ts';
import type { Handler } from '../route.ts';
import { supportBlock } from '../../../shared/domain/support-block.ts';
import { tagOf } from '../etag.ts';

export const showSpace: Handler<'showSpace'> = async ({ ports, now, params, query, ifNoneMatch }) => {
  const found = await show(ports, params, now);
  if (!found.ok) return found;
  const { space, page } = found.value;
  // The answer changes with the room, but the editable part only with `rev`. `rev` comes first, and `If-Match` is compared with it.
  const etag = `${space.rev}.${tagOf(page)}`;
  if (ifNoneMatch?.includes(etag) === true) return ok({ status: 304, etag });
  return ok({ body: page, etag, about: { space, country: query.country } });
};

export const listResources: Handler<'listResources'> = async ({ ports, now, params, query }) => {
  const space = await spaceOr404(ports, params.space);
  if (!space.ok) return space;
  const about = {
    space: space.value,
    country: query.country,
    languages: query.language === undefined ? undefined : [query.language],
    topic: query.topic,
  };
  return ok({ body: { items: supportBlock(about, now).resources }, about });
};

export const createSpace: Handler<'createSpace'> = async ({ ports, now, caller, body, key }) => {
  const made = await create(ports, { caller, body, key }, now);
  return made.ok ? ok({ body: made.value.view, etag: made.value.etag, location: `/v1/spaces/${made.value.view.id}` }) : made;
};

export const editSpace: Handler<'editSpace'> = async ({ ports, now, caller, params, query, body, ifMatch }) => {
  const tags = ifMatch?.map((tag) => tag.split('.')[0] ?? tag);
  return tagged(await edit(ports, { caller, ...params, body, ifMatch: tags, endStranded: query.endStranded === 'true' }, now));
};

export const showSettings: Handler<'showSettings'> = async ({ ports, caller, params }) =>
  tagged(await showAll(ports, { caller, ...params }));

export const listSpaces: Handler<'listSpaces'> = async ({ ports, now, caller, query }) =>
  shown(await list(ports, { caller, ...query }, now));

export const listCoordinators: Handler<'listCoordinators'> = async ({ ports, caller, params, query }) =>
  shown(await listStaff(ports, { caller, ...params, ...query }));

export const confirmResources: Handler<'confirmResources'> = async ({ ports, now, caller, params }) =>
  shown(await confirm(ports, { caller, ...params }, now));

export const addCoordinator: Handler<'addCoordinator'> = async ({ ports, now, caller, params }) =>
  shown(await add(ports, { caller, ...params }, now));

export const removeCoordinator: Handler<'removeCoordinator'> = async ({ ports, now, caller, params }) =>
  silent(await remove(ports, { caller, ...params }, now));
