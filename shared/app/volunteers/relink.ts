/** Another person becomes this volunteer: with a new login, or by accepting an invitation. */
import type { Problem } from '../../contract/problems.ts';
import { formerLoginSeconds } from '../../domain/case-limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { formerLoginRecord, membershipRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { forgottenElsewhere } from '../store/elsewhere.ts';
import { load } from '../store/transact.ts';

/** The link of a volunteer to the person that they were: gone, and remembered for reports about talks of that time. */
export async function unlinked(ports: Ports, of: Volunteer, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const { id: volunteer, space, subject } = of;
  if (subject === undefined) return ok([]);
  const forgotten = await forgottenElsewhere(ports, of);
  if (!forgotten.ok) return forgotten;
  const known = await load(ports, homeKeys.membership(subject, space), membershipRecord);
  if (!known.ok) return known;
  const until = plusSeconds(now, formerLoginSeconds);
  const former = formerLoginRecord.overwrite(ports.ids, { rev: '', space, volunteer, subject, until });
  const membership = known.value?.volunteer === volunteer ? [membershipRecord.remove(known.value)] : [];
  return ok([...membership, former, ...forgotten.value]);
}

/** The volunteer as the person `subject` (keyed digest), who must not be a volunteer of the space yet. */
export function linkedTo(before: Volunteer, subject: string): Volunteer {
  return { ...before, subject, status: before.status === 'invited' ? 'active' : before.status };
}

/** The link to the new person. */
export function linkOf(ports: Ports, { id: volunteer, space }: Volunteer, subject: string): Write {
  return membershipRecord.put(ports.ids, { rev: '', subject, space, volunteer }, undefined);
}
