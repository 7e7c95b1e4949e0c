import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EndpointOwner } from '../../domain/webhooks/event-types.ts';
import type { Ports } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { endpointPrefix, ownerPk } from '../store/keys.ts';
import { endpointRecord } from '../store/webhook-records.ts';
import { managerOf, seenEndpoint, type OfEndpoint } from './access.ts';
import { endpointViewOf, type EndpointView } from './endpoint-view.ts';

export interface ListEndpoints extends PageWanted {
  readonly caller: Caller;
  readonly owner: EndpointOwner;
}

/** The endpoints of a partner or a space that the caller may manage. 400 for a cursor of another list, 401, 403, 404. */
export async function listEndpoints(ports: Ports, command: ListEndpoints): Promise<Result<Listed<EndpointView>, Problem>> {
  const who = await managerOf(ports, command.caller, command.owner);
  if (!who.ok) return who;
  const list = { table: 'home', pk: ownerPk(command.owner), prefix: endpointPrefix, record: endpointRecord } as const;
  const page = await listPage(ports, list, command);
  if (!page.ok) return page;
  const seen = page.value.items.filter((endpoint) => who.value.maySee(endpoint));
  return ok({ ...page.value, items: seen.map((endpoint) => endpointViewOf(ports, endpoint)) });
}

/** One endpoint, and whether it answers. 401, 403, 404. */
export async function showEndpoint(ports: Ports, command: OfEndpoint): Promise<Result<EndpointView, Problem>> {
  const found = await seenEndpoint(ports, command);
  return found.ok ? ok(endpointViewOf(ports, found.value.endpoint)) : found;
}
