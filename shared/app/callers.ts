/** Who is calling, as authenticated; what they may do is decided against the tables by each use case. */
import type { Problem } from '../contract/problems.ts';
import type { PartnerId, RequestId, SpaceId } from '../domain/ids.ts';
import type { PartnerRight } from '../domain/partner.ts';
import { err, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Ports } from '../ports.ts';
import { load } from './decide.ts';
import { homeKeys } from './records/keys.ts';
import { coordinatorRecord } from './records/home-records.ts';

export interface PartnerCaller {
  readonly kind: 'partner';
  readonly partner: PartnerId;
  readonly spaces: readonly SpaceId[];
  readonly rights: readonly PartnerRight[];
  readonly test: boolean;
}

/** Holds the capability for one request. */
export interface SeekerCaller {
  readonly kind: 'seeker';
  readonly request: RequestId;
}

/** Somebody signed in with the identity provider: a volunteer, a coordinator, an operator, or nobody we know. */
export interface PersonCaller {
  readonly kind: 'person';
  /** Keyed digest of the token's `sub`: the only form in which it is known past the edge. */
  readonly subject: string;
  readonly operator: boolean;
}

export type Caller = { readonly kind: 'nobody' } | PartnerCaller | SeekerCaller | PersonCaller;

export const unauthenticated: Problem = { code: 'unauthenticated' };
export const notFound: Problem = { code: 'not-found' };

/** The person calling, or 401. */
export function person(caller: Caller): Result<PersonCaller, Problem> {
  return caller.kind === 'person' ? ok(caller) : err(unauthenticated);
}

/** An operator, or 401 (nobody signed in) or 403. */
export function operator(caller: Caller): Result<PersonCaller, Problem> {
  if (caller.kind === 'nobody') return err(unauthenticated);
  if (caller.kind !== 'person' || !caller.operator) return err({ code: 'forbidden' });
  return ok(caller);
}

/** A coordinator of this very space; 404 for everybody else who is signed in: another tenant's object does not exist. */
export async function coordinatorOf(ports: Ports, caller: Caller, space: SpaceId): Promise<Result<PersonCaller, Problem>> {
  const who = person(caller);
  if (!who.ok) return caller.kind === 'nobody' ? who : err(notFound);
  const found = await load(ports, homeKeys.coordinator(space, who.value.subject), coordinatorRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : ok(who.value);
}

/** Whether the partner may act in this space: bound to it, with the right, and a test key only where it is a demo. */
export function partnerMay(
  caller: PartnerCaller,
  space: { readonly id: SpaceId; readonly demo: boolean },
  right: PartnerRight,
): Result<void, Problem> {
  if (!caller.spaces.includes(space.id)) return err(notFound);
  if (!caller.rights.includes(right) || (caller.test && !space.demo)) return err({ code: 'forbidden' });
  return ok();
}
