/** Invariants 2, 5 and 11: which state may follow which, what may expire, which offer may win, and event numbers without a gap. */
import { matchesPerRequestMax } from '../../../shared/domain/limits.ts';
import { isWaiting, silentEvents, type Talk } from '../../../shared/domain/talk.ts';
import { isSilentSeat, type Seat } from '../../../shared/domain/seat.ts';
import { spaceReadBy } from './constraints.ts';
import { isClosed } from './duty.ts';
import type { Change, Check, Ledger } from './ledger.ts';
import { isCalled } from '../engine/invocation.ts';

const mayFollow: Readonly<Record<Talk['state'], readonly Talk['state'][]>> = {
  waiting: ['waiting', 'offered', 'cancelled', 'expired'],
  offered: ['offered', 'waiting', 'matched', 'cancelled', 'expired'],
  matched: ['matched', 'ended', 'waiting', 'expired'],
  ended: ['ended'],
  cancelled: ['cancelled'],
  expired: ['expired'],
};

const over: readonly Talk['state'][] = ['ended', 'cancelled', 'expired'];

/** Judges each request and seat that changed. Remembers the offers that ended. */
export function machine(): Check {
  const begun = new Set<string>();
  const ended = new Set<string>();
  const existed = new Set<string>();
  return (ledger, change) => {
    for (const { before, after } of change.talks) {
      if (after === undefined) deleted(ledger, before, change);
      else {
        if (before === undefined) asked(ledger, after, existed, change);
        else changed(ledger, before, after, change);
        offers(ledger, { before, after, begun, ended }, change);
      }
    }
    for (const { before, after } of change.seats) if (after !== undefined) seatChanged(ledger, before, after, change);
  };
}

function asked(ledger: Ledger, after: Talk, existed: Set<string>, { who }: Change): void {
  if (existed.has(after.id)) ledger.violate(10, `${after.id} was created a second time`, who.name);
  existed.add(after.id);
  if (after.seq !== 1 || after.state !== 'waiting')
    ledger.violate(11, `${after.id} begins as ${after.state} ${after.seq}`, who.name);
  const others = [...ledger.talks.values()].filter(
    (one) => one.id !== after.id && one.subject !== undefined && one.subject === after.subject && !over.includes(one.state),
  );
  if (others.length > 0) ledger.violate(1, `the subject of ${after.id} already asks with ${others[0]?.id}`, who.name);
  const from = after.cameBackFrom === undefined ? undefined : ledger.talks.get(after.cameBackFrom);
  if (from !== undefined && (from.overtaken ?? 0) !== (after.overtaken ?? 0))
    ledger.violate(7, `${after.id} came back and lost the count of requests that passed it`, who.name);
  if (from !== undefined && from.askedAt !== after.askedAt)
    ledger.violate(8, `${after.id} came back and lost its place in the queue`, who.name);
  ledger.count('asked');
}

/** A request is deleted by the sweep at its time, or by an erasure at once. Both leave a tombstone. */
function deleted(ledger: Ledger, before: Talk | undefined, { who, now, tombstone }: Change): void {
  if (before === undefined) return;
  ledger.count('gone');
  if (!tombstone) ledger.violate(14, `${before.id} was deleted without a tombstone`, who.name);
  const due = before.deleteAt !== undefined && before.deleteAt <= now;
  if (!isCalled(who.kind) && !due) ledger.violate(2, `${before.id} was swept before its time`, who.name);
  if (!isCalled(who.kind) && !over.includes(before.state))
    ledger.violate(2, `${before.id} was swept while ${before.state}`, who.name);
}

function changed(ledger: Ledger, before: Talk, after: Talk, { who, now }: Change): void {
  const { id, event } = after;
  if (!mayFollow[before.state].includes(after.state))
    ledger.violate(2, `${id} went from ${before.state} to ${after.state}`, who.name);
  const quiet = silentEvents.has(event) && after.seq === before.seq;
  if (!quiet && after.seq !== before.seq + 1) ledger.violate(11, `${id} went from event ${before.seq} to ${after.seq}`, who.name);
  if (quiet && told(before) !== told(after)) ledger.violate(11, `${id} changed without an event`, who.name);
  const comesFirst = event === 'not-safe-now' && after.need === 'notSafeNow' && after.escalation !== before.escalation;
  if (after.askedAt !== before.askedAt || (after.need !== before.need && !comesFirst))
    ledger.violate(8, `${id} lost its place in the queue`, who.name);
  const passed = (before.overtaken ?? 0) + (event === 'overtaken' ? 1 : 0);
  if ((after.overtaken ?? 0) !== passed)
    ledger.violate(7, `${id} was passed ${passed} times, but another number is stored`, who.name);
  if (over.includes(after.state) && after.deleteAt === undefined)
    ledger.violate(14, `${id} is over and will never be swept`, who.name);
  if (over.includes(before.state) && after.deleteAt !== before.deleteAt)
    ledger.violate(14, `${id} is kept longer than it was told`, who.name);
  const woken = who.kind === 'matcher' || who.kind === 'reconciler';
  const space = spaceReadBy(ledger, who, after.space) ?? ledger.spaces.get(after.space);
  const closed = space !== undefined && isClosed(space, now) && before.offers.length === 0;
  const isLastRematch = before.match?.n === matchesPerRequestMax;
  if (before.state === 'matched' && after.state === 'expired' && !isLastRematch)
    ledger.violate(2, `${id} expired during a talk`, who.name);
  // check/stranded.ts judges the end of a request that an edit has stranded.
  const isStranded = after.spaceChanged === true;
  if (event === 'expired' && isWaiting(before) && !isStranded && (!woken || (before.expiresAt > now && !closed)))
    ledger.violate(2, `${id} expired early`, who.name);
  if (after.match?.endedBy === 'time' && before.state === 'matched' && (before.match?.endsBy ?? Infinity) > now)
    ledger.violate(2, `the talk of ${id} was ended early`, who.name);
  if (!silentEvents.has(event) && after.seq > before.seq) ledger.count(event);
}

/** The parts of a request that callers are told. */
function told({ state, offers, match, previousMatches }: Talk): string {
  return JSON.stringify([state, offers, match, previousMatches.length]);
}

interface OffersOf {
  readonly before: Talk | undefined;
  readonly after: Talk;
  readonly begun: Set<string>;
  readonly ended: Set<string>;
}

function offers(ledger: Ledger, { before, after, begun, ended }: OffersOf, { who, now }: Change): void {
  const held = new Set(after.offers.map(({ id }) => id));
  for (const offer of after.offers) {
    if (before?.offers.some(({ id }) => id === offer.id) === true) continue;
    if (begun.has(offer.id)) ledger.violate(5, `the offer ${offer.id} came back`, who.name);
    begun.add(offer.id);
  }
  const gone = (before?.offers ?? []).filter(({ id }) => !held.has(id));
  const acceptedOffer = before?.match === undefined ? after.match?.offer : undefined;
  if (acceptedOffer !== undefined) {
    const offer = before?.offers.find(({ id }) => id === acceptedOffer);
    if (offer === undefined || ended.has(acceptedOffer) || offer.volunteer !== after.match?.volunteer)
      ledger.violate(5, `${after.id} was matched by an offer that was not open`, who.name);
  }
  for (const offer of gone) {
    ended.add(offer.id);
    const byClock = after.event === 'lapsed' && offer.expiresAt > now;
    if (byClock) ledger.violate(8, `the offer ${offer.id} lapsed early`, who.name);
  }
}

/** The parts of a seat that its volunteer is told, without the lease, which every answer to the volunteer says. */
function shown({ on, session, until, channels, capacity, offers, talks, restUntil, callout }: Seat): string {
  return JSON.stringify([on, session, until, channels, capacity, offers, talks, restUntil, callout]);
}

function mayNotServe({ facts: { active, eligibleUntil } }: Seat, now: number): boolean {
  return !active || (eligibleUntil !== null && eligibleUntil <= now);
}

function seatChanged(ledger: Ledger, before: Seat | undefined, after: Seat, { who, now }: Change): void {
  const { volunteer } = after;
  if (before === undefined) return;
  const quiet = isSilentSeat(after) && after.seq === before.seq;
  if (quiet ? shown(before) !== shown(after) : isSilentSeat(after) || after.seq !== before.seq + 1)
    ledger.violate(11, `the seat of ${volunteer} went from event ${before.seq} to ${after.seq} (${after.event})`, who.name);
  if (before.on !== 'on' || after.on !== 'off' || isCalled(who.kind)) return;
  const until = before.until !== undefined && before.until <= now;
  // The matcher and the reconciler also give a seat the facts that follow from an edit of the space.
  if (mayNotServe(before, now) || mayNotServe(after, now)) return;
  if (before.talks.length > 0 || (before.leaseExpiresAt > now && !until))
    ledger.violate(4, `the lease of ${volunteer} was ended early`, who.name);
  ledger.count('lease over');
}
