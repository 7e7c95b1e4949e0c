/**
 * Call-outs to volunteers who are off. They are rare, as Manshadi and Rodilitz (arXiv 2002.08474) advise, because every call-out
 * costs some of a volunteer's goodwill. They are made only for a request that no volunteer who is on could serve. A few
 * volunteers who could serve it are called, and a few more after some minutes. A volunteer who was called is not called again for
 * hours. What a volunteer did after a call-out is not known here and does not count.
 */
import { misfits, pairFits } from '../../eligibility.ts';
import type { RequestId, VolunteerId } from '../../ids.ts';
import { pageAgainSeconds, pagePeaceSeconds } from '../../limits.ts';
import type { SeatFacts } from '../../seat.ts';
import type { Talk } from '../../talk.ts';
import { plusSeconds } from '../../time.ts';
import type { EpochMs } from '../../time.ts';
import { needsKey, remembered } from '../criteria-keys.ts';
import { compareIds, queueOf } from '../order.ts';
import type { Snapshot } from '../plan.ts';
import { placeOf } from '../candidates.ts';
import type { Policy } from '../policy.ts';

/** A volunteer who is off, may serve, and allows call-outs. */
export interface OffShift {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
  readonly idleSince: EpochMs;
  /** Absent: never. */
  readonly pagedAt?: EpochMs | undefined;
}

/** The volunteers who are called out for a request. None, if no suitable volunteer is available. */
export interface Paging {
  readonly request: RequestId;
  readonly volunteers: readonly VolunteerId[];
}

/**
 * The requests that no volunteer who is on could serve, neither now nor after a talk or a rest, and for which no call-out was
 * made lately. The first in the queue comes first. Pure, and independent of the order of its input. It costs nothing if no
 * request waits.
 */
export function strandedIn(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Talk[] {
  const isDue = ({ pagedAt }: Talk) => pagedAt === undefined || plusSeconds(pagedAt, pageAgainSeconds) <= now;
  const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
  const waiting = queueOf(snapshot.talks, times, now)
    .filter(({ talk, heard }) => heard && talk.offers.length === 0 && isDue(talk))
    .map(({ talk }) => talk);
  if (waiting.length === 0) return [];
  const anybodyFits = (talk: Talk) =>
    snapshot.seats.some((seat) => pairFits(talk, seat, now) && placeOf(seat, snapshot, now)?.stays === true);
  const known = new Map<string, boolean>();
  return waiting.filter((talk) => {
    const lasting = { ...talk, avoid: talk.avoid.filter(({ until }) => until === null) };
    if (lasting.avoid.length > 0) return !anybodyFits(lasting);
    return remembered(known, needsKey(talk.ask), () => !anybodyFits(lasting));
  });
}

/** Whether this volunteer could serve the request if they were on. */
export function couldCome(talk: Talk, { volunteer, facts }: Pick<OffShift, 'volunteer' | 'facts'>): boolean {
  const apart = talk.avoid.some((entry) => entry.volunteer === volunteer && entry.until === null);
  return !apart && misfits(talk.ask, facts).length === 0;
}

/**
 * For each request, in the order given, the volunteers to call out: first the one who was not called for the longest time, then
 * the one who has been idle longest, then by id. No volunteer is called for two requests, or again within `pagePeaceSeconds`.
 * Pure, and independent of the order of `off`.
 */
export function pagesFor(stranded: readonly Talk[], off: readonly OffShift[], atOnce: number, now: EpochMs): readonly Paging[] {
  const inPeace = ({ pagedAt }: OffShift) => pagedAt !== undefined && plusSeconds(pagedAt, pagePeaceSeconds) > now;
  const left = new Set(off.filter((one) => !inPeace(one)).toSorted(longestLeftAloneFirst));
  return stranded.map((talk) => {
    const chosen = [...left].filter((one) => couldCome(talk, one)).slice(0, atOnce);
    for (const one of chosen) left.delete(one);
    return { request: talk.id, volunteers: chosen.map(({ volunteer }) => volunteer) };
  });
}

function longestLeftAloneFirst(a: OffShift, b: OffShift): number {
  const paged = (a.pagedAt ?? 0) - (b.pagedAt ?? 0);
  return paged || a.idleSince - b.idleSince || compareIds(a.volunteer, b.volunteer);
}
