/**
 * Call-outs to volunteers who are off. They are rare, as Manshadi and Rodilitz (arXiv 2002.08474) advise, because every call-out
 * costs some of a volunteer's goodwill. They are made only for a request that no volunteer who is on could serve. A few
 * volunteers who could serve it are called, and a few more after some minutes. A volunteer who was called is not called again for
 * hours. What a volunteer did after a call-out is not known here and does not count.
 */
import { violations, pairFits } from '../../eligibility.ts';
import type { RequestId, VolunteerId } from '../../ids.ts';
import { calloutRepeatSeconds, calloutPauseSeconds } from '../../limits.ts';
import type { SeatFacts } from '../../seat.ts';
import type { Talk } from '../../talk.ts';
import { plusSeconds, type EpochMs } from '../../time.ts';
import { needsKey, remembered } from '../criteria-keys.ts';
import { compareIds, queueOf } from '../order.ts';
import type { Snapshot } from '../plan.ts';
import { candidateOf } from '../candidates.ts';
import type { Policy } from '../policy.ts';

/** A volunteer who is off, may serve, and allows call-outs. */
export interface OffShift {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
  readonly idleSince: EpochMs;
  /** Absent: never. */
  readonly calledOutAt?: EpochMs | undefined;
}

/** The volunteers who are called out for a request. None, if no suitable volunteer is available. */
export interface Callout {
  readonly request: RequestId;
  readonly volunteers: readonly VolunteerId[];
}

/**
 * The requests that no volunteer who is on could serve, neither now nor after a talk or a rest, and for which no call-out was
 * made lately. The first in the queue comes first. Pure, and independent of the order of its input. It costs nothing if no
 * request waits.
 */
export function strandedIn(snapshot: Snapshot, policy: Policy, now: EpochMs): readonly Talk[] {
  const isDue = ({ calledOutAt }: Talk) => calledOutAt === undefined || plusSeconds(calledOutAt, calloutRepeatSeconds) <= now;
  const times = { promotionSeconds: policy.promotionSeconds, stillThereSeconds: snapshot.stillThereSeconds };
  const waiting = queueOf(snapshot.talks, times, now)
    .filter(({ talk, isPresent }) => isPresent && talk.offers.length === 0 && isDue(talk))
    .map(({ talk }) => talk);
  if (waiting.length === 0) return [];
  const anybodyFits = (talk: Talk) =>
    snapshot.seats.some((seat) => pairFits(talk, seat, now) && candidateOf(seat, snapshot, now)?.stays === true);
  const known = new Map<string, boolean>();
  return waiting.filter((talk) => {
    const lasting = { ...talk, excludedVolunteers: talk.excludedVolunteers.filter(({ until }) => until === null) };
    if (lasting.excludedVolunteers.length > 0) return !anybodyFits(lasting);
    return remembered(known, needsKey(talk.criteria), () => !anybodyFits(lasting));
  });
}

/** Whether this volunteer could serve the request if they were on. */
export function couldCome(talk: Talk, { volunteer, facts }: Pick<OffShift, 'volunteer' | 'facts'>): boolean {
  const apart = talk.excludedVolunteers.some((entry) => entry.volunteer === volunteer && entry.until === null);
  return !apart && violations(talk.criteria, facts).length === 0;
}

/**
 * For each request, in the order given, the volunteers to call out: first the one who was not called for the longest time, then
 * the one who has been idle longest, then by id. No volunteer is called for two requests, or again within `calloutPauseSeconds`.
 * Pure, and independent of the order of `off`.
 */
export function calloutsFor(
  stranded: readonly Talk[],
  off: readonly OffShift[],
  atOnce: number,
  now: EpochMs,
): readonly Callout[] {
  const inPeace = ({ calledOutAt }: OffShift) => calledOutAt !== undefined && plusSeconds(calledOutAt, calloutPauseSeconds) > now;
  const left = new Set(off.filter((one) => !inPeace(one)).toSorted(longestLeftAloneFirst));
  return stranded.map((talk) => {
    const chosen = [...left].filter((one) => couldCome(talk, one)).slice(0, atOnce);
    for (const one of chosen) left.delete(one);
    return { request: talk.id, volunteers: chosen.map(({ volunteer }) => volunteer) };
  });
}

function longestLeftAloneFirst(a: OffShift, b: OffShift): number {
  const paged = (a.calledOutAt ?? 0) - (b.calledOutAt ?? 0);
  return paged || a.idleSince - b.idleSince || compareIds(a.volunteer, b.volunteer);
}
