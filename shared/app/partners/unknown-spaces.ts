import type { FieldError, Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { spaceRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { loadMany } from '../store/transact.ts';

/** A space is never deleted, so a space that exists now still exists when this commits. */
export async function unknownSpaces(ports: Ports, spaces: readonly SpaceId[]): Promise<Result<readonly FieldError[], Problem>> {
  const keys = [...new Set(spaces)].map((space) => homeKeys.space(space));
  const found = await loadMany(ports, keys, spaceRecord);
  if (!found.ok) return found;
  const known = new Set(found.value.map((space) => space.id));
  return ok(
    spaces.flatMap((space, at) => (known.has(space) ? [] : [{ pointer: `/spaces/${at}`, detail: 'This space does not exist.' }])),
  );
}
