import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { removeVolunteer, type LeavingView } from './remove-volunteer.ts';

export interface DeleteVolunteer {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
}

/** A coordinator deletes a volunteer. 401; 404 also once the record is forgotten. */
export async function deleteVolunteer(
  ports: Ports,
  { caller, space, volunteer }: DeleteVolunteer,
  now: EpochMs,
): Promise<Result<LeavingView, Problem>> {
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  return removeVolunteer(ports, { space, volunteer, by: who.value.subject, what: 'volunteer-deleted' }, now);
}
