/** Who may manage the endpoints of a partner or a space. */
import type { Problem } from '../../contract/problems.ts';
import type { EndpointId, SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { EndpointOwner } from '../../domain/webhooks/event-types.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, operator, type Caller } from '../access/callers.ts';
import { partnerOr404 } from '../partners/load-partner.ts';
import { homeKeys } from '../store/keys.ts';
import { notFound } from '../store/problems.ts';
import { load } from '../store/transact.ts';
import { endpointRecord } from '../store/webhook-records.ts';

export interface Manager {
  /** Keyed digest of the person. Undefined: a partner's key. */
  readonly person: string | undefined;
  /** The spaces whose talks an endpoint of a partner may be told of, as far as this caller decides. Undefined: the owner is a space. */
  readonly spaces: readonly SpaceId[] | undefined;
  /**
   * Whether the caller may change this endpoint and see what it was told. One that is told of reports is its maker's alone: it may have been told of
   * reports that name another coordinator.
   */
  mayManage(endpoint: Endpoint): boolean;
  /** Whether the caller may see this endpoint, and delete it. A key manages no endpoint that is told of a space which the key does not have. */
  maySee(endpoint: Endpoint): boolean;
}

/**
 * A coordinator for their space. For a partner an operator, or a key of the partner with the right `manage`. A test key may not, because endpoints
 * are told of spaces that are no demo. 401; 403; 404 for another partner or space.
 */
export async function managerOf(ports: Ports, caller: Caller, owner: EndpointOwner): Promise<Result<Manager, Problem>> {
  if ('space' in owner) {
    const who = await coordinatorOf(ports, caller, owner.space);
    if (!who.ok) return who;
    const { subject } = who.value;
    const mayManage = ({ types, createdBy }: Endpoint) => !types.includes('report.raised') || createdBy === subject;
    return ok({ person: subject, spaces: undefined, maySee: () => true, mayManage });
  }
  if (caller.kind === 'partner') {
    if (caller.partner !== owner.partner) return err(notFound);
    if (!caller.rights.includes('manage') || caller.test) return err({ code: 'forbidden' });
    const { spaces } = caller;
    const maySee = (endpoint: Endpoint) => (endpoint.spaces ?? []).every((space) => spaces.includes(space));
    return ok({ person: undefined, spaces, maySee, mayManage: maySee });
  }
  const who = operator(caller);
  if (!who.ok) return who;
  const partner = await partnerOr404(ports, owner.partner);
  if (!partner.ok) return partner;
  return ok({ person: who.value.subject, spaces: partner.value.spaces, maySee: () => true, mayManage: () => true });
}

export interface OfEndpoint {
  readonly caller: Caller;
  readonly owner: EndpointOwner;
  readonly endpoint: EndpointId;
}

/** The endpoint as it is stored. 404. */
export async function endpointOr404(
  ports: Ports,
  { owner, endpoint }: Omit<OfEndpoint, 'caller'>,
): Promise<Result<Endpoint, Problem>> {
  const found = await load(ports, homeKeys.endpoint(owner, endpoint), endpointRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : ok(found.value);
}

/** The endpoint, for a caller who manages it. 401, 403, 404. */
export async function managed(ports: Ports, of: OfEndpoint): Promise<Result<{ who: Manager; endpoint: Endpoint }, Problem>> {
  const found = await seenEndpoint(ports, of);
  return found.ok && !found.value.who.mayManage(found.value.endpoint) ? err(notFound) : found;
}

/** The endpoint, for a caller who may see it. 401, 403, 404. */
export async function seenEndpoint(ports: Ports, of: OfEndpoint): Promise<Result<{ who: Manager; endpoint: Endpoint }, Problem>> {
  const who = await managerOf(ports, of.caller, of.owner);
  if (!who.ok) return who;
  const endpoint = await endpointOr404(ports, of);
  if (!endpoint.ok) return endpoint;
  return who.value.maySee(endpoint.value) ? ok({ who: who.value, endpoint: endpoint.value }) : err(notFound);
}
