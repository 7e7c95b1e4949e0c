/** A match: one volunteer accepts the request, and every other open offer of it is withdrawn in the same transaction. */
import { pairViolations, type Violation } from '../eligibility.ts';
import { conversationOf, type OfferId } from '../ids.ts';
import { matchesPerRequestMax, acceptedOffersMax } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import { dayCount, type Seat } from '../seat.ts';
import type { Match, Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import { plusSeconds, type EpochMs } from '../time.ts';
import { type Pair, seatWithoutOffer } from './offer.ts';

export interface Accept extends Pair {
  /** The seats that hold the request's other open offers. */
  readonly others: readonly Seat[];
  readonly offer: OfferId;
  readonly talkSecondsMax: number;
  readonly date: string;
}

export type AcceptRefusal =
  | { readonly code: 'offer-gone' }
  | { readonly code: 'violation'; readonly violations: readonly Violation[] };

/** What the accept writes: the talk, the seat of the volunteer who accepted, and every other seat that had an offer of it. */
export interface Accepted {
  readonly talk: Talk;
  readonly seat: Seat;
  readonly others: readonly Seat[];
}

/** Whether this volunteer already accepted this very offer: an accept may be repeated (invariant 5). */
export function alreadyWon(talk: Talk, seat: Pick<Seat, 'volunteer'>, offer: OfferId): Match | undefined {
  return [...talk.previousMatches, ...(talk.match ? [talk.match] : [])].find(
    (match) => match.offer === offer && match.volunteer === seat.volunteer,
  );
}

/**
 * Accepts. It does not compare a clock with the window of the offer: an offer is gone when its lapse is committed, not before.
 */
export function acceptOffer(command: Accept, now: EpochMs): Result<Accepted, AcceptRefusal> {
  const { talk, seat, offer } = command;
  const held = talk.offers.find((open) => open.id === offer && open.volunteer === seat.volunteer);
  const n = talk.previousMatches.length + 1;
  if (held === undefined || !mayTalk('accept', talk.state) || n > matchesPerRequestMax) return err({ code: 'offer-gone' });
  if (!seat.offers.some((open) => open.id === offer) || seat.on === 'off') return err({ code: 'offer-gone' });
  const violations = pairViolations(talk, seat, now);
  if (violations.length > 0) return err({ code: 'violation', violations });
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
      event: 'matched',
      acceptedOffers: [...winner.acceptedOffers, { offer, request: talk.id }].slice(-acceptedOffersMax),
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
