/** Coordinators read the volunteers of their space. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import type { Tagged } from '../resource/tagged.ts';
import { loadMany } from '../store/transact.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { liveKeys, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { loadSeated, volunteerOr404 } from './load-volunteer.ts';
import { volunteerViewOf, type VolunteerView } from './volunteer-view.ts';

export interface ListVolunteers extends PageWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/** The volunteers of the space, page by page. The order has no meaning. 400 for a cursor of another list, 401, 404. */
export async function listVolunteers(
  ports: Ports,
  command: ListVolunteers,
  now: EpochMs,
): Promise<Result<Listed<VolunteerView>, Problem>> {
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const list = { table: 'home', pk: spacePk(command.space), prefix: volunteerPrefix, record: volunteerRecord } as const;
  const page = await listPage(ports, list, command);
  if (!page.ok) return page;
  const keys = page.value.items.map(({ id }) => liveKeys.seat(command.space, id));
  const seats = await loadMany(ports, keys, seatRecord);
  if (!seats.ok) return seats;
  const seatOf = new Map(seats.value.map((seat) => [seat.volunteer, seat]));
  const items = page.value.items.map((volunteer) =>
    volunteerViewOf({ volunteer, space: space.value, seat: seatOf.get(volunteer.id) }, now),
  );
  return ok({ ...page.value, items });
}

export interface ShowVolunteer {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
}

/** One volunteer, with the ETag that an edit needs. 401, 404. */
export async function showVolunteer(
  ports: Ports,
  command: ShowVolunteer,
  now: EpochMs,
): Promise<Result<Tagged<VolunteerView>, Problem>> {
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const member = await volunteerOr404(ports, command);
  if (!member.ok) return member;
  const shown = await loadSeated(ports, member.value);
  return shown.ok ? ok({ view: volunteerViewOf(shown.value, now), etag: shown.value.volunteer.rev }) : shown;
}
