/** The renewal of a lease by a beat. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { renew } from '../../domain/transitions/availability.ts';
import type { Ports } from '../../ports.ts';
import { seatRecord } from '../store/live-records.ts';
import { loadSeat } from '../store/seats.ts';
import { transact } from '../store/transact.ts';

/**
 * The seat, whose lease any call has extended already if that was possible. A lease that has just ended is renewed by its own session alone, if
 * the matcher has not ended it yet. Without that session nothing changes. 503.
 */
export async function renewedSeat(
  ports: Ports,
  { space, seat, session }: { readonly space: Space; readonly seat: Seat | undefined; readonly session: string | undefined },
  now: EpochMs,
): Promise<Result<Seat | undefined, Problem>> {
  if (seat === undefined || session === undefined || seat.on === 'off' || seat.leaseExpiresAt > now) return ok(seat);
  return transact<Seat | undefined>(ports, async () => {
    const fresh = await loadSeat(ports, space, seat.volunteer);
    if (!fresh.ok || fresh.value === undefined) return fresh.ok ? ok({ writes: [], value: seat }) : fresh;
    const renewed = renew(fresh.value, session, space.limits.presenceLeaseSeconds, now);
    if (!renewed.ok) return ok({ writes: [], value: fresh.value });
    return ok({ writes: [seatRecord.put(ports.ids, renewed.value, fresh.value)], value: renewed.value });
  });
}
