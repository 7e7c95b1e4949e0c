/** On, renewed, off after this one, off. */
import type { FieldError, Problem } from '../../contract/problems.ts';
import type { AvailabilityBody } from '../../contract/volunteers.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Seat, SeatFacts } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { fromIso } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import { drain, goOff, goOn, isRepeated, newSeat, renew, withdrawMisfits } from '../../domain/transitions/availability.ts';
import { factsOf, ineligibilities } from '../../domain/volunteer.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import type { Caller } from '../callers.ts';
import { decide, load } from '../decide.ts';
import { volunteerOf } from '../members/volunteer-of.ts';
import { volunteerRecord } from '../records/home-records.ts';
import { homeKeys } from '../records/keys.ts';
import { seatRecord } from '../records/live-records.ts';
import { touchRoom, wake } from '../rooms.ts';
import { spaceOr404 } from '../spaces/load-space.ts';
import { refreshSeat } from '../spaces/refresh-seats.ts';
import { loadOffered, seatStoryWrites } from '../stories.ts';
import { availabilityView, loadSeat } from './session.ts';
import type { AvailabilityView } from './session.ts';

export interface AvailabilityCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly body: AvailabilityBody;
  /** Idempotency-Key of the call. */
  readonly key?: string;
}

interface Mine {
  readonly space: Space;
  readonly volunteer: Volunteer;
  readonly key?: string;
}

/**
 * 409 session-ended for a renewal that comes late, not-eligible with the reasons; 422 for channels or places the
 * profile does not have. An acknowledged off means that no offer follows (invariant 4).
 */
export async function setAvailability(
  ports: Ports,
  command: AvailabilityCommand,
  now: EpochMs,
): Promise<Result<AvailabilityView, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const mine: Mine = { ...me.value, ...(command.key === undefined ? {} : { key: command.key }) };
  const seat = await change(ports, mine, command.body, now);
  return seat.ok ? ok(availabilityView(seat.value, now)) : seat;
}

function change(ports: Ports, mine: Mine, body: AvailabilityBody, now: EpochMs): Promise<Result<Seat, Problem>> {
  if (!body.available) return leave(ports, mine, body.afterThisOne, now);
  if (body.session !== undefined) return renewLease(ports, mine, body.session, now);
  return turnOn(ports, mine, body, now);
}

function renewLease(ports: Ports, { space, volunteer }: Mine, session: string, now: EpochMs): Promise<Result<Seat, Problem>> {
  return decide(ports, async () => {
    const seat = await loadSeat(ports, space, volunteer.id);
    if (!seat.ok) return seat;
    if (seat.value === undefined) return err({ code: 'session-ended' });
    const renewed = renew(seat.value, session, space.limits.presenceLeaseSeconds, now);
    return renewed.ok
      ? ok({ writes: [seatRecord.put(ports.ids, renewed.value, seat.value)], value: renewed.value })
      : err({ code: 'session-ended' });
  });
}

type OnBody = Extract<AvailabilityBody, { available: true }>;

async function turnOn(ports: Ports, mine: Mine, body: OnBody, now: EpochMs): Promise<Result<Seat, Problem>> {
  const touched = await touchRoom(ports, mine.space.id, now);
  if (!touched.ok) return touched;
  const session = ports.ids.fresh('ses');
  const on = await decide(ports, () => attemptOn(ports, { ...mine, session }, body, now));
  if (!on.ok) return on;
  const current = await factsAreCurrent(ports, mine, now);
  if (!current.ok) return current;
  await wake(ports, mine.space.id);
  return on;
}

/**
 * The facts on the seat follow from the space as it was read. Were it edited meanwhile, the edit may have refreshed the
 * seats before this one was there: look again, after the write, instead of making the space a condition of it, on
 * which a whole shift going on at once would collide.
 */
async function factsAreCurrent(ports: Ports, { space, volunteer }: Mine, now: EpochMs): Promise<Result<void, Problem>> {
  const current = await spaceOr404(ports, space.id);
  if (!current.ok) return current;
  return current.value.rev === space.rev ? ok() : refreshSeat(ports, { space: space.id, volunteer: volunteer.id }, now);
}

async function attemptOn(
  ports: Ports,
  { space, volunteer: seen, key, session }: Mine & { readonly session: string },
  body: OnBody,
  now: EpochMs,
) {
  const profile = await load(ports, homeKeys.volunteer(space.id, seen.id), volunteerRecord);
  if (!profile.ok) return profile;
  const volunteer = profile.value ?? seen;
  const old = await loadSeat(ports, space, volunteer.id);
  if (!old.ok) return old;
  const facts = factsOf(volunteer, space);
  const before = old.value ?? newSeat({ space: space.id, volunteer: volunteer.id }, facts, now);
  const digest = key === undefined ? undefined : ports.vault.mac('on', volunteer.id, key);
  if (isRepeated(before, digest)) return ok({ writes: [], value: before });
  const reasons = ineligibilities(volunteer, space, now);
  if (reasons.length > 0) return err<Problem>({ code: 'not-eligible', members: { reasons } });
  const choices = chosen(body, facts, now);
  if (!choices.ok) return choices;
  const on = goOn(
    before,
    {
      session,
      ...(digest === undefined ? {} : { key: digest }),
      ...choices.value,
      facts,
      leaseSeconds: space.limits.presenceLeaseSeconds,
    },
    now,
  );
  const talks = await loadOffered(ports, before);
  if (!talks.ok) return talks;
  const after = withdrawMisfits({ seat: on, talks: talks.value }, now);
  const writes = seatStoryWrites(ports, { seat: old.value, talks: talks.value }, after, space);
  return ok({ writes: [...writes, volunteerRecord.unchanged(volunteer)], value: after.seat });
}

/** What was chosen, within what the profile has. More than one place is for text alone (PRODUCT.md, defaults). */
function chosen(
  body: OnBody,
  facts: SeatFacts,
  now: EpochMs,
): Result<{ channels: SeatFacts['channels']; capacity: number; until?: EpochMs }, Problem> {
  const errors: FieldError[] = [];
  const channels = body.channels ?? facts.channels;
  const capacity = body.capacity ?? 1;
  if (channels.some((one) => !facts.channels.includes(one)))
    errors.push({ pointer: '/channels', detail: 'Choose among the channels of your profile and the space.' });
  if (capacity > facts.capacityMax) errors.push({ pointer: '/capacity', detail: `At most ${facts.capacityMax} here.` });
  else if (capacity > 1 && channels.some((one) => one !== 'chat'))
    errors.push({ pointer: '/capacity', detail: 'More than one talk at a time only with `channels: ["chat"]`.' });
  const until = body.until === undefined ? undefined : fromIso(body.until);
  if (until !== undefined && until <= now) errors.push({ pointer: '/until', detail: 'This must be in the future.' });
  if (errors.length > 0) return err({ code: 'unprocessable', errors });
  return ok({ channels, capacity, ...(until === undefined ? {} : { until }) });
}

async function leave(
  ports: Ports,
  { space, volunteer }: Mine,
  afterThisOne: boolean,
  now: EpochMs,
): Promise<Result<Seat, Problem>> {
  let withdrew = false;
  const left = await decide(ports, async (tried) => {
    withdrew ||= tried > 1;
    const seat = await loadSeat(ports, space, volunteer.id);
    if (!seat.ok) return seat;
    const never = newSeat({ space: space.id, volunteer: volunteer.id }, factsOf(volunteer, space), now);
    if (seat.value === undefined || seat.value.on === 'off') return ok({ writes: [], value: seat.value ?? never });
    const talks = await loadOffered(ports, seat.value);
    if (!talks.ok) return talks;
    const before = { seat: seat.value, talks: talks.value };
    const after = (afterThisOne ? drain : goOff)(before, now);
    withdrew ||= after.talks.length > 0;
    return ok({ writes: seatStoryWrites(ports, before, after, space), value: after.seat });
  });
  if (left.ok && withdrew) await wake(ports, space.id);
  return left;
}
