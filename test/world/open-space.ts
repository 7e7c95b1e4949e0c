/** A space and its volunteers, set up by the use cases, for tests without an HTTP interface. */
import { addVolunteer, type AddedView } from '../../shared/app/volunteers/add-volunteer.ts';
import type { Tagged } from '../../shared/app/resource/tagged.ts';
import { addCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { createKey } from '../../shared/app/partners/create-key.ts';
import { createPartner } from '../../shared/app/partners/create-partner.ts';
import { confirmResources } from '../../shared/app/spaces/confirm-resources.ts';
import { createSpace } from '../../shared/app/spaces/create-space.ts';
import { volunteerCreation } from '../../shared/contract/volunteers.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { spaceBody, volunteerBody, type SpaceBody, type VolunteerBody } from './bodies.ts';
import { coordinatorSub, operatorSub, signedIn } from './people.ts';

/**
 * A space with a coordinator, whose `sub` is `coordinatorSub`. The coordinator has confirmed the help numbers of the space's country;
 * a demo space needs no confirmation and gets none.
 */
export async function openSpace(ports: Ports, parts: Partial<SpaceBody>, now: EpochMs): Promise<SpaceId> {
  const operator = signedIn(ports.crypto, operatorSub, 'operator');
  const body = spaceCreation.parse({ ...spaceBody, ...parts });
  const space = valueOf(await createSpace(ports, { caller: operator, body }, now)).view.id;
  valueOf(await addCoordinator(ports, { caller: operator, space, sub: coordinatorSub }, now));
  if (body.demo) return space;
  const coordinator = signedIn(ports.crypto, coordinatorSub);
  valueOf(await confirmResources(ports, { caller: coordinator, space, country: body.country }, now));
  return space;
}

/** A volunteer added by the coordinator. With `subject`, the volunteer is linked to an account and active. */
export async function addedVolunteer(
  ports: Ports,
  { space, ...parts }: { readonly space: SpaceId } & Partial<VolunteerBody>,
  now: EpochMs,
): Promise<Tagged<AddedView>> {
  const body = volunteerCreation.parse({ ...volunteerBody, ...parts });
  return valueOf(await addVolunteer(ports, { caller: signedIn(ports.crypto, coordinatorSub), space, body }, now));
}

/** The key of a new partner that may ask and read in the space. */
export async function partnerKeyOf(ports: Ports, space: SpaceId, now: EpochMs): Promise<string> {
  const caller = signedIn(ports.crypto, operatorSub, 'operator');
  const partner = valueOf(await createPartner(ports, { caller, body: { name: 'App', spaces: [space] } }, now));
  return valueOf(await createKey(ports, { caller, partner: partner.id }, now)).key;
}

/** The value of a successful result. Throws after a refusal. */
export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
