/**
 * A request ends without a match: its seeker cancelled, or no volunteer came. Volunteers who held an offer of it are free again.
 */
import type { RequestId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { withoutRequest, type Seat } from '../seat.ts';
import { isWaiting, type Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import type { EpochMs } from '../time.ts';
import { withoutOffersOf } from './accept.ts';
import { seatAfterTalk, type RestLimits } from './conversation.ts';

export interface TalkAggregate {
  readonly talk: Talk;
  /** The seats that hold an open offer of it or a talk in it. */
  readonly seats: readonly Seat[];
}

export type CloseRefusal = { readonly code: 'already-matched' } | { readonly code: 'already-over' };

/** Cancels or expires. An acknowledged cancel wins: no offer is left (invariant 4). */
export function closeRequest(
  aggregate: TalkAggregate,
  to: 'cancelled' | 'expired',
  now: EpochMs,
): Result<TalkAggregate, CloseRefusal> {
  const { talk } = aggregate;
  if (!mayTalk(to === 'cancelled' ? 'cancel' : 'expire', talk.state)) {
    return err({ code: talk.state === 'matched' || talk.state === 'ended' ? 'already-matched' : 'already-over' });
  }
  return ok({
    talk: { ...talk, seq: talk.seq + 1, event: to, state: to, offers: [], endedAt: now },
    seats: aggregate.seats.map((seat) => withoutOffersOf(seat, talk, now)),
  });
}

/**
 * The request of a seeker whom no volunteer can serve after an edit: expired, so the seeker may come back. Undefined: it does not wait any
 * more, or the seeker is not safe. Such a request stays, because its case goes on.
 */
export function closeStranded(aggregate: TalkAggregate, now: EpochMs): TalkAggregate | undefined {
  if (!isWaiting(aggregate.talk) || aggregate.talk.need === 'notSafeNow') return undefined;
  const closed = closeRequest(aggregate, 'expired', now);
  return closed.ok ? { ...closed.value, talk: { ...closed.value.talk, spaceChanged: true } } : undefined;
}

/**
 * The seat without anything of a request that is erased although it cannot be read: no offer, no talk, no accepted offer. One change,
 * or the same seat. Without `limits` no talk can be open.
 */
export function withoutTrace(seat: Seat, request: RequestId, limits: RestLimits | undefined, now: EpochMs): Seat {
  const talks = limits === undefined ? [] : seat.talks.filter((open) => open.request === request);
  const ended = talks.reduce(
    (left, { conversation }) => (limits === undefined ? left : seatAfterTalk(left, { conversation, heavy: false }, limits, now)),
    seat,
  );
  const offers = ended.offers.filter((open) => open.request !== request);
  const free = offers.length === ended.offers.length ? ended : { ...ended, event: 'withdrawn' as const, offers };
  const left = withoutRequest(seat, free, request);
  return left === seat ? seat : { ...left, seq: seat.seq + 1 };
}
