/** Invariant 8 and the rests of volunteers: which costs a decline, a lapse and a talk have, and which they must not have. */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { spaceReadBy } from './constraints.ts';
import { isSeeker, isSigned } from './history.ts';
import type { Change, Check, Ledger } from './ledger.ts';

/** Milliseconds: the longest back-off that invariant 8 allows. */
const backOffMsMax = 60_000;

export const costs: Check = (ledger, change) => {
  for (const { before, after } of change.talks) {
    if (before === undefined || after === undefined) continue;
    if (after.event === 'declined' || after.event === 'lapsed') letPass(ledger, before, after, change);
  }
  for (const { before, after } of change.seats)
    if (before !== undefined && after !== undefined) rest(ledger, before, after, change);
};

function letPass(ledger: Ledger, before: Talk, after: Talk, { who, now, seats }: Change): void {
  const gone = before.offers.filter(({ id }) => !after.offers.some((open) => open.id === id));
  for (const { volunteer } of gone) {
    const old = before.excludedVolunteers.find((one) => one.volunteer === volunteer);
    const avoided = after.excludedVolunteers.find((one) => one.volunteer === volunteer);
    if (old?.until !== null && (avoided?.until ?? Infinity) > now + backOffMsMax && avoided !== undefined)
      ledger.violate(8, `${after.id} and ${volunteer} exclude each other for more than ${backOffMsMax / 1_000} s`, who.name);
    const seat = seats.find((one) => one.after?.volunteer === volunteer);
    if (seat?.before === undefined || seat.after === undefined) continue;
    if (cost(seat.before) !== cost(seat.after)) ledger.violate(8, `${after.event} changed the seat of ${volunteer}`, who.name);
    const { backOffUntil } = seat.after;
    const longest =
      after.event === 'declined' ? seat.before.backOffUntil : Math.max(seat.before.backOffUntil, now + backOffMsMax);
    if (backOffUntil > longest) ledger.violate(8, `${volunteer} gets no offers for too long after ${after.event}`, who.name);
  }
}

/** The parts of a seat that a decline or a lapse must not change. */
function cost(seat: Seat): string {
  const { offers: _offers, rev: _rev, seq: _seq, event: _event, backOffUntil: _backOff, ...kept } = seat;
  return JSON.stringify(kept);
}

/** A talk that ends gives a rest. A talk that never took place gives none. */
function rest(ledger: Ledger, before: Seat, after: Seat, { who, now, talks }: Change): void {
  for (const { request } of before.talks) {
    if (after.talks.some((one) => one.request === request)) continue;
    const space = spaceReadBy(ledger, who, after.space) ?? ledger.spaces.get(after.space);
    const rematched = talks.some((one) => one.after?.id === request && ['rematched', 'expired'].includes(one.after.event));
    const met = talks.find((one) => one.before?.id === request)?.before?.match;
    // Only the seeker says that the volunteer did not come, and no app says anything. The volunteer may have talked.
    const mayHaveTalked = rematched && !isSigned(met) && isSeeker(who);
    const hadJoined = met?.volunteerHereAt !== undefined;
    const lease = now + (space?.limits.presenceLeaseSeconds ?? 0) * 1_000;
    // A volunteer who vanished gets no new lease.
    if (after.on === 'on' && after.leaseExpiresAt < lease && !(rematched && hadJoined))
      ledger.violate(4, `${after.volunteer} has ended a talk and has no lease`, who.name);
    const due = now + (space?.limits.restSeconds ?? 0) * 1_000;
    if (rematched && !mayHaveTalked && after.restUntil !== before.restUntil)
      ledger.violate(8, `${after.volunteer} rests after a talk that never took place`, who.name);
    if ((!rematched || mayHaveTalked) && after.restUntil < due)
      ledger.violate(8, `${after.volunteer} gets no rest after ${request}`, who.name);
  }
  if (after.restUntil < before.restUntil) ledger.violate(8, `the rest of ${after.volunteer} was cut short`, who.name);
}
