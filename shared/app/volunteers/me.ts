import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { loadMany, query } from '../store/transact.ts';
import { membershipRecord, spaceRecord, volunteerRecord } from '../store/home-records.ts';
import { homeKeys, liveKeys, membershipsPk } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { membershipsMax } from './limits.ts';
import { meViewOf, type MeView } from './me-view.ts';

/**
 * The caller's volunteer records, one per space, and whether they may serve there. 401. Empty for a person who was never invited.
 */
export async function me(
  ports: Ports,
  command: { readonly caller: Caller },
  now: EpochMs,
): Promise<Result<{ items: MeView[] }, Problem>> {
  const who = person(command.caller);
  if (!who.ok) return who;
  const page = await query(ports, { table: 'home', pk: membershipsPk(who.value.subject), limit: membershipsMax });
  if (!page.ok) return page;
  const memberships = page.value.items.map((item) => membershipRecord.read(item));
  const [volunteers, spaces, seats] = await Promise.all([
    loadMany(
      ports,
      memberships.map((one) => homeKeys.volunteer(one.space, one.volunteer)),
      volunteerRecord,
    ),
    loadMany(
      ports,
      memberships.map((one) => homeKeys.space(one.space)),
      spaceRecord,
    ),
    loadMany(
      ports,
      memberships.map((one) => liveKeys.seat(one.space, one.volunteer)),
      seatRecord,
    ),
  ]);
  if (!volunteers.ok) return volunteers;
  if (!spaces.ok) return spaces;
  if (!seats.ok) return seats;
  const byId = new Map(spaces.value.map((space) => [space.id, space]));
  const seatOf = new Map(seats.value.map((seat) => [seat.volunteer, seat]));
  const items = volunteers.value.flatMap((volunteer) => {
    const space = byId.get(volunteer.space);
    return space === undefined ? [] : [meViewOf({ volunteer, space, seat: seatOf.get(volunteer.id) }, now)];
  });
  return ok({ items });
}
