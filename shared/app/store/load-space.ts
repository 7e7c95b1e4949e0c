import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Ports } from '../../ports.ts';
import { load } from './transact.ts';
import { spaceRecord } from './home-records.ts';
import { homeKeys } from './keys.ts';
import { notFound } from './problems.ts';

/** The space, or 404. */
export async function spaceOr404(ports: Ports, id: SpaceId): Promise<Result<Space, Problem>> {
  const found = await load(ports, homeKeys.space(id), spaceRecord);
  if (!found.ok) return found;
  return found.value === undefined ? err(notFound) : ok(found.value);
}
