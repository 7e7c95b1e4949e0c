/**
 * A request ends without a match: its seeker cancelled, or no volunteer came. Volunteers who held an offer of it are free again.
 */
import { err, ok, type Result } from '../result.ts';
import type { Seat } from '../seat.ts';
import type { Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import type { EpochMs } from '../time.ts';
import { withoutOffersOf } from './accept.ts';

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
