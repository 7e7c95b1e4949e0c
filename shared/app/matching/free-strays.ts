/**
 * Frees volunteers from what their seats hold of requests that cannot be read or were deleted by hand: an offer that never lapses, a talk
 * that never ends. Each is checked on the table, because the index may lag.
 */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, VolunteerId } from '../../domain/ids.ts';
import { commitsParallel } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import { withoutTrace } from '../../domain/transitions/close.ts';
import type { Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { liveKeys } from '../store/keys.ts';
import { isHeld } from '../store/held.ts';
import { seatRecord } from '../store/live-records.ts';
import { load, transact, type Transaction } from '../store/transact.ts';
import { strayAfterSeconds } from './limits.ts';
import type { RoomView } from './read-room.ts';
import type { Touched } from './reread.ts';

interface Stray {
  readonly volunteer: VolunteerId;
  readonly request: RequestId;
}

/** Frees them, and returns the volunteers whose seats changed. `view` is a whole room. 503 only if the store is unavailable. */
export async function freeStrays(ports: Ports, space: Space, view: RoomView, now: EpochMs): Promise<Result<Touched, Problem>> {
  const strays = straysIn(view, now);
  const volunteers = new Set<VolunteerId>();
  for (const done of await inParallel(strays, commitsParallel, async (stray) => {
    const freed = await transact(ports, () => attempt(ports, space, stray, now));
    return freed.ok ? ok({ volunteer: stray.volunteer, freed: freed.value }) : freed;
  })) {
    if (!done.ok) return done;
    if (done.value.freed) volunteers.add(done.value.volunteer);
  }
  return ok({ requests: new Set(), volunteers });
}

/** What the index shows that should long be over: offers past their window, talks without their request in the room. */
function straysIn({ seats, talking }: RoomView, now: EpochMs): readonly Stray[] {
  const open = new Set(talking.map(({ id }) => id));
  const isLongAgo = (at: EpochMs) => plusSeconds(at, strayAfterSeconds) <= now;
  return seats.flatMap(({ volunteer, offers, talks }) => {
    const lapsed = offers.filter(({ expiresAt }) => isLongAgo(expiresAt));
    const lonely = talks.filter(({ request, at }) => !open.has(request) && isLongAgo(at));
    return [...new Set([...lapsed, ...lonely].map(({ request }) => request))].map((request) => ({ volunteer, request }));
  });
}

async function attempt(
  ports: Ports,
  space: Space,
  { volunteer, request }: Stray,
  now: EpochMs,
): Promise<Result<Transaction<boolean>, Problem>> {
  const nothing = ok({ writes: [], value: false });
  const seat = await load(ports, liveKeys.seat(space.id, volunteer), seatRecord);
  if (!seat.ok) return seat.error.code === 'unavailable' ? seat : nothing;
  if (seat.value === undefined) return nothing;
  const held = await isHeld(ports, seat.value, request, { space, now });
  if (!held.ok) return held;
  if (held.value) return nothing;
  const free = withoutTrace(seat.value, request, space.limits, now);
  return ok(
    free === seat.value ? { writes: [], value: false } : { writes: [seatRecord.put(ports.ids, free, seat.value)], value: true },
  );
}
