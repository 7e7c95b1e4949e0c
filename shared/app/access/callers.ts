/** The caller, as authenticated. Each use case decides from the tables what the caller may do. */
import type { Problem } from '../../contract/problems.ts';
import type { PartnerId, RequestId, SpaceId } from '../../domain/ids.ts';
import type { PartnerRight } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { homeKeys } from '../store/keys.ts';
import { coordinatorRecord } from '../store/home-records.ts';
import { notFound, unauthenticated } from '../store/problems.ts';

export interface PartnerCaller {
  readonly kind: 'partner';
  readonly partner: PartnerId;
  readonly spaces: readonly SpaceId[];
  readonly rights: readonly PartnerRight[];
  readonly test: boolean;
}

/** Holds the capability token of one request. */
export interface SeekerCaller {
  readonly kind: 'seeker';
  readonly request: RequestId;
}

/**
 * A person who is signed in with the identity provider: a volunteer, a coordinator, an operator, or a person without any role.
 */
export interface PersonCaller {
  readonly kind: 'person';
  /** Keyed digest of the `sub` of the token. Behind the HTTP edge the person is known only in this form. */
  readonly subject: string;
  readonly operator: boolean;
}

/** A caller without a credential. */
export interface UnknownCaller {
  readonly kind: 'nobody';
  /** The network of the call, for its share of what is everybody's. It is stored nowhere. */
  readonly network: string;
}

export type Caller = UnknownCaller | PartnerCaller | SeekerCaller | PersonCaller;

/** The person who calls, or 401. */
export function person(caller: Caller): Result<PersonCaller, Problem> {
  return caller.kind === 'person' ? ok(caller) : err(unauthenticated);
}

/** An operator, or 401 (not signed in) or 403. */
export function operator(caller: Caller): Result<PersonCaller, Problem> {
  if (caller.kind === 'nobody') return err(unauthenticated);
  if (caller.kind !== 'person' || !caller.operator) return err({ code: 'forbidden' });
  return ok(caller);
}

/**
 * A coordinator of this very space. 404 for every other person who is signed in: for them, objects of another space do not exist.
 */
export async function coordinatorOf(ports: Ports, caller: Caller, space: SpaceId): Promise<Result<PersonCaller, Problem>> {
  const who = person(caller);
  if (!who.ok) return caller.kind === 'nobody' ? who : err(notFound);
  const found = await load(ports, homeKeys.coordinator(space, who.value.subject), coordinatorRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : ok(who.value);
}

/** A coordinator of this very space, or an operator. 401, 404. */
export async function coordinatorOrOperator(
  ports: Ports,
  caller: Caller,
  space: SpaceId,
): Promise<Result<PersonCaller, Problem>> {
  return caller.kind === 'person' && caller.operator ? ok(caller) : coordinatorOf(ports, caller, space);
}

/**
 * Whether the partner may act in this space: it is bound to the space and has the right. A test key works only in a demo space.
 */
export function partnerMay(
  caller: PartnerCaller,
  space: { readonly id: SpaceId; readonly demo: boolean },
  right: PartnerRight,
): Result<void, Problem> {
  if (!caller.spaces.includes(space.id)) return err(notFound);
  if (!caller.rights.includes(right) || (caller.test && !space.demo)) return err({ code: 'forbidden' });
  return ok();
}
