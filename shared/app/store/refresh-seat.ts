/** Seats follow the rules of their space: after an edit of the space, each seat that is on gets new facts. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { isBehind, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { changeFacts } from '../../domain/transitions/availability.ts';
import { factsOf } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { volunteerRecord } from './home-records.ts';
import { homeKeys, liveKeys } from './keys.ts';
import { seatRecord } from './live-records.ts';
import { spaceOr404 } from './load-space.ts';
import { loadOffered, seatAggregateWrites } from './talk-aggregate.ts';
import { load, transact } from './transact.ts';

/**
 * Gives a seat that is on, or about to be, the facts that follow from its space and its profile. Offers that no longer fit are withdrawn, and a
 * volunteer who may not serve any more goes off. Returns the requests whose offers the seat held.
 *
 * The seat is read before the space and the profile, and the write is conditional on that seat. Whoever changes one of the two writes every seat
 * of older facts afterwards. So either the change is read here, or that writer finds the seat that is written here.
 */
export function refreshSeat(
  ports: Ports,
  who: { readonly space: SpaceId; readonly volunteer: VolunteerId },
  now: EpochMs,
): Promise<Result<readonly Talk[], Problem>> {
  return transact<readonly Talk[]>(ports, async () => {
    const seat = await load(ports, liveKeys.seat(who.space, who.volunteer), seatRecord);
    if (!seat.ok) return seat;
    const space = await spaceOr404(ports, who.space);
    if (!space.ok) return space;
    const before = seat.value;
    if (before === undefined || !isBehind(before, space.value)) return ok({ writes: [], value: [] });
    const profile = await load(ports, homeKeys.volunteer(who.space, who.volunteer), volunteerRecord);
    if (!profile.ok) return profile;
    if (profile.value === undefined) return ok({ writes: [], value: [] });
    const talks = await loadOffered(ports, before);
    if (!talks.ok) return talks;
    const known = { seat: before, talks: talks.value };
    const after = changeFacts(known, factsOf(profile.value, space.value), now);
    return ok({ writes: seatAggregateWrites(ports, known, after, space.value), value: talks.value });
  });
}

/** The seat as the rules of this space want it. A seat that is behind them is written first, and read again. */
export async function seatUnderRules(ports: Ports, space: Space, seat: Seat, now: EpochMs): Promise<Result<Seat, Problem>> {
  if (!isBehind(seat, space)) return ok(seat);
  const refreshed = await refreshSeat(ports, { space: space.id, volunteer: seat.volunteer }, now);
  if (!refreshed.ok) return refreshed;
  const stored = await load(ports, liveKeys.seat(space.id, seat.volunteer), seatRecord);
  return stored.ok ? ok(stored.value ?? seat) : stored;
}
