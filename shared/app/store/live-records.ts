/** The items of the `live` table. */
import * as z from 'zod';
import { caseAlert, type CaseAlert } from '../../domain/case-alert.ts';
import { requestId, spaceId, volunteerId } from '../../domain/ids.ts';
import { tombstoneSeconds } from '../../domain/limits.ts';
import { strandedRequestsMax } from '../../domain/stranding-limits.ts';
import { availableAt, capacityOf, seat, taken, type Seat } from '../../domain/seat.ts';
import { isWaiting, needClass, talk, type Talk } from '../../domain/talk.ts';
import { epochMs, plusSeconds } from '../../domain/time.ts';
import type { Item } from '../../ports.ts';
import { liveKeys, roomOf, roomIndex, sortable, sweepPk } from './keys.ts';
import { recorded } from './record.ts';

function talkIndexes(of: Talk): Item['indexes'] {
  const pk = roomIndex.pk(roomOf(of.space));
  if (isWaiting(of)) return { room: { pk, sk: roomIndex.waiting(needClass(of.need), of.askedAt, of.id) } };
  if (of.state === 'matched' && of.match !== undefined) return { room: { pk, sk: roomIndex.talking(of.match.endsBy, of.id) } };
  return of.deleteAt === undefined ? {} : { sweep: { pk: sweepPk, sk: `${sortable(of.deleteAt)}#${of.id}` } };
}

export const talkRecord = recorded<Talk>({ schema: talk, key: (of) => liveKeys.talk(of.id), indexes: talkIndexes });

function seatIndexes(of: Seat): Item['indexes'] {
  if (of.on !== 'on') return {};
  const place = taken(of) < capacityOf(of) ? roomIndex.free : roomIndex.full;
  return { room: { pk: roomIndex.pk(roomOf(of.space)), sk: place(availableAt(of), of.volunteer) } };
}

export const seatRecord = recorded<Seat>({
  schema: seat,
  key: (of) => liveKeys.seat(of.space, of.volunteer),
  indexes: seatIndexes,
});

/** Limits a subject to one live request. It is deleted in the transaction that ends the request. */
export const subjectLock = z.strictObject({ rev: z.string(), space: spaceId, subject: z.string(), request: requestId });
export type SubjectLock = z.infer<typeof subjectLock>;
export const subjectRecord = recorded<SubjectLock>({ schema: subjectLock, key: (of) => liveKeys.subject(of.space, of.subject) });

/** Says for a day that a request was here and was deleted. */
export const tombstone = z.strictObject({ rev: z.string(), digest: z.string(), until: epochMs });
export type Tombstone = z.infer<typeof tombstone>;
export const tombstoneRecord = recorded<Tombstone>({
  schema: tombstone,
  key: (of) => liveKeys.tombstone(of.digest),
  timeToLive: (of) => of.until,
});

/** A room that the reconciler processes, and the timer that is already set for it. */
export const liveRoom = z.strictObject({
  rev: z.string(),
  room: z.string(),
  space: spaceId,
  touchedAt: epochMs,
  timerAt: epochMs.optional(),
});
export type LiveRoom = z.infer<typeof liveRoom>;
export const liveRoomRecord = recorded<LiveRoom>({ schema: liveRoom, key: (of) => liveKeys.liveRoom(of.room) });

export const caseAlertRecord = recorded<CaseAlert>({ schema: caseAlert, key: (of) => liveKeys.caseAlert(of.about) });

/** A volunteer who has left. The record is forgotten when the open talks have ended. */
export const leaver = z.strictObject({ rev: z.string(), space: spaceId, volunteer: volunteerId, since: epochMs });
export type Leaver = z.infer<typeof leaver>;
export const leaverRecord = recorded<Leaver>({ schema: leaver, key: (of) => liveKeys.leaver(of.space, of.volunteer) });

/**
 * An edit after which fewer volunteers may serve. For some minutes the reconciler ends the requests from before it that no volunteer could serve.
 * `spared`: keyed digests of the requests that no volunteer could serve before the edit either.
 */
export const narrowing = z.strictObject({
  rev: z.string(),
  id: z.string(),
  space: spaceId,
  at: epochMs,
  spared: z.array(z.string()).max(strandedRequestsMax),
});
export type Narrowing = z.infer<typeof narrowing>;
export const narrowingRecord = recorded<Narrowing>({
  schema: narrowing,
  key: (of) => liveKeys.narrowing(of.space, of.id),
  timeToLive: (of) => plusSeconds(of.at, tombstoneSeconds),
});
