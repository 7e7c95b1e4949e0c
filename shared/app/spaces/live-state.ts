/** Whether a space takes requests now, as the room and the hours say. */
import type * as z from 'zod';
import type { spaceState } from '../../contract/common.ts';
import type { Problem } from '../../contract/problems.ts';
import { openingOf } from '../../domain/opening.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { isVolunteerFree, waitingCount } from '../store/rooms.ts';

export type SpaceState = z.infer<typeof spaceState>;

/** What changes every minute in a room. */
export interface LiveRoom {
  readonly waiting: number;
  readonly isVolunteerFree: boolean;
}

/** Counts the requests that wait, and looks for a volunteer who is free. 503. */
export async function liveRoomOf(ports: Ports, space: Space, now: EpochMs): Promise<Result<LiveRoom, Problem>> {
  const [waiting, free] = await Promise.all([waitingCount(ports, space.id), isVolunteerFree(ports, space, now)]);
  if (!waiting.ok) return waiting;
  return free.ok ? ok({ waiting: waiting.value, isVolunteerFree: free.value }) : free;
}

/** The state of a space that is open. */
export function openStateOf(space: Space, room: LiveRoom): Exclude<SpaceState, 'closed'> {
  if (room.waiting >= space.limits.waitingMax) return 'full';
  return room.isVolunteerFree ? 'open' : 'busy';
}

/** The state of any space, read from its room if it is open. 503. */
export async function spaceStateOf(ports: Ports, space: Space, now: EpochMs): Promise<Result<SpaceState, Problem>> {
  if (!openingOf(space, now).open) return ok('closed');
  const room = await liveRoomOf(ports, space, now);
  return room.ok ? ok(openStateOf(space, room.value)) : room;
}
