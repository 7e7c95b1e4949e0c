/** The seats that the same person has in other spaces. No answer shows any of it: spaces do not learn of each other. */
import type { Problem } from '../../contract/problems.ts';
import { seatsElsewhereMax } from '../../domain/person-limits.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { membershipRecord } from './home-records.ts';
import { liveKeys, membershipsPk } from './keys.ts';
import { seatRecord } from './live-records.ts';
import { loadMany, query } from './transact.ts';
import { readable } from './unreadable.ts';

/** By the volunteer of this space. A volunteer without seats in other spaces is left out. */
export type Elsewhere = ReadonlyMap<VolunteerId, readonly Seat[]>;

/** The other seats of these volunteers, read from the table. Nearly always there are none, and nothing is read. */
export async function loadElsewhere(ports: Ports, seats: readonly Seat[]): Promise<Result<Elsewhere, Problem>> {
  const known = seats.flatMap(({ volunteer, elsewhere = [] }) => elsewhere.map((other) => ({ of: volunteer, other })));
  if (known.length === 0) return ok(new Map());
  const found = await loadMany(
    ports,
    known.map(({ other }) => liveKeys.seat(other.space, other.volunteer)),
    seatRecord,
  );
  if (!found.ok) return found;
  const seatOf = new Map(found.value.map((seat) => [seat.volunteer, seat]));
  const pairs = known.flatMap(({ of, other }) => {
    const seat = seatOf.get(other.volunteer);
    return seat === undefined ? [] : [{ of, seat }];
  });
  const grouped = Map.groupBy(pairs, ({ of }) => of);
  return ok(new Map([...grouped].map(([of, group]) => [of, group.map(({ seat }) => seat)])));
}

/** The seats that this person has in other spaces, found by their memberships. A volunteer who was never on in a space has none there. */
export async function seatsOfPerson(ports: Ports, of: Volunteer): Promise<Result<readonly Seat[], Problem>> {
  if (of.subject === undefined || ports.spacesApart === true) return ok([]);
  const page = await query(ports, { table: 'home', pk: membershipsPk(of.subject), limit: seatsElsewhereMax + 1 });
  if (!page.ok) return page;
  const others = readable(ports, membershipRecord, page.value.items).filter(({ space }) => space !== of.space);
  return loadMany(
    ports,
    others.slice(0, seatsElsewhereMax).map(({ space, volunteer }) => liveKeys.seat(space, volunteer)),
    seatRecord,
  );
}
