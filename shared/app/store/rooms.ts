/** The room of a space, for use cases: wake its matcher, keep it known to the reconciler, count its requests. */
import type { Problem } from '../../contract/problems.ts';
import { isReachable } from '../../domain/eligibility.ts';
import { liveTouchSeconds, roomCountMax, roomPage, roomPagesMax } from '../../domain/limits.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { asOnePerson } from '../../domain/person.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { needs } from '../../domain/vocabulary.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadElsewhere } from './elsewhere.ts';
import { count, loadItem, pages, transact } from './transact.ts';
import { readable, readOne } from './unreadable.ts';
import { liveKeys, roomOf, roomIndex, sortable } from './keys.ts';
import { liveRoomRecord, seatRecord } from './live-records.ts';
import { momentOf } from '../../domain/opening.ts';

/** Wakes the matcher of the space's room. A failed wake only causes a delay: the reconciler processes the room every minute. */
export async function wake(ports: Ports, space: SpaceId): Promise<void> {
  const sent = await ports.wakeQueue.wake(roomOf(space));
  if (!sent.ok) ports.log.write({ code: 'wake-failed', fields: { space } });
}

/** Wakes the rooms of the person's other spaces: the person may be free for them again. */
export async function wakeElsewhere(ports: Ports, seat: Seat | undefined): Promise<void> {
  for (const { space } of seat?.elsewhere ?? []) await wake(ports, space);
}

/**
 * Makes the room known to the reconciler. It is called before the write that makes the room live, so that no room is ever missed.
 */
export async function touchRoom(ports: Ports, space: SpaceId, now: EpochMs): Promise<Result<void, Problem>> {
  const room = roomOf(space);
  return transact(ports, async () => {
    const item = await loadItem(ports, liveKeys.liveRoom(room));
    if (!item.ok) return item;
    const found = item.value === undefined ? ok(undefined) : readOne(ports, liveRoomRecord, item.value);
    const fresh = { rev: '', room, space, touchedAt: now };
    // The row is only a hint, so a row that cannot be read is written anew.
    if (!found.ok && item.value !== undefined)
      return ok({ writes: [liveRoomRecord.replace(ports.ids, fresh, item.value)], value: undefined });
    const known = found.ok ? found.value : undefined;
    if (known !== undefined && known.touchedAt > plusSeconds(now, -liveTouchSeconds)) return ok({ writes: [], value: undefined });
    const touched = { ...(known ?? fresh), touchedAt: now };
    return ok({ writes: [liveRoomRecord.put(ports.ids, touched, known)], value: undefined });
  });
}

function counted(
  ports: Ports,
  space: SpaceId,
  range: { readonly prefix: string } | { readonly between: readonly [string, string] },
): Promise<Result<number, Problem>> {
  return count(ports, { table: 'live', index: 'room', pk: roomIndex.pk(roomOf(space)), ...range, limit: roomCountMax });
}

/** How many requests wait or hold an offer, from the view. It is a hint, as fresh as the index. */
export function waitingCount(ports: Ports, space: SpaceId): Promise<Result<number, Problem>> {
  return counted(ports, space, { prefix: 'W#' });
}

/**
 * Whether an offer could reach a volunteer now, in the first pages of those who are on with a free place. It is a hint, as fresh
 * as the index.
 */
export async function isVolunteerFree(ports: Ports, space: Space, now: EpochMs): Promise<Result<boolean, Problem>> {
  const moment = momentOf(space, now);
  const between = [roomIndex.freePrefix, `${roomIndex.freePrefix}${sortable(now)}~`] as const;
  const wanted = { table: 'live', index: 'room', pk: roomIndex.pk(roomOf(space.id)), between, limit: roomPage } as const;
  let read = 0;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    const seats = readable(ports, seatRecord, page.value.items);
    const elsewhere = await loadElsewhere(ports, seats);
    if (!elsewhere.ok) return elsewhere;
    const asPerson = (seat: Seat) => asOnePerson(seat, elsewhere.value.get(seat.volunteer) ?? [], moment.date);
    if (seats.some((seat) => isReachable(asPerson(seat), moment, now))) return ok(true);
    read += 1;
    if (read === roomPagesMax) break;
  }
  return ok(false);
}

/** How many requests with an earlier queue time still wait or hold an offer. */
export async function askedEarlier(ports: Ports, space: SpaceId, askedAt: EpochMs): Promise<Result<number, Problem>> {
  const counts = await Promise.all(
    needs.map((_need, needClass) => {
      const prefix = roomIndex.waitingPrefix(needClass);
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
