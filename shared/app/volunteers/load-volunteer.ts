import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import type { SeatedVolunteer } from './eligibility-view.ts';
import { load } from '../store/transact.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { homeKeys, liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { notFound } from '../store/problems.ts';

export interface Member {
  readonly volunteer: Volunteer;
  readonly space: Space;
}

/** A volunteer and their space, or 404. */
export async function volunteerOr404(
  ports: Ports,
  which: { readonly space: SpaceId; readonly volunteer: VolunteerId },
): Promise<Result<Member, Problem>> {
  const [space, volunteer] = await Promise.all([
    spaceOr404(ports, which.space),
    load(ports, homeKeys.volunteer(which.space, which.volunteer), volunteerRecord),
  ]);
  if (!space.ok) return space;
  if (!volunteer.ok) return volunteer;
  return volunteer.value === undefined ? err(notFound) : ok({ volunteer: volunteer.value, space: space.value });
}

/** The same with their seat, which a response body shows. */
export async function loadSeated(ports: Ports, { volunteer, space }: Member): Promise<Result<SeatedVolunteer, Problem>> {
  const seat = await load(ports, liveKeys.seat(space.id, volunteer.id), seatRecord);
  return seat.ok ? ok({ volunteer, space, seat: seat.value }) : seat;
}
