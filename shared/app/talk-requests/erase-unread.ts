/**
 * Erasing and cancelling a request that cannot be read. The item is deleted by its key. What other items hold of it is found by the
 * fields that can still be read.
 */
import type { Problem } from '../../contract/problems.ts';
import { tombstoneSeconds } from '../../domain/limits.ts';
import type { RequestId, SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import { withoutTrace } from '../../domain/transitions/close.ts';
import { escalationsOf } from '../../domain/transitions/not-safe.ts';
import type { RestLimits } from '../../domain/transitions/conversation.ts';
import type { Space } from '../../domain/space.ts';
import type { Item, Ports, Write } from '../../ports.ts';
import { tombstoneDigest } from '../store/digests.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord, subjectRecord, tombstoneRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { seatWrites } from '../store/talk-aggregate.ts';
import { load, loadMany, transact } from '../store/transact.ts';
import { asItWas, unreadable } from '../store/unreadable.ts';
import { remainsFor, type RequestCommand } from './access.ts';
import { earlierFeedbackGone, feedbackGone, forgetCases } from './forget-cases.ts';
import { remainsOf, type Remains } from './remains.ts';

const gone: Problem = { code: 'gone' };

/** The request that cannot be read, by its key. */
export interface Unread {
  readonly item: Item;
  readonly id: RequestId;
  /** The space that the item names, or the one in which it was looked for. */
  readonly space: SpaceId;
  /** The rest after a talk that ends with it. Absent: it ended before, so no seat holds it. */
  readonly limits?: RestLimits;
}

/** The writes that erase a request that cannot be read. */
export async function erasureUnread(ports: Ports, unread: Unread, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const { item, id, space, limits } = unread;
  const remains = remainsOf(item);
  const seats = await seatsOf(ports, remains, space);
  if (!seats.ok) return seats;
  const lock = await lockOf(ports, remains, unread);
  if (!lock.ok) return lock;
  const cases = await forgetCases(ports, {
    space,
    reports: [...new Set(remains.reports)],
    escalations: [...new Set(escalationsOf(remains))],
  });
  if (!cases.ok) return cases;
  const left = seats.value.map((seat) => withoutTrace(seat, id, limits, now));
  const tombstone = { rev: '', digest: tombstoneDigest(ports.crypto, space, id), until: plusSeconds(now, tombstoneSeconds) };
  return ok([
    { kind: 'delete', key: item.key, expected: asItWas(item) },
    ...seatWrites(ports, seats.value, left),
    tombstoneRecord.overwrite(ports.ids, tombstone),
    ...lock.value,
    ...cases.value,
    ...feedbackGone(ports, space, matchesOf(remains)),
  ]);
}

/** A damaged list may name one thing twice, and a transaction takes each key once. */
function matchesOf({ match, previousMatches }: Remains): Remains['previousMatches'] {
  const all = [...previousMatches, ...(match === undefined ? [] : [match])];
  return [...new Map(all.map((one) => [one.conversation, one])).values()];
}

/** The seats that hold an offer of it or a talk in it, or that keep which request an accepted offer was of. */
async function seatsOf(ports: Ports, { offers, match, previousMatches }: Remains, space: SpaceId) {
  const volunteers = new Set(
    [...offers, ...previousMatches, ...(match === undefined ? [] : [match])].map((one) => one.volunteer),
  );
  return loadMany(
    ports,
    [...volunteers].map((volunteer) => liveKeys.seat(space, volunteer)),
    seatRecord,
  );
}

/** The lock of its subject, if it is still the lock of this request. */
async function lockOf(ports: Ports, { subject }: Remains, { space, id }: Unread): Promise<Result<readonly Write[], Problem>> {
  if (subject === undefined) return ok([]);
  const lock = await load(ports, liveKeys.subject(space, subject), subjectRecord);
  if (!lock.ok) return lock.error.code === 'unavailable' ? lock : ok([]);
  return ok(lock.value?.request === id ? [subjectRecord.remove(lock.value)] : []);
}

export interface ErasedUnread {
  readonly space: Space;
  readonly remains: Remains;
}

/** Erases a request that cannot be read, for a caller who may. 401, 404. */
export async function eraseUnread(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<ErasedUnread, Problem>> {
  const found = await remainsFor(ports, { ...command, right: 'ask' });
  if (!found.ok) return found;
  const { space, remains } = found.value;
  const earlier = await earlierFeedbackGone(ports, space.id, matchesOf(remains));
  if (!earlier.ok) return earlier;
  const erased = await transact<ErasedUnread>(ports, async (tried) => {
    const again = await remainsFor(ports, { ...command, right: 'ask' });
    if (!again.ok) {
      // An earlier attempt, whose outcome was unknown, deleted it.
      return tried > 1 && again.error.code === 'not-found' ? ok({ writes: [], value: { space, remains } }) : again;
    }
    const unread = { item: again.value.item, id: command.request, space: space.id, limits: space.limits };
    const writes = await erasureUnread(ports, unread, now);
    return writes.ok ? ok({ writes: writes.value, value: { space, remains: again.value.remains } }) : writes;
  });
  if (erased.ok) await wake(ports, space.id);
  return erased;
}

/**
 * Cancels a request that cannot be read while it waits: it is erased, so that no version offers it. The answer is 410, as for every
 * later call. 409 already-matched; 503 if not even its state can be read.
 */
export async function cancelUnread(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Problem> {
  const found = await remainsFor(ports, { ...command, right: 'ask' });
  if (!found.ok) return found.error;
  const { state, match } = found.value.remains;
  if (state === 'matched') return { code: 'already-matched', members: { conversation: { id: match?.conversation } } };
  if (state !== 'waiting' && state !== 'offered') return unreadable;
  const erased = await eraseUnread(ports, command, now);
  return erased.ok ? gone : erased.error;
}
