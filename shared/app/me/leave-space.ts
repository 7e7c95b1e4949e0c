import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { removeVolunteer, type LeavingView } from '../volunteers/remove-volunteer.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';

/** A volunteer leaves the space. 401; 404 also once the record is forgotten. */
export async function leaveSpace(
  ports: Ports,
  { caller, space }: { readonly caller: Caller; readonly space: SpaceId },
  now: EpochMs,
): Promise<Result<LeavingView, Problem>> {
  const me = await volunteerOf(ports, caller, space);
  if (!me.ok) return me;
  const who = person(caller);
  if (!who.ok) return who;
  const { id: volunteer } = me.value.volunteer;
  return removeVolunteer(ports, { space, volunteer, by: who.value.subject, what: 'volunteer-left' }, now);
}
