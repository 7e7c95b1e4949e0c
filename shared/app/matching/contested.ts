/** What lost a race in this run is read from the table itself in the next round: the index may still show the old. */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import { isWaiting } from '../../domain/talk.ts';
import type { Talk } from '../../domain/talk.ts';
import type { Ports } from '../../ports.ts';
import { loadMany } from '../decide.ts';
import { liveKeys } from '../records/keys.ts';
import { seatRecord, talkRecord } from '../records/live-records.ts';
import type { RoomView } from './read-room.ts';

export interface Contested {
  readonly requests: ReadonlySet<RequestId>;
  readonly volunteers: ReadonlySet<VolunteerId>;
}

export const nothingContested: Contested = { requests: new Set(), volunteers: new Set() };

/** The set with one more pair in it. */
export function alsoContested(
  known: Contested,
  pair: { readonly request: RequestId; readonly volunteer: VolunteerId },
): Contested {
  return { requests: new Set([...known.requests, pair.request]), volunteers: new Set([...known.volunteers, pair.volunteer]) };
}

/** The view with what is contested as the table has it now; what no longer waits or is no longer on leaves it. */
export async function asStored(
  ports: Ports,
  space: SpaceId,
  view: RoomView,
  contested: Contested,
): Promise<Result<RoomView, Problem>> {
  const [talks, seats] = await Promise.all([
    loadMany(
      ports,
      [...contested.requests].map((id) => liveKeys.talk(id)),
      talkRecord,
    ),
    loadMany(
      ports,
      [...contested.volunteers].map((id) => liveKeys.seat(space, id)),
      seatRecord,
    ),
  ]);
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
