/** The seat of a volunteer who calls: read, and its lease extended. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import { isSilent, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { extendLease, leaseWantsExtending } from '../../domain/transitions/availability.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import type { Ports } from '../../ports.ts';
import { wake } from './rooms.ts';
import { saved } from './saved.ts';
import { load } from './transact.ts';
import { liveKeys } from './keys.ts';
import { seatRecord } from './live-records.ts';

/** The seat of a volunteer. Undefined if the volunteer was never on. */
export function loadSeat(ports: Ports, space: Space, volunteer: VolunteerId): Promise<Result<Seat | undefined, Problem>> {
  return load(ports, liveKeys.seat(space.id, volunteer), seatRecord);
}

/**
 * Any call of a volunteer who is on extends the lease: at most one write per half lease, and after the lease has ended only during
 * a talk. A lost race loses nothing: another writer has just written the seat. A volunteer who was silent beside a talk and is
 * heard again may have a free place, so the matcher is woken.
 */
export async function keepAlive(ports: Ports, space: Space, seat: Seat, now: EpochMs): Promise<Seat> {
  const lease = space.limits.presenceLeaseSeconds;
  if (!leaseWantsExtending(seat, lease, now)) return seat;
  const extended = saved(ports.ids, seatRecord, { after: extendLease(seat, lease, now), before: seat });
  const written = await ports.store.commit([extended.write]);
  if (!written.ok) return seat;
  if (isSilent(seat, now)) await wake(ports, space.id);
  return extended.entity;
}

/** The seat of the volunteer who calls, with its lease extended. */
export async function presentSeat(
  ports: Ports,
  space: Space,
  volunteer: VolunteerId,
  now: EpochMs,
): Promise<Result<Seat | undefined, Problem>> {
  const seat = await loadSeat(ports, space, volunteer);
  if (!seat.ok || seat.value === undefined) return seat;
  return ok(await keepAlive(ports, space, seat.value, now));
}
