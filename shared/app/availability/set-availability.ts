/** The volunteer goes on, renews, goes off after the current talk, or goes off. */
import type { FieldError, Problem } from '../../contract/problems.ts';
import type { AvailabilityBody } from '../../contract/availability.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { notFound } from '../store/problems.ts';
import { transactAttemptsMax } from '../../domain/limits.ts';
import { knowingOf } from '../../domain/person.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Seat, SeatFacts } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { fromIso, type EpochMs } from '../../domain/time.ts';
import {
  enter,
  type GoOn,
  goOn,
  isRepeated,
  newSeat,
  renew,
  sayOff,
  withdrawViolating,
} from '../../domain/transitions/availability.ts';
import { factsOf, ineligibilities, type Volunteer } from '../../domain/volunteer.ts';
import type { Ports, Write } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { transact, load, unavailable, type Transaction } from '../store/transact.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { touchRoom, wake, wakeElsewhere } from '../store/rooms.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { loadOffered, seatAggregateWrites } from '../store/talk-aggregate.ts';
import { loadSeat } from '../store/seats.ts';
import { seatsOfPerson } from '../store/elsewhere.ts';
import { availabilityViewOf, type AvailabilityView } from './availability-view.ts';

export interface AvailabilityCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly body: AvailabilityBody;
  /** The Idempotency-Key of the call. */
  readonly key?: string;
}

interface Mine {
  readonly space: Space;
  readonly volunteer: Volunteer;
  readonly key?: string;
}

/**
 * 409 session-ended for a renewal that comes too late, 409 not-eligible with the reasons, 422 for channels or places that the
 * profile does not have. After an acknowledged off, no offer follows (invariant 4).
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
  return seat.ok ? ok(availabilityViewOf({ ...me.value, seat: seat.value }, now)) : seat;
}

function change(ports: Ports, mine: Mine, body: AvailabilityBody, now: EpochMs): Promise<Result<Seat, Problem>> {
  if (!body.available) return leave(ports, mine, body.afterThisOne, now);
  if (body.session !== undefined) return renewLease(ports, mine, body.session, now);
  return turnOn(ports, mine, body, now);
}

function renewLease(ports: Ports, { space, volunteer }: Mine, session: string, now: EpochMs): Promise<Result<Seat, Problem>> {
  return transact(ports, async () => {
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
  const begun: Begun = { session: ports.ids.fresh('ses'), offs: undefined };
  for (let step = 1; step <= transactAttemptsMax; step += 1) {
    const on = await transact(ports, () => stepOn(ports, { ...mine, begun }, body, now));
    if (!on.ok) return on;
    if (on.value.isEntering) continue;
    await wake(ports, mine.space.id);
    return ok(on.value.seat);
  }
  return err(unavailable);
}

/** What is true for the whole call, over all its steps and attempts. */
interface Begun {
  readonly session: string;
  /** How often the volunteer had said off when the call first read the seat. */
  offs: number | undefined;
}

interface Step {
  readonly seat: Seat;
  /** Written as entering, and not on yet. */
  readonly isEntering: boolean;
}

/**
 * A volunteer who is off is first written as entering. Then the space and the profile are read, and the volunteer is on. The
 * facts on the seat follow from both. An edit of either writes every seat that is on or entering. So either the edit is seen
 * here, or the edit sees this seat and the second step is taken again. A condition on the space itself would make a whole shift
 * that goes on at once collide. 409 session-ended if the volunteer has said off since the call began: its answer may have been lost or late, and
 * an acknowledged off stays (invariant 4).
 */
async function stepOn(
  ports: Ports,
  { space: known, volunteer: seen, key, begun }: Mine & { readonly begun: Begun },
  body: OnBody,
  now: EpochMs,
): Promise<Result<Transaction<Step>, Problem>> {
  const { id } = known;
  const old = await loadSeat(ports, known, seen.id);
  if (!old.ok) return old;
  const digest = key === undefined ? undefined : ports.crypto.mac('on', seen.id, key);
  if (old.value !== undefined && isRepeated(old.value, digest))
    return ok({ writes: [], value: { seat: old.value, isEntering: false } });
  begun.offs ??= old.value?.offs ?? 0;
  if ((old.value?.offs ?? 0) !== begun.offs) return err({ code: 'session-ended' });
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  const profile = await load(ports, homeKeys.volunteer(id, seen.id), volunteerRecord);
  if (!profile.ok) return profile;
  const volunteer = profile.value;
  // The volunteer was deleted, or got another login, since this call was let in.
  if (volunteer === undefined || volunteer.subject !== seen.subject) return err(notFound);
  const reasons = ineligibilities(volunteer, space.value, now);
  if (reasons.length > 0) return err<Problem>({ code: 'not-eligible', members: { reasons } });
  const facts = factsOf(volunteer, space.value);
  const before = old.value ?? newSeat({ space: id, volunteer: seen.id }, facts, now);
  const choices = chosen(body, { before, facts }, now);
  if (!choices.ok) return choices;
  if (before.on === 'off' && before.entering !== true) {
    const entering = enter(before);
    return ok({ writes: [seatRecord.put(ports.ids, entering, old.value)], value: { seat: entering, isEntering: true } });
  }
  const others = await seatsOfPerson(ports, volunteer);
  if (!others.ok) return others;
  const told = digest === undefined ? {} : { key: digest };
  const leaseSeconds = space.value.limits.presenceLeaseSeconds;
  const elsewhere = others.value.map((other) => ({ space: other.space, volunteer: other.volunteer }));
  const on = goOn(before, { session: begun.session, ...told, ...choices.value, facts, leaseSeconds, elsewhere }, now);
  const talks = await loadOffered(ports, before);
  if (!talks.ok) return talks;
  const after = withdrawViolating({ seat: on, talks: talks.value }, now);
  const writes = seatAggregateWrites(ports, { seat: old.value, talks: talks.value }, after, space.value);
  return ok({ writes: [...writes, ...toldElsewhere(ports, others.value, on)], value: { seat: after.seat, isEntering: false } });
}

/**
 * The person's other seats know of this one from the moment it is on. Both are written together: so whichever of two spaces makes an
 * offer later sees what the other did.
 */
function toldElsewhere(ports: Ports, others: readonly Seat[], seat: Seat): readonly Write[] {
  return others.flatMap((other) => {
    const knowing = knowingOf(other, seat);
    return knowing === undefined ? [] : [seatRecord.put(ports.ids, knowing, other)];
  });
}

type Choices = Pick<GoOn, 'channels' | 'capacity' | 'until' | 'draining'>;

/** What holds if the body does not say otherwise: the choices of the running session, or those of a new one. */
function standing({ on, channels, capacity, until }: Seat, facts: SeatFacts, now: EpochMs): Choices {
  if (on === 'off') return { channels: facts.channels, capacity: 1 };
  const offered = channels.filter((one) => facts.channels.includes(one));
  return {
    channels: offered.length > 0 ? offered : facts.channels,
    capacity: Math.min(capacity, facts.capacityMax),
    ...(until === undefined || until <= now ? {} : { until }),
    draining: on === 'draining',
  };
}

/**
 * What the volunteer chose, within what the profile allows. What the body leaves out stays as it is, and `null` takes a choice back.
 * More than one place is only for text.
 */
function chosen(
  body: OnBody,
  { before, facts }: { readonly before: Seat; readonly facts: SeatFacts },
  now: EpochMs,
): Result<Choices, Problem> {
  const errors: FieldError[] = [];
  const kept = standing(before, facts, now);
  const channels = body.channels === undefined ? kept.channels : (body.channels ?? facts.channels);
  const isText = channels.every((one) => one === 'chat');
  const capacity = body.capacity === undefined ? (isText ? kept.capacity : 1) : (body.capacity ?? 1);
  if (channels.some((one) => !facts.channels.includes(one)))
    errors.push({ pointer: '/channels', detail: `Your profile and the space have: ${facts.channels.join(', ')}.` });
  if (capacity > facts.capacityMax)
    errors.push({ pointer: '/capacity', detail: `Must be at most ${facts.capacityMax} for you in this space.` });
  else if (capacity > 1 && !isText)
    errors.push({ pointer: '/capacity', detail: 'More than one talk at a time is possible only with `channels: ["chat"]`.' });
  const until = body.until === undefined ? kept.until : body.until === null ? undefined : fromIso(body.until);
  if (until !== undefined && until <= now) errors.push({ pointer: '/until', detail: 'Must be in the future.' });
  if (errors.length > 0) return err({ code: 'unprocessable', errors });
  const draining = kept.draining === true && body.afterThisOne === undefined;
  return ok({ channels, capacity, draining, ...(until === undefined ? {} : { until }) });
}

async function leave(
  ports: Ports,
  { space, volunteer }: Mine,
  afterThisOne: boolean,
  now: EpochMs,
): Promise<Result<Seat, Problem>> {
  let withdrew = false;
  const left = await transact(ports, async (tried) => {
    withdrew ||= tried > 1;
    const seat = await loadSeat(ports, space, volunteer.id);
    if (!seat.ok) return seat;
    const before = seat.value ?? newSeat({ space: space.id, volunteer: volunteer.id }, factsOf(volunteer, space), now);
    const talks = await loadOffered(ports, before);
    if (!talks.ok) return talks;
    const after = sayOff({ seat: before, talks: talks.value }, afterThisOne ? 'after-this-one' : 'now', now);
    withdrew ||= after.talks.length > 0;
    return ok({ writes: seatAggregateWrites(ports, { seat: seat.value, talks: talks.value }, after, space), value: after.seat });
  });
  if (left.ok && withdrew) {
    await wake(ports, space.id);
    await wakeElsewhere(ports, left.value);
  }
  return left;
}
