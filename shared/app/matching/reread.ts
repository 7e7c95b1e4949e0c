/**
 * The requests and volunteers that this run has changed, offered, or lost a race for. They are read from the table itself before
 * the next plan. The index may still show their old state, and a request that it shows as offered although it waits again could
 * be overtaken (invariant 7).
 */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, SpaceId, VolunteerId } from '../../domain/ids.ts';
import type { PlannedOffer } from '../../domain/policy/plan.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import { isWaiting, type Talk } from '../../domain/talk.ts';
import type { Ports } from '../../ports.ts';
import { loadMany } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';
import type { RoomView } from './read-room.ts';

export interface Touched {
  readonly requests: ReadonlySet<RequestId>;
  readonly volunteers: ReadonlySet<VolunteerId>;
}

export const nothingTouched: Touched = { requests: new Set(), volunteers: new Set() };

/** The union of both. */
export function unionOf(known: Touched, more: Touched): Touched {
  return { requests: known.requests.union(more.requests), volunteers: known.volunteers.union(more.volunteers) };
}

/** The pairs of a plan and the requests they overtake, as sets. */
export function touchedBy(offers: readonly PlannedOffer[]): Touched {
  return {
    requests: new Set(offers.flatMap(({ request, passes = [] }) => [request, ...passes])),
    volunteers: new Set(offers.map(({ volunteer }) => volunteer)),
  };
}

/**
 * The view, with the touched requests and volunteers as the table has them now. A request that no longer waits, or a seat that
 * is no longer on, is removed from the view.
 */
export async function reread(ports: Ports, space: SpaceId, view: RoomView, touched: Touched): Promise<Result<RoomView, Problem>> {
  const talkKeys = [...touched.requests].map((id) => liveKeys.talk(id));
  const seatKeys = [...touched.volunteers].map((id) => liveKeys.seat(space, id));
  const [talks, seats] = await Promise.all([loadMany(ports, talkKeys, talkRecord), loadMany(ports, seatKeys, seatRecord)]);
  if (!talks.ok) return talks;
  if (!seats.ok) return seats;
  return ok({
    ...view,
    waiting: merged<Talk>(view.waiting, talks.value, (talk) => talk.id).filter(isWaiting),
    seats: merged<Seat>(view.seats, seats.value, (seat) => seat.volunteer).filter((seat) => seat.on === 'on'),
  });
}

function merged<T>(seen: readonly T[], stored: readonly T[], id: (entry: T) => string): readonly T[] {
  const known = new Set(stored.map(id));
  return [...seen.filter((entry) => !known.has(id(entry))), ...stored];
}
