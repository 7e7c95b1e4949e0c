/** The persons that a report about a volunteer names. */
import type { Problem } from '../../contract/problems.ts';
import { personsPerVolunteerMax } from '../../domain/case-limits.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { formerLoginRecord, volunteerRecord } from '../store/home-records.ts';
import { formerLoginsPk, homeKeys } from '../store/keys.ts';
import { load, query } from '../store/transact.ts';
import { readAll } from '../store/unreadable.ts';

/**
 * Keyed digests of who is the volunteer now, and of who was it lately. 503 unreadable if one of them cannot be read: that person is not left out,
 * because that person must not see the report.
 */
export async function personsOf(
  ports: Ports,
  space: SpaceId,
  volunteer: VolunteerId,
): Promise<Result<readonly string[], Problem>> {
  const profile = await load(ports, homeKeys.volunteer(space, volunteer), volunteerRecord);
  if (!profile.ok) return profile;
  const former = await query(ports, {
    table: 'home',
    pk: formerLoginsPk(space, volunteer),
    limit: personsPerVolunteerMax - 1,
  });
  if (!former.ok) return former;
  const logins = readAll(ports, formerLoginRecord, former.value.items);
  if (!logins.ok) return logins;
  const present = profile.value?.subject === undefined ? [] : [profile.value.subject];
  return ok([...new Set([...present, ...logins.value.map(({ subject }) => subject)])]);
}
