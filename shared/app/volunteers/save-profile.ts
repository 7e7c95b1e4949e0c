import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import { changeFacts, goOff } from '../../domain/transitions/availability.ts';
import { factsOf, type Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { spaceRecord, volunteerRecord } from '../store/home-records.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { loadOffered, seatAggregateWrites } from '../store/talk-aggregate.ts';
import { saved } from '../store/saved.ts';

export interface ProfileChange {
  readonly space: Space;
  readonly before: Volunteer;
  /** If this is the same object as `before`, the profile stays, and only what follows from the space is computed again. */
  readonly after: Volunteer;
  /** The volunteer goes off at once, whatever the facts say. Talks go on. */
  readonly off?: true;
}

export interface ProfileSaved {
  readonly writes: readonly Write[];
  /** The volunteer as stored once the writes commit. */
  readonly volunteer: Volunteer;
  readonly seat: Seat | undefined;
  /**
   * Whether the volunteer was on. Then requests may wait for what changed, or a request whose offer was withdrawn needs another
   * volunteer.
   */
  readonly wakes: boolean;
}

/**
 * The writes of an edit that touches eligibility, in one transaction: the profile, the seat with its copy of the facts, and every
 * request whose offer no longer fits. A volunteer who may no longer serve goes off. The writes are conditional on the space too,
 * so that facts never follow from settings that have changed meanwhile. If no seat was read, they are conditional on there being
 * none, so that a first "on" and this edit cannot miss each other.
 */
export async function saveProfile(ports: Ports, change: ProfileChange, now: EpochMs): Promise<Result<ProfileSaved, Problem>> {
  const { space, before, after } = change;
  const key = liveKeys.seat(space.id, before.id);
  const seat = await load(ports, key, seatRecord);
  if (!seat.ok) return seat;
  const profile =
    after === before
      ? { write: volunteerRecord.unchanged(before), entity: before }
      : saved(ports.ids, volunteerRecord, { after, before });
  const both = [profile.write, spaceRecord.unchanged(space)];
  if (seat.value === undefined) {
    const noSeat: Write = { kind: 'check', key, expected: { kind: 'absent' } };
    return ok({ writes: [...both, noSeat], volunteer: profile.entity, seat: undefined, wakes: false });
  }
  const offered = await loadOffered(ports, seat.value);
  if (!offered.ok) return offered;
  const facts = factsOf(after, space);
  const held = { seat: seat.value, talks: offered.value };
  const aggregate = change.off === true ? goOff({ ...held, seat: { ...held.seat, facts } }, now) : changeFacts(held, facts, now);
  const live = seatAggregateWrites(ports, { seat: seat.value, talks: offered.value }, aggregate, space);
  return ok({ writes: [...both, ...live], volunteer: profile.entity, seat: aggregate.seat, wakes: seat.value.on === 'on' });
}
