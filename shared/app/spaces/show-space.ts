/** The public page of a space. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { estimateForNewcomer } from '../statistics/estimate-for.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { liveRoomOf } from './live-state.ts';
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
  const room = await liveRoomOf(ports, space.value, now);
  if (!room.ok) return room;
  const estimate = await estimateForNewcomer(ports, space.value, room.value.waiting);
  if (!estimate.ok) return estimate;
  return ok({ space: space.value, page: spaceViewOf(space.value, { ...room.value, estimate: estimate.value }, now) });
}
