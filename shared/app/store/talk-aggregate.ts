/** Reads a request with the seats it touches, and makes the writes that change both sides together. */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { isTerminal } from '../../domain/talk-machine.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { SeatAggregate } from '../../domain/transitions/availability.ts';
import type { TalkAggregate } from '../../domain/transitions/close.ts';
import type { Ports, Write } from '../../ports.ts';
import { load, loadMany } from './transact.ts';
import { tombstoneDigest } from './digests.ts';
import { liveKeys } from './keys.ts';
import { seatRecord, talkRecord, tombstoneRecord } from './live-records.ts';
import { notFound } from './problems.ts';

const gone: Problem = { code: 'gone' };

/** Whether the request is past its retention. Reads leave it out already before the sweep (invariant 14). */
export function isGone(talk: Talk, now: EpochMs): boolean {
  return talk.deleteAt !== undefined && talk.deleteAt <= now;
}

/** The request, or 404. 410 if it was erased or swept within the last day, or is due to be. */
export async function loadTalk(ports: Ports, space: SpaceId, id: RequestId, now: EpochMs): Promise<Result<Talk, Problem>> {
  const found = await load(ports, liveKeys.talk(id), talkRecord);
  if (!found.ok) return found;
  if (found.value !== undefined) {
    if (found.value.space !== space) return err(notFound);
    return isGone(found.value, now) ? err(gone) : ok(found.value);
  }
  const tombstone = await load(ports, liveKeys.tombstone(tombstoneDigest(ports.crypto, space, id)), tombstoneRecord);
  if (!tombstone.ok) return tombstone;
  return err(tombstone.value !== undefined && tombstone.value.until > now ? gone : notFound);
}

/** The seats that hold an open offer of the request or are in its talk. */
export async function loadSeatsOf(ports: Ports, talk: Talk): Promise<Result<readonly Seat[], Problem>> {
  const volunteers =
    talk.state === 'matched' && talk.match !== undefined ? [talk.match.volunteer] : talk.offers.map((offer) => offer.volunteer);
  return loadMany(
    ports,
    volunteers.map((volunteer) => liveKeys.seat(talk.space, volunteer)),
    seatRecord,
  );
}

/** The request with its seats, newly read. */
export async function loadTalkAggregate(
  ports: Ports,
  space: SpaceId,
  id: RequestId,
  now: EpochMs,
): Promise<Result<TalkAggregate, Problem>> {
  const talk = await loadTalk(ports, space, id, now);
  if (!talk.ok) return talk;
  const seats = await loadSeatsOf(ports, talk.value);
  return seats.ok ? ok({ talk: talk.value, seats: seats.value }) : seats;
}

/** The requests whose offers a seat holds. */
export async function loadOffered(ports: Ports, seat: Seat): Promise<Result<readonly Talk[], Problem>> {
  return loadMany(
    ports,
    seat.offers.map((offer) => liveKeys.talk(offer.request)),
    talkRecord,
  );
}

interface Retention {
  readonly limits: Pick<Space['limits'], 'retentionSeconds'>;
}

/**
 * The writes of a changed request. The write that ends the request also sets the time of its sweep and lets its subject ask
 * again, both in the same transaction.
 */
export function talkWrites(ports: Ports, before: Talk, after: Talk, space: Retention): readonly Write[] {
  if (after === before) return [];
  if (!isTerminal(after.state) || isTerminal(before.state)) return [talkRecord.put(ports.ids, after, before)];
  const ended: Talk = { ...after, deleteAt: plusSeconds(after.endedAt ?? after.createdAt, space.limits.retentionSeconds) };
  return [talkRecord.put(ports.ids, ended, before), ...releaseSubject(after)];
}

/** Lets the subject ask again. The lock belongs to this request and no other, until the very write that ends it. */
export function releaseSubject(talk: Talk): readonly Write[] {
  if (talk.subject === undefined) return [];
  return [{ kind: 'delete', key: liveKeys.subject(talk.space, talk.subject), expected: { kind: 'any' } }];
}

/** The writes of a seat that changed together with requests whose offers it held. `before.seat` is absent for a new seat. */
export function seatAggregateWrites(
  ports: Ports,
  before: { readonly seat: Seat | undefined; readonly talks: readonly Talk[] },
  after: SeatAggregate,
  space: Retention,
): readonly Write[] {
  const talks = after.talks.flatMap((talk) => {
    const old = before.talks.find((one) => one.id === talk.id);
    return old === undefined ? [] : talkWrites(ports, old, talk, space);
  });
  return [seatRecord.put(ports.ids, after.seat, before.seat), ...talks];
}

/** The writes of changed seats: those that are not the same objects that were read. */
export function seatWrites(ports: Ports, before: readonly Seat[], after: readonly Seat[]): readonly Write[] {
  return after.flatMap((seat, at) => {
    const old = before[at];
    return seat === old || old === undefined ? [] : [seatRecord.put(ports.ids, seat, old)];
  });
}

/** The writes of both sides of a changed request. */
export function talkAggregateWrites(
  ports: Ports,
  before: TalkAggregate,
  after: TalkAggregate,
  space: Retention,
): readonly Write[] {
  return [...talkWrites(ports, before.talk, after.talk, space), ...seatWrites(ports, before.seats, after.seats)];
}
