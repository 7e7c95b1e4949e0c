/** What happens in a conversation: a side is present, the talk ends, the talk was heavy, or the other side is gone. */
import { matchesPerRequestMax, stillTalkingGraceSeconds } from '../limits.ts';
import { rematchAfterSeconds, rematchUnsignedSeconds, vanishedAfterSeconds } from '../rematch-limits.ts';
import { err, ok, type Result } from '../result.ts';
import type { Seat } from '../seat.ts';
import type { Match, Side, Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import { latest, plusSeconds, type EpochMs } from '../time.ts';
import { withLease } from './availability.ts';
import { excludeUntil } from './offer.ts';

export interface Ongoing {
  readonly talk: Talk & { readonly match: Match };
  readonly seat: Seat;
}

export interface RestLimits {
  readonly restSeconds: number;
  readonly heavyRestSeconds: number;
  readonly presenceLeaseSeconds: number;
}

export type EndedBy = Exclude<Match['endedBy'], undefined>;

/** From which time "still talking?" is asked: the grace before the end, and at most half the length of a talk. */
export function stillTalkingFrom(match: Match, talkSecondsMax: number): EpochMs {
  return plusSeconds(match.endsBy, -Math.min(stillTalkingGraceSeconds, talkSecondsMax / 2));
}

/** Notes that one side is present. Within the grace this also answers "still talking?", and the talk goes on. */
export function here(talk: Ongoing['talk'], who: Side, talkSecondsMax: number, now: EpochMs): Talk {
  const asked = now >= stillTalkingFrom(talk.match, talkSecondsMax);
  const seen = who === 'seeker' ? { seekerHereAt: now } : { volunteerHereAt: now };
  const endsBy = asked ? plusSeconds(now, talkSecondsMax) : talk.match.endsBy;
  return {
    ...talk,
    seq: talk.seq + 1,
    event: 'here',
    lastSeenAt: who === 'seeker' ? now : talk.lastSeenAt,
    match: { ...talk.match, ...seen, endsBy },
  };
}

/** A coordinator asks the volunteer to contact them. Nothing else of the talk changes. */
export function askedByCoordinator(talk: Ongoing['talk'], now: EpochMs): Talk {
  return { ...talk, seq: talk.seq + 1, event: 'here', match: { ...talk.match, coordinatorAskedAt: now } };
}

/** The talk is over. The volunteer rests, and goes off if they had chosen "after this one, off". */
export function endTalk(
  going: Ongoing,
  by: EndedBy,
  heavy: boolean,
  limits: RestLimits,
  now: EpochMs,
): Result<{ talk: Talk; seat: Seat }, { code: 'already-over' }> {
  const talk = endedTalk(going.talk, { by, heavy }, now);
  if (!talk.ok) return talk;
  const { conversation } = going.talk.match;
  return ok({ talk: talk.value, seat: seatAfterTalk(going.seat, { conversation, heavy }, limits, now) });
}

/** The request alone, after the end of its talk. Without its seat only if the seat cannot be read: it is freed later. */
export function endedTalk(
  talk: Ongoing['talk'],
  { by, heavy }: { readonly by: EndedBy; readonly heavy: boolean },
  now: EpochMs,
): Result<Talk, { code: 'already-over' }> {
  if (!mayTalk('end', talk.state)) return err({ code: 'already-over' });
  const match: Match = { ...talk.match, endedAt: now, endedBy: by, heavy };
  return ok({ ...talk, seq: talk.seq + 1, event: 'ended', state: 'ended', endedAt: now, match });
}

/** The seat of a volunteer whose talk is over: free, and resting. The same seat if the talk is not in it. */
export function seatAfterTalk(
  seat: Seat,
  { conversation, heavy }: { readonly conversation: Match['conversation']; readonly heavy: boolean },
  limits: RestLimits,
  now: EpochMs,
): Seat {
  if (!seat.talks.some((open) => open.conversation === conversation)) return seat;
  const rest = plusSeconds(now, heavy ? limits.heavyRestSeconds : limits.restSeconds);
  const had = { ...seat, idleSince: now, restUntil: latest(seat.restUntil, rest), talksEnded: (seat.talksEnded ?? 0) + 1 };
  // During the talk no lease was needed: leaving the talk starts one.
  return withLease(leaveTalk(had, 'ended', conversation), limits.presenceLeaseSeconds, now);
}

/**
 * The longer rest for a talk that ended earlier. It is counted from the end of the talk, so it is added only once. Undefined:
 * nothing to extend.
 */
export function markHeavy(seat: Seat, endedAt: EpochMs, heavyRestSeconds: number): Seat | undefined {
  const restUntil = latest(seat.restUntil, plusSeconds(endedAt, heavyRestSeconds));
  return restUntil === seat.restUntil ? undefined : { ...seat, seq: seat.seq + 1, event: 'rest-extended', restUntil };
}

export type RematchRefusal =
  | { readonly code: 'already-over' }
  /** `at`: from when, if the other side stays silent. Absent: never. */
  | { readonly code: 'already-joined'; readonly at?: EpochMs }
  | { readonly code: 'too-early'; readonly at: EpochMs };

export interface RematchWindow {
  readonly from: EpochMs;
  /** Absent: it ends with the talk. */
  readonly until?: EpochMs;
}

/**
 * When this side may ask for a rematch, if the other side gives no further sign: the other side did not join, or the volunteer
 * joined and vanished. Undefined: never. A volunteer whose seeker vanished ends the talk. Without a sign of either side nothing is known of the two,
 * so the word of one side counts for a limited time.
 */
export function rematchWindow(match: Match, asker: Side): RematchWindow | undefined {
  const otherHereAt = asker === 'seeker' ? match.volunteerHereAt : match.seekerHereAt;
  if (otherHereAt === undefined) {
    const from = plusSeconds(match.at, rematchAfterSeconds);
    return isUnsigned(match) ? { from, until: plusSeconds(match.at, rematchUnsignedSeconds) } : { from };
  }
  return asker === 'seeker' ? { from: plusSeconds(otherHereAt, vanishedAfterSeconds) } : undefined;
}

/** Whether neither side has said that it is in the conversation. Their apps may never say it, so the two may be talking. */
function isUnsigned({ seekerHereAt, volunteerHereAt }: Match): boolean {
  return seekerHereAt === undefined && volunteerHereAt === undefined;
}

/**
 * The other side never joined, or the volunteer vanished. The request waits again with its old queue time, and the pair is not tried
 * again. After `matchesPerRequestMax` matches it ends as expired, with a come-back token. The seat is free without a rest. A talk
 * that never began is not counted. `date`: the day of the match in the space's time zone, on which the talk was counted. A rematch
 * after midnight takes nothing off the new day. A volunteer who vanished gets no new lease. A volunteer who may have talked, of whom
 * only the seeker says the opposite, rests as after a talk, and the talk stays counted in the day.
 */
export function rematch(
  going: Ongoing,
  asker: Side,
  times: RematchTimes,
  now: EpochMs,
): Result<{ talk: Talk; seat: Seat }, RematchRefusal> {
  const talk = rematchedTalk(going.talk, asker, times, now);
  if (!talk.ok) return talk;
  return ok({ talk: talk.value, seat: seatAfterRematch(going, asker, times, now) });
}

function seatAfterRematch({ talk: { match }, seat }: Ongoing, asker: Side, times: RematchTimes, now: EpochMs): Seat {
  const left = leaveTalk(seat, 'rematched', match.conversation);
  if (isJoined(match, asker)) return left;
  const kept = withLease(left, times.leaseSeconds, now);
  if (isUnsigned(match) && asker === 'seeker')
    return { ...kept, restUntil: latest(seat.restUntil, plusSeconds(now, times.restSeconds)) };
  const { day } = seat;
  return day.date === times.date ? { ...kept, day: { ...day, talks: Math.max(0, day.talks - 1) } } : kept;
}

export interface RematchTimes {
  readonly expirySeconds: number;
  readonly leaseSeconds: number;
  readonly restSeconds: number;
  /** The day of the match in the space's time zone. */
  readonly date: string;
}

/** Whether the side that the asker waits for was in the conversation. */
function isJoined({ volunteerHereAt, seekerHereAt }: Match, asker: Side): boolean {
  return (asker === 'seeker' ? volunteerHereAt : seekerHereAt) !== undefined;
}

/** The request alone, back in the queue. Without its seat only if the seat cannot be read: it is freed later. */
export function rematchedTalk(
  talk: Ongoing['talk'],
  asker: Side,
  times: RematchTimes,
  now: EpochMs,
): Result<Talk, RematchRefusal> {
  if (!mayTalk('rematch', talk.state)) return err({ code: 'already-over' });
  const window = rematchWindow(talk.match, asker);
  if (window === undefined || now >= (window.until ?? Infinity)) return err({ code: 'already-joined' });
  const at = window.from;
  if (now < at) return err({ code: isJoined(talk.match, asker) ? 'already-joined' : 'too-early', at });
  const ended: Match = { ...talk.match, endedAt: now, endedBy: 'rematch' };
  const { match: _ended, ...rest } = talk;
  return ok({
    ...rest,
    ...(talk.match.n < matchesPerRequestMax
      ? { event: 'rematched', state: 'waiting' }
      : { event: 'expired', state: 'expired', endedAt: now }),
    seq: talk.seq + 1,
    previousMatches: [...talk.previousMatches, ended],
    excludedVolunteers: excludeUntil(talk, talk.match.volunteer, null, now),
    expiresAt: latest(talk.expiresAt, plusSeconds(now, times.expirySeconds)),
    lastSeenAt: asker === 'seeker' ? now : talk.lastSeenAt,
  });
}

/**
 * Whether the seeker may come back with the old queue time: the request expired, or its talk ended after the volunteer had vanished,
 * or without the volunteer while the seeker was there.
 */
export function mayComeBack({ state, match }: Talk): boolean {
  if (state === 'expired') return true;
  if (state !== 'ended' || match?.endedAt === undefined) return false;
  const wasAlone = match.endedBy !== 'volunteer' && (match.volunteerHereAt !== undefined || match.seekerHereAt !== undefined);
  const gone = rematchWindow(match, 'seeker');
  return wasAlone && gone !== undefined && match.endedAt >= gone.from;
}

/** The seat without this talk. The end of the last talk turns draining into off. */
function leaveTalk(seat: Seat, event: 'ended' | 'rematched', conversation: Match['conversation']): Seat {
  const talks = seat.talks.filter((open) => open.conversation !== conversation);
  const left = { ...seat, seq: seat.seq + 1, event, talks };
  if (seat.on !== 'draining' || talks.length > 0) return left;
  const { session: _over, ...off } = left;
  return { ...off, on: 'off' };
}
