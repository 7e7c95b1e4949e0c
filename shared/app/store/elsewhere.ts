/** The seats that the same person has in other spaces. No answer shows any of it: spaces do not learn of each other. */
import type { Problem } from '../../contract/problems.ts';
import { seatsElsewhereMax } from '../../domain/person-limits.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { forgetting } from '../../domain/person.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { membershipRecord } from './home-records.ts';
import { liveKeys, membershipsPk } from './keys.ts';
import { seatRecord } from './live-records.ts';
import { load, loadMany, query } from './transact.ts';
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

/**
 * Takes a volunteer out of what the other seats of the person know, before the volunteer becomes another person. Nothing while a talk
 * is open: the person is still in it, and each other seat forgets it when it goes on the next time.
 */
export async function forgottenElsewhere(ports: Ports, of: Volunteer): Promise<Result<readonly Write[], Problem>> {
  const others = await seatsOfPerson(ports, of);
  if (!others.ok || others.value.length === 0) return others.ok ? ok([]) : others;
  const seat = await load(ports, liveKeys.seat(of.space, of.id), seatRecord);
  if (!seat.ok) return seat;
  if ((seat.value?.talks.length ?? 0) > 0) return ok([]);
  return ok(
    others.value.flatMap((other) => {
      const left = forgetting(other, of.id);
      return left === undefined ? [] : [seatRecord.put(ports.ids, left, other)];
    }),
  );
}
