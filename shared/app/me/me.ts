/** Who the caller is: a volunteer in some spaces, a coordinator of some. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { person, type Caller } from '../access/callers.ts';
import { spacesParallel } from '../spaces/limits.ts';
import { spaceStateOf, type SpaceState } from '../spaces/live-state.ts';
import { coordinatedRecord, membershipRecord, spaceRecord, volunteerRecord } from '../store/home-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { coordinatedPk, homeKeys, liveKeys, membershipsPk } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { keepAlive } from '../store/seats.ts';
import { loadMany, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import type { SeatedVolunteer } from '../volunteers/eligibility-view.ts';
import { coordinatedMax, membershipsMax } from './limits.ts';
import { explainedMe, type MeView } from './me-view.ts';

export interface Coordinated {
  readonly space: SpaceId;
  readonly name: string;
  readonly state: SpaceState;
}

export interface MyPlaces {
  readonly items: MeView[];
  readonly coordinates: Coordinated[];
}

/**
 * The caller's volunteer records, one per space, each with where the caller stands there, and the spaces that the caller coordinates.
 * Like any call of a volunteer who is on, it extends the lease, in each space. 401. Empty for a person who was never invited.
 */
export async function me(ports: Ports, command: { readonly caller: Caller }, now: EpochMs): Promise<Result<MyPlaces, Problem>> {
  const who = person(command.caller);
  if (!who.ok) return who;
  const { subject } = who.value;
  const [placed, coordinated] = await Promise.all([placesOf(ports, subject), coordinatedBy(ports, subject, now)]);
  if (!placed.ok) return placed;
  if (!coordinated.ok) return coordinated;
  const items: MeView[] = [];
  for (const shown of await inParallel(placed.value, spacesParallel, (one) => present(ports, one, now))) {
    if (!shown.ok) return shown;
    items.push(shown.value);
  }
  return ok({ items, coordinates: coordinated.value });
}

async function placesOf(ports: Ports, subject: string): Promise<Result<readonly SeatedVolunteer[], Problem>> {
  const page = await query(ports, { table: 'home', pk: membershipsPk(subject), limit: membershipsMax });
  if (!page.ok) return page;
  const memberships = readable(ports, membershipRecord, page.value.items);
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
  return ok(
    volunteers.value.flatMap((volunteer) => {
      const space = byId.get(volunteer.space);
      return space === undefined ? [] : [{ volunteer, space, seat: seatOf.get(volunteer.id) }];
    }),
  );
}

async function present(ports: Ports, placed: SeatedVolunteer, now: EpochMs): Promise<Result<MeView, Problem>> {
  const { seat, space } = placed;
  const kept = seat === undefined ? undefined : await keepAlive(ports, space, seat, now);
  return explainedMe(ports, { ...placed, seat: kept }, now);
}

async function coordinatedBy(ports: Ports, subject: string, now: EpochMs): Promise<Result<Coordinated[], Problem>> {
  const page = await query(ports, { table: 'home', pk: coordinatedPk(subject), limit: coordinatedMax });
  if (!page.ok) return page;
  const rows = readable(ports, coordinatedRecord, page.value.items);
  const spaces = await loadMany(
    ports,
    rows.map(({ space }) => homeKeys.space(space)),
    spaceRecord,
  );
  if (!spaces.ok) return spaces;
  const found: Coordinated[] = [];
  for (const one of await inParallel(spaces.value, spacesParallel, async (space) => {
    const state = await spaceStateOf(ports, space, now);
    return state.ok ? ok({ space: space.id, name: space.name, state: state.value }) : state;
  })) {
    if (!one.ok) return one;
    found.push(one.value);
  }
  return ok(found);
}
