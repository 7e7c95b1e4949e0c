import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { spaceRecord } from '../store/home-records.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { transact } from '../store/transact.ts';

/**
 * Notes on each space that a partner may give links. It is noted before the partner gets the space: a partner must never find the space
 * closed because it has no partner. Safe to repeat. 404, 503.
 */
export async function notePartner(ports: Ports, spaces: readonly SpaceId[]): Promise<Result<void, Problem>> {
  for (const id of spaces) {
    const noted = await transact(ports, async () => {
      const found = await spaceOr404(ports, id);
      if (!found.ok) return found;
      const { unpartnered, ...after } = found.value;
      if (unpartnered === undefined) return ok({ writes: [], value: undefined });
      return ok({ writes: [spaceRecord.put(ports.ids, after, found.value)], value: undefined });
    });
    if (!noted.ok) return noted;
  }
  return ok();
}
