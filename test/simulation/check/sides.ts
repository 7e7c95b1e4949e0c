/** Invariant 1: at most one match, two open offers and the capacity. Every offer and talk stands on both its sides, and on no third. */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check, Ledger } from './ledger.ts';
import { placesOf } from './rules.ts';

/** Maximum of open offers of one request at the same time. */
const openOffersMax = 2;

/** Checks everything that a commit touched, before and after it. */
export const sides: Check = (ledger, { talks, seats, who }) => {
  const volunteers = new Set(seats.flatMap(({ before, after }) => [before?.volunteer, after?.volunteer]));
  const requests = new Set(talks.flatMap(({ before, after }) => [before?.id, after?.id]));
  for (const { before, after } of talks)
    for (const one of [before, after]) holdersOf(one).forEach((volunteer) => volunteers.add(volunteer));
  for (const { before, after } of seats)
    for (const one of [before, after]) heldBy(one).forEach((request) => requests.add(request));
  for (const request of requests) {
    const talk = request === undefined ? undefined : ledger.talks.get(request);
    if (talk !== undefined) talkSide(ledger, talk, who.name);
  }
  for (const volunteer of volunteers) {
    const seat = volunteer === undefined ? undefined : ledger.seats.get(volunteer);
    if (seat !== undefined) seatSide(ledger, seat, who.name);
  }
  for (const { before, after } of seats) if (after !== undefined) placesHold(ledger, before, after, who.name);
};

function holdersOf(talk: Talk | undefined): readonly Seat['volunteer'][] {
  if (talk === undefined) return [];
  return [...talk.offers.map(({ volunteer }) => volunteer), ...(talk.match === undefined ? [] : [talk.match.volunteer])];
}

function heldBy(seat: Seat | undefined): readonly Talk['id'][] {
  return [...(seat?.offers ?? []), ...(seat?.talks ?? [])].map(({ request }) => request);
}

function talkSide(ledger: Ledger, talk: Talk, by: string): void {
  const { id, offers, state, match } = talk;
  if (offers.length > openOffersMax) ledger.violate(1, `${id} has ${offers.length} open offers`, by);
  if (new Set(offers.map(({ volunteer }) => volunteer)).size < offers.length)
    ledger.violate(1, `${id} is offered twice to one volunteer`, by);
  if ((state === 'offered') !== offers.length > 0) ledger.violate(1, `${id} is ${state} with ${offers.length} open offers`, by);
  if (state === 'matched' && match?.endedAt !== undefined) ledger.violate(1, `${id} is matched by a match that is over`, by);
  if ((state === 'matched' || state === 'ended') !== (match !== undefined))
    ledger.violate(1, `${id} is ${state} and its match is not`, by);
  for (const offer of offers) {
    const held = ledger.seats.get(offer.volunteer)?.offers.find((one) => one.id === offer.id);
    if (held?.request !== id) ledger.violate(1, `the offer ${offer.id} of ${id} is not on its seat`, by);
  }
  if (state !== 'matched' || match === undefined) return;
  const open = ledger.seats.get(match.volunteer)?.talks.find((one) => one.conversation === match.conversation);
  if (open?.request !== id) ledger.violate(1, `${match.conversation} is not on its seat`, by);
}

function seatSide(ledger: Ledger, seat: Seat, by: string): void {
  for (const offer of seat.offers) {
    const open = ledger.talks.get(offer.request)?.offers.find((one) => one.id === offer.id);
    if (open?.volunteer !== seat.volunteer)
      ledger.violate(1, `the offer ${offer.id} on the seat of ${seat.volunteer} is not on its request`, by);
  }
  for (const talk of seat.talks) {
    const request = ledger.talks.get(talk.request);
    if (
      request?.state !== 'matched' ||
      request.match?.conversation !== talk.conversation ||
      request.match.volunteer !== seat.volunteer
    )
      ledger.violate(1, `${talk.conversation} on the seat of ${seat.volunteer} is not open`, by);
  }
  if (new Set(heldBy(seat)).size < heldBy(seat).length) ledger.violate(1, `${seat.volunteer} holds a request twice`, by);
  if (seat.on === 'off' && seat.offers.length > 0) ledger.violate(4, `${seat.volunteer} is off and has an offer`, by);
  if (seat.on === 'draining' && seat.offers.length > 0) ledger.violate(4, `${seat.volunteer} is draining and has an offer`, by);
  if (seat.on === 'draining' && seat.talks.length === 0)
    ledger.violate(4, `${seat.volunteer} is draining after the last talk`, by);
}

/** Nothing is added beyond the places of a seat. What a seat held before its places were reduced may go on. */
function placesHold(ledger: Ledger, before: Seat | undefined, after: Seat, by: string): void {
  const held = (seat: Seat | undefined): number => (seat === undefined ? 0 : seat.talks.length + seat.offers.length);
  if (held(after) > held(before) && held(after) > placesOf(after))
    ledger.violate(1, `${after.volunteer} holds ${held(after)} with ${placesOf(after)} places`, by);
  if (after.offers.length > 0 && held(after) > placesOf(after))
    ledger.violate(1, `${after.volunteer} is asked for a talk and has no place for it`, by);
}
