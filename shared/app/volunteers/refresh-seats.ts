import type { Problem } from '../../contract/problems.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { isBehind } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { refreshSeat } from '../store/refresh-seat.ts';
import { loadMany, pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { liveKeys, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { refreshPage, refreshParallel } from './limits.ts';

/**
 * Gives the seats that are behind the rules of this space new facts, as many as the time of the call allows. Returns how many are left. The
 * matcher gives no offer to those, and goes on with them.
 */
export async function refreshSeats(ports: Ports, space: Space, now: EpochMs): Promise<Result<number, Problem>> {
  let left = 0;
  for await (const page of behindIn(ports, space)) {
    if (!page.ok) return page;
    const done = await inParallel(page.value, refreshParallel, async (volunteer) => {
      if (!ports.mayGoOn()) return false;
      return (await refreshSeat(ports, { space: space.id, volunteer }, now)).ok;
    });
    left += done.filter((isDone) => !isDone).length;
  }
  return ok(left);
}

/** How many seats are behind the rules of this space. 503. */
export async function seatsBehind(ports: Ports, space: Space): Promise<Result<number, Problem>> {
  // The rules were never changed, so no seat can be behind them.
  if (space.rulesVersion === undefined) return ok(0);
  let behind = 0;
  for await (const page of behindIn(ports, space)) {
    if (!page.ok) return page;
    behind += page.value.length;
  }
  return ok(behind);
}

/**
 * The volunteers whose seats are behind, page by page. It reads the tables, not the index of the room: a seat that the index does not show yet
 * must not keep the old rules. A volunteer who goes on later gets new facts anyway.
 */
async function* behindIn(ports: Ports, space: Space): AsyncGenerator<Result<readonly VolunteerId[], Problem>> {
  const wanted = { table: 'home', pk: spacePk(space.id), prefix: volunteerPrefix, limit: refreshPage } as const;
  for await (const page of pages(ports, wanted)) {
    const seats = page.ok
      ? await loadMany(
          ports,
          readable(ports, volunteerRecord, page.value.items).map(({ id }) => liveKeys.seat(space.id, id)),
          seatRecord,
        )
      : page;
    yield seats.ok ? ok(seats.value.filter((seat) => isBehind(seat, space)).map(({ volunteer }) => volunteer)) : seats;
  }
}
