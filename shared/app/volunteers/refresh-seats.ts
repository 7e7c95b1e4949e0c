import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load, loadMany, pages, transact } from '../store/transact.ts';
import { saveProfile } from './save-profile.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { homeKeys, liveKeys, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { refreshPage } from './limits.ts';

/**
 * Gives every seat that is on, or about to be, the facts that follow from the space as it is now. Offers that no longer fit are
 * withdrawn. It reads the tables, not the index of the room: a seat that the index does not show yet must not keep the old rule.
 * A volunteer who goes on later gets new facts anyway. One transaction per seat, one after the other, because each is conditional
 * on the space.
 */
export async function refreshSeats(ports: Ports, space: SpaceId, now: EpochMs): Promise<Result<void, Problem>> {
  const wanted = { table: 'home', pk: spacePk(space), prefix: volunteerPrefix, limit: refreshPage } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    const volunteers = page.value.items.map((item) => volunteerRecord.read(item).id);
    const seats = await loadMany(
      ports,
      volunteers.map((volunteer) => liveKeys.seat(space, volunteer)),
      seatRecord,
    );
    if (!seats.ok) return seats;
    for (const seat of seats.value) {
      const isFarOff = seat.on === 'off' && seat.entering !== true;
      const refreshed = isFarOff ? ok() : await refreshSeat(ports, { space, volunteer: seat.volunteer }, now);
      if (!refreshed.ok) return refreshed;
    }
  }
  return ok();
}

/** Gives the seat of one volunteer the facts that follow from the space as it is when this commits. */
export function refreshSeat(
  ports: Ports,
  who: { readonly space: SpaceId; readonly volunteer: VolunteerId },
  now: EpochMs,
): Promise<Result<void, Problem>> {
  return transact(ports, async () => {
    const space = await spaceOr404(ports, who.space);
    if (!space.ok) return space;
    const found = await load(ports, homeKeys.volunteer(who.space, who.volunteer), volunteerRecord);
    if (!found.ok) return found;
    if (found.value === undefined) return ok({ writes: [], value: undefined });
    const change = await saveProfile(ports, { space: space.value, before: found.value, after: found.value }, now);
    return change.ok ? ok({ writes: change.value.writes, value: undefined }) : change;
  });
}
