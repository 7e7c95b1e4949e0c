import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { volunteerOr404, type Member } from './load-volunteer.ts';
import { load } from '../store/transact.ts';
import { membershipRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { notFound } from '../store/problems.ts';

/**
 * The volunteer that the caller is in the space, whatever their status. 401 for a caller who is not authenticated, 404 for every
 * other caller.
 */
export async function volunteerOf(ports: Ports, caller: Caller, space: SpaceId): Promise<Result<Member, Problem>> {
  const who = person(caller);
  if (!who.ok) return caller.kind === 'nobody' ? who : err(notFound);
  const found = await load(ports, homeKeys.membership(who.value.subject, space), membershipRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : volunteerOr404(ports, found.value);
}
