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
  /** The caller knows that the requests end that no volunteer could serve any more. */
  readonly endStranded?: boolean;
}

/** A coordinator deletes a volunteer. 401; 404 also once the record is forgotten; 409 would-strand. */
export async function deleteVolunteer(
  ports: Ports,
  { caller, space, volunteer, endStranded = false }: DeleteVolunteer,
  now: EpochMs,
): Promise<Result<LeavingView, Problem>> {
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  return removeVolunteer(ports, { space, volunteer, by: who.value.subject, what: 'volunteer-deleted', endStranded }, now);
}
