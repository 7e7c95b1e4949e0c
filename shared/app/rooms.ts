/** The room of a space seen from the use cases: waking its matcher, keeping it known to the reconciler, counting it. */
import type { Problem } from '../contract/problems.ts';
import { liveTouchSeconds, roomCountMax } from '../domain/limits.ts';
import type { SpaceId } from '../domain/ids.ts';
import { needs } from '../domain/vocabulary.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { plusSeconds } from '../domain/time.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Ports } from '../ports.ts';
import { count, decide, load } from './decide.ts';
import { liveKeys, roomOf, roomPlaces, sortable } from './records/keys.ts';
import { liveRoomRecord } from './records/live-records.ts';

/** Wakes the matcher of the space's room. A wake that fails is only late: the reconciler looks every minute. */
export async function wake(ports: Ports, space: SpaceId): Promise<void> {
  const sent = await ports.wakes.wake(roomOf(space));
  if (!sent.ok) ports.log.write({ code: 'wake-failed', fields: { space } });
}

/** Makes the room known to the reconciler. Before the write that makes it live, so that none is ever overlooked. */
export async function touchRoom(ports: Ports, space: SpaceId, now: EpochMs): Promise<Result<void, Problem>> {
  const room = roomOf(space);
  return decide(ports, async () => {
    const found = await load(ports, liveKeys.liveRoom(room), liveRoomRecord);
    if (!found.ok) return found;
    const known = found.value;
    if (known !== undefined && known.touchedAt > plusSeconds(now, -liveTouchSeconds)) return ok({ writes: [], value: undefined });
    const touched = { ...(known ?? { rev: '', room, space }), touchedAt: now };
    return ok({ writes: [liveRoomRecord.put(ports.ids, touched, known)], value: undefined });
  });
}

export interface RoomLoad {
  readonly waiting: number;
  readonly free: number;
}

function counted(
  ports: Ports,
  space: SpaceId,
  range: { readonly prefix: string } | { readonly between: readonly [string, string] },
): Promise<Result<number, Problem>> {
  return count(ports, { table: 'live', index: 'room', pk: roomPlaces.pk(roomOf(space)), ...range, limit: roomCountMax });
}

/** How many wait and how many volunteers are free now, from the view: a hint, as fresh as the index. */
export async function roomLoad(ports: Ports, space: SpaceId, now: EpochMs): Promise<Result<RoomLoad, Problem>> {
  const [waiting, free] = await Promise.all([
    counted(ports, space, { prefix: 'W#' }),
    counted(ports, space, { between: [roomPlaces.freePrefix, `${roomPlaces.freePrefix}${sortable(now)}~`] }),
  ]);
  if (!waiting.ok) return waiting;
  return free.ok ? ok({ waiting: waiting.value, free: free.value }) : free;
}

/** How many who asked earlier still wait or hold an offer. */
export async function askedEarlier(ports: Ports, space: SpaceId, askedAt: EpochMs): Promise<Result<number, Problem>> {
  const counts = await Promise.all(
    needs.map((_need, needClass) => {
      const prefix = roomPlaces.waitingPrefix(needClass);
      return counted(ports, space, { between: [prefix, `${prefix}${sortable(askedAt)}`] });
    }),
  );
  let sum = 0;
  for (const one of counts) {
    if (!one.ok) return one;
    sum += one.value;
  }
  return ok(sum);
}

/** Everybody of one kind in the room, counted. */
export function roomCount(ports: Ports, space: SpaceId, prefix: string): Promise<Result<number, Problem>> {
  return counted(ports, space, { prefix });
}
