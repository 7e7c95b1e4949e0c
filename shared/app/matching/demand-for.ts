/** The known demand when a room is planned. It helps the plan and is never required. */
import { fadedTo, type Demand } from '../../domain/policy/demand.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import type { RoomView } from './read-room.ts';
import { homeKeys } from '../store/keys.ts';
import { load } from '../store/transact.ts';
import { demandRecord } from '../statistics/count-records.ts';

/**
 * The demand of a space whose policy uses it. Undefined if nothing is known, or if it could change nothing: a price only chooses
 * among several free volunteers. One read. If it fails, the plan is made without the demand, and the log says so.
 */
export async function demandFor(ports: Ports, space: Space, room: RoomView, now: EpochMs): Promise<Demand | undefined> {
  const free = room.seats.filter((seat) => seat.talks.length + seat.offers.length < seat.capacity);
  if (space.policy.name !== 'priced' || room.waiting.length === 0 || free.length < 2) return undefined;
  const known = await load(ports, homeKeys.demand(space.id), demandRecord);
  if (!known.ok) ports.log.write({ code: 'demand-unread', fields: { space: space.id } });
  if (!known.ok || known.value === undefined) return undefined;
  const demand = fadedTo(known.value, now);
  return demand.kinds.length === 0 ? undefined : demand;
}
