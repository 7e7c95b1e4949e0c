/** The public page of a space. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { estimateForNewcomer } from '../statistics/estimate-for.ts';
import { isVolunteerFree, waitingCount } from '../store/rooms.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { spaceViewOf, type SpaceView } from './space-views.ts';

export interface ShownSpace {
  readonly space: Space;
  readonly page: SpaceView;
}

/** The page with the live state of the room; 404, 503. */
export async function showSpace(
  ports: Ports,
  { space: id }: { readonly space: SpaceId },
  now: EpochMs,
): Promise<Result<ShownSpace, Problem>> {
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  const [waiting, free] = await Promise.all([waitingCount(ports, id), isVolunteerFree(ports, space.value, now)]);
  if (!waiting.ok) return waiting;
  if (!free.ok) return free;
  const estimate = await estimateForNewcomer(ports, space.value, waiting.value);
  if (!estimate.ok) return estimate;
  const room = { waiting: waiting.value, isVolunteerFree: free.value, estimate: estimate.value };
  return ok({ space: space.value, page: spaceViewOf(space.value, room, now) });
}
