/** An offer to a volunteer, and every way it ends without a match. Both sides always change together. */
import { pairViolations, roomViolations, type Moment, type Violation } from '../eligibility.ts';
import type { OfferId } from '../ids.ts';
import { excludedForGoodMax, excludedVolunteersMax, lapseBackOffSeconds, openOffersMax, pairBackOffSeconds } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import { asOnePerson } from '../person.ts';
import type { Seat } from '../seat.ts';
import type { Exclusion, Offer, Talk } from '../talk.ts';
import { mayTalk } from '../talk-machine.ts';
import { latest, plusSeconds, type EpochMs } from '../time.ts';

export interface Pair {
  readonly talk: Talk;
  readonly seat: Seat;
}

export type OfferRefusal =
  | { readonly code: 'not-waiting' }
  | { readonly code: 'offers-at-most' }
  | { readonly code: 'already-offered' }
  | { readonly code: 'violation'; readonly violations: readonly Violation[] };

export interface NewOffer extends Moment {
  readonly id: OfferId;
  readonly windowSeconds: number;
  readonly reasons: readonly string[];
  /** The seats of the same person in other spaces. Absent: none. */
  readonly elsewhere?: readonly Seat[];
}

/** Offers the request to the volunteer. Checks every hard constraint again: a plan is only a proposal (invariant 6). */
export function openOffer(pair: Pair, wanted: NewOffer, now: EpochMs): Result<Pair, OfferRefusal> {
  const { talk, seat } = pair;
  if (talk.space !== seat.space) throw new Error('the request and the volunteer of an offer must be of one space');
  if (!mayTalk('offer', talk.state)) return err({ code: 'not-waiting' });
  if (talk.offers.some((open) => open.volunteer === seat.volunteer)) return err({ code: 'already-offered' });
  if (talk.offers.length >= openOffersMax) return err({ code: 'offers-at-most' });
  const person = asOnePerson(seat, wanted.elsewhere ?? [], wanted.date);
  const violations = [...new Set([...pairViolations(talk, seat, now), ...roomViolations(person, wanted, now)])];
  if (violations.length > 0) return err({ code: 'violation', violations });
  const expiresAt = plusSeconds(now, wanted.windowSeconds);
  const offer: Offer = { id: wanted.id, volunteer: seat.volunteer, at: now, expiresAt, reasons: [...wanted.reasons] };
  return ok({
    talk: { ...talk, seq: talk.seq + 1, event: 'offered', state: 'offered', offers: [...talk.offers, offer] },
    seat: {
      ...seat,
      seq: seat.seq + 1,
      event: 'offered',
      offers: [...seat.offers, { id: wanted.id, request: talk.id, at: now, expiresAt }],
    },
  });
}

/**
 * Why an offer ends. `declined` or `lapsed`: the pair is not tried again for a moment, and a volunteer who did not answer gets no
 * offer for as long. `withdrawn`: the request or the volunteer went away, and nothing is kept about the pair.
 */
export type OfferEnd = 'declined' | 'lapsed' | 'withdrawn';

/** The request without this offer. It is `waiting` again if this was the last one. The queue time stays (invariant 8). */
export function talkWithoutOffer(talk: Talk, offer: OfferId, end: OfferEnd, now: EpochMs): Talk {
  const gone = talk.offers.find((open) => open.id === offer);
  if (gone === undefined) return talk;
  const offers = talk.offers.filter((open) => open.id !== offer);
  const excludedVolunteers =
    end === 'withdrawn' ? talk.excludedVolunteers : excludeUntil(talk, gone.volunteer, plusSeconds(now, pairBackOffSeconds), now);
  return { ...talk, seq: talk.seq + 1, event: end, state: offers.length > 0 ? 'offered' : 'waiting', offers, excludedVolunteers };
}

/** The seat without this offer. The volunteer keeps their idle time, and a decline changes nothing else. */
export function seatWithoutOffer(seat: Seat, offer: OfferId, end: OfferEnd, now: EpochMs): Seat {
  if (!seat.offers.some((open) => open.id === offer)) return seat;
  const offers = seat.offers.filter((open) => open.id !== offer);
  const backOffUntil = end === 'lapsed' ? latest(seat.backOffUntil, plusSeconds(now, lapseBackOffSeconds)) : seat.backOffUntil;
  return { ...seat, seq: seat.seq + 1, event: end, offers, backOffUntil };
}

/** Both sides without this offer. A repetition changes nothing. */
export function endOffer(pair: Pair, offer: OfferId, end: OfferEnd, now: EpochMs): Pair {
  return { talk: talkWithoutOffer(pair.talk, offer, end, now), seat: seatWithoutOffer(pair.seat, offer, end, now) };
}

/** The request with a blocked volunteer excluded. It makes no event: no caller is told. Excluded for another reason too, it stays that. */
export function keptApart(talk: Talk, volunteer: Offer['volunteer'], now: EpochMs): Talk {
  const old = talk.excludedVolunteers.find((entry) => entry.volunteer === volunteer);
  const entry: Exclusion = old?.until === null ? old : { volunteer, until: null, block: true };
  return { ...talk, event: 'volunteer-excluded', excludedVolunteers: withExclusion(talk, entry, now) };
}

/** The request after the block of the pair was lifted. The same request if it excludes the volunteer for another reason, or not at all. */
export function noLongerBlocked(talk: Talk, volunteer: Offer['volunteer']): Talk {
  const left = talk.excludedVolunteers.filter((entry) => entry.volunteer !== volunteer || entry.block !== true);
  if (left.length === talk.excludedVolunteers.length) return talk;
  return { ...talk, event: 'volunteer-excluded', excludedVolunteers: left };
}

/** Excludes a volunteer until a time (null: for good). Entries that are over make room for new ones. */
export function excludeUntil(
  talk: Talk,
  volunteer: Offer['volunteer'],
  until: EpochMs | null,
  now: EpochMs,
): Talk['excludedVolunteers'] {
  const old = talk.excludedVolunteers.find((entry) => entry.volunteer === volunteer);
  return withExclusion(talk, until !== null && old?.until === null ? old : { volunteer, until }, now);
}

function withExclusion(talk: Talk, entry: Exclusion, now: EpochMs): Talk['excludedVolunteers'] {
  const others = talk.excludedVolunteers.filter(
    (one) => one.volunteer !== entry.volunteer && (one.until === null || one.until > now),
  );
  return listedExclusions([...others, entry]);
}

/**
 * The exclusions that a request lists: of those for good the latest `excludedForGoodMax`, of those for a time the latest that still fit. Blocks
 * that it does not list are read where they stand (`mayLackBlocks`).
 */
export function listedExclusions(all: Talk['excludedVolunteers']): Talk['excludedVolunteers'] {
  const forGood = all.filter((entry) => entry.until === null).slice(-excludedForGoodMax);
  const forATime = all.filter((entry) => entry.until !== null);
  return [...forATime.slice(-(excludedVolunteersMax - forGood.length)), ...forGood];
}
