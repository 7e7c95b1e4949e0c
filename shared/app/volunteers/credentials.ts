import type { VolunteerCreation } from '../../contract/volunteers.ts';
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { fromIso } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import { unprocessable } from '../resource/unprocessable.ts';

/** The credentials of a body. 422 for a time before 1970. */
export function credentialsOf(given: VolunteerCreation['credentials']): Result<Volunteer['credentials'], Problem> {
  const credentials: Volunteer['credentials'] = [];
  for (const [at, { kind, expiresAt }] of given.entries()) {
    const ends = fromIso(expiresAt);
    if (ends === undefined) return err(unprocessable(`/credentials/${at}/expiresAt`, 'Must be a time after 1970.'));
    credentials.push({ kind, expiresAt: ends });
  }
  return ok(credentials);
}
