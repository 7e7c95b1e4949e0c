/** A match: one volunteer accepts the request, and every other open offer of it is withdrawn in the same transaction. */
import { pairMisfits } from '../eligibility.ts';
import type { Misfit } from '../eligibility.ts';
import { conversationOf } from '../ids.ts';
import type { OfferId } from '../ids.ts';
import { matchesPerRequestMax, wonMax } from '../limits.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { dayCount } from '../seat.ts';
import type { Seat } from '../seat.ts';
import type { Match, Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import { plusSeconds } from '../time.ts';
import type { EpochMs } from '../time.ts';
import type { Pair } from './offer.ts';
import { seatWithoutOffer } from './offer.ts';

export interface Accept extends Pair {
  /** The seats that hold the request's other open offers. */
  readonly others: readonly Seat[];
  readonly offer: OfferId;
  readonly talkSecondsMax: number;
  readonly date: string;
}

export type AcceptRefusal = { readonly code: 'offer-gone' } | { readonly code: 'misfit'; readonly misfits: readonly Misfit[] };

/** What the accept writes: the talk, the seat of the volunteer who accepted, and every other seat that had an offer of it. */
export interface Accepted {
  readonly talk: Talk;
  readonly seat: Seat;
  readonly others: readonly Seat[];
}

/** Whether this volunteer already accepted this very offer: an accept may be repeated (invariant 5). */
export function alreadyWon(talk: Talk, seat: Pick<Seat, 'volunteer'>, offer: OfferId): Match | undefined {
  return [...talk.past, ...(talk.match ? [talk.match] : [])].find(
    (match) => match.offer === offer && match.volunteer === seat.volunteer,
  );
}

/**
 * Accepts. It does not compare a clock with the window of the offer: an offer is gone when its lapse is committed, not before.
 */
export function acceptOffer(command: Accept, now: EpochMs): Result<Accepted, AcceptRefusal> {
  const { talk, seat, offer } = command;
  const held = talk.offers.find((open) => open.id === offer && open.volunteer === seat.volunteer);
  const n = talk.past.length + 1;
  if (held === undefined || !mayTalk('accept', talk.state) || n > matchesPerRequestMax) return err({ code: 'offer-gone' });
  if (!seat.offers.some((open) => open.id === offer) || seat.on === 'off') return err({ code: 'offer-gone' });
  const misfits = pairMisfits(talk, seat, now);
  if (misfits.length > 0) return err({ code: 'misfit', misfits });
  const conversation = conversationOf(talk.id, n);
  const match: Match = {
    conversation,
    n,
    offer,
    volunteer: seat.volunteer,
    at: now,
    reasons: held.reasons,
    endsBy: plusSeconds(now, command.talkSecondsMax),
  };
  const winner = seatWithoutOffer(seat, offer, 'withdrawn', now);
  return ok({
    talk: { ...talk, seq: talk.seq + 1, event: 'matched', state: 'matched', offers: [], match },
    seat: {
      ...winner,
      won: [...winner.won, { offer, request: talk.id }].slice(-wonMax),
      talks: [...winner.talks, { request: talk.id, conversation, at: now }],
      day: {
        date: seat.day.date > command.date ? seat.day.date : command.date,
        talks: dayCount({ ...winner, offers: [] }, command.date) + 1,
      },
    },
    others: command.others.map((other) => withoutOffersOf(other, talk, now)),
  });
}

/** The seat without any open offer of this request. */
export function withoutOffersOf(seat: Seat, talk: Talk, now: EpochMs): Seat {
  return seat.offers
    .filter((open) => open.request === talk.id)
    .reduce((left, open) => seatWithoutOffer(left, open.id, 'withdrawn', now), seat);
}
