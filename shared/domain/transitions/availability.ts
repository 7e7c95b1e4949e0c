/** A volunteer goes on, renews, drains, goes off, or is no longer present: the seat and the offers it holds. */
import { seatIdempotencyKeysMax } from '../limits.ts';
import { pairViolations } from '../eligibility.ts';
import { err, ok, type Result } from '../result.ts';
import { capacityOf, type Seat, type SeatFacts } from '../seat.ts';
import type { Talk } from '../talk.ts';
import { latest, plusSeconds, type EpochMs } from '../time.ts';
import type { Channel } from '../vocabulary.ts';
import { seatWithoutOffer, talkWithoutOffer } from './offer.ts';

export interface GoOn {
  /** Used if this call starts a new session of being on. */
  readonly session: string;
  /** Keyed digest of the call's idempotency key. */
  readonly key?: string;
  readonly channels: readonly Channel[];
  readonly capacity: number;
  readonly until?: EpochMs;
  /** "After this one, off" stays as it was said. */
  readonly draining?: boolean;
  /** The seats of the same person in other spaces. */
  readonly elsewhere?: Seat['elsewhere'];
  readonly facts: SeatFacts;
  readonly leaseSeconds: number;
}

/** A seat that has never been on. */
export function newSeat(who: Pick<Seat, 'space' | 'volunteer'>, facts: SeatFacts, now: EpochMs): Seat {
  return {
    ...who,
    rev: '',
    seq: 1,
    event: 'off',
    on: 'off',
    leaseExpiresAt: now,
    channels: facts.channels,
    capacity: 1,
    offers: [],
    talks: [],
    idleSince: now,
    restUntil: now,
    backOffUntil: now,
    day: { date: '', talks: 0 },
    acceptedOffers: [],
    idempotencyKeys: [],
    facts,
  };
}

/** Whether this call of "on" was seen before. A late duplicate must not bring a volunteer back on. */
export function isRepeated(seat: Seat, key: string | undefined): boolean {
  return key !== undefined && seat.idempotencyKeys.includes(key);
}

/** Still off, and about to be on. Whatever depends on the space must be read after this. */
export function enter(seat: Seat): Seat {
  return { ...seat, event: 'entering', entering: true };
}

/** On: a new session, or the running one with new choices. Rest, talks and open offers stay as they are. */
export function goOn(seat: Seat, command: GoOn, now: EpochMs): Seat {
  const fresh = seat.on === 'off' || seat.session === undefined;
  const { until: _earlier, callout: _answered, entering: _in, elsewhere: _known, ...kept } = seat;
  return {
    ...kept,
    seq: seat.seq + 1,
    event: 'on',
    on: command.draining === true && seat.talks.length > 0 ? 'draining' : 'on',
    session: fresh ? command.session : seat.session,
    leaseExpiresAt: plusSeconds(now, command.leaseSeconds),
    ...(command.until === undefined ? {} : { until: command.until }),
    ...(command.elsewhere === undefined || command.elsewhere.length === 0 ? {} : { elsewhere: command.elsewhere }),
    channels: [...command.channels],
    capacity: command.capacity,
    idleSince: fresh && seat.talks.length === 0 ? now : seat.idleSince,
    idempotencyKeys:
      command.key === undefined ? seat.idempotencyKeys : [...seat.idempotencyKeys, command.key].slice(-seatIdempotencyKeysMax),
    facts: command.facts,
  };
}

/** Renews the lease of this very session and changes nothing else. */
export function renew(seat: Seat, session: string, leaseSeconds: number, now: EpochMs): Result<Seat, { code: 'session-ended' }> {
  if (seat.on === 'off' || seat.session !== session) return err({ code: 'session-ended' });
  return ok(extendLease(seat, leaseSeconds, now));
}

/**
 * A later lease, never a shorter one. No reader is told, so `seq` stays. The caller decides whether the lease may be extended at all.
 */
export function extendLease(seat: Seat, leaseSeconds: number, now: EpochMs): Seat {
  return { ...withLease(seat, leaseSeconds, now), event: 'renewed' };
}

/** The same as part of another change of the seat, so `seq` stays. A volunteer who is off gets no lease. */
export function withLease(seat: Seat, leaseSeconds: number, now: EpochMs): Seat {
  return seat.on === 'off' ? seat : { ...seat, leaseExpiresAt: latest(seat.leaseExpiresAt, plusSeconds(now, leaseSeconds)) };
}

/**
 * Whether a call of this volunteer should extend the lease: on, and half of it used (one write per half lease). A lease that has
 * ended is extended only during a talk, in which it does not end the session.
 */
export function leaseWantsExtending(seat: Seat, leaseSeconds: number, now: EpochMs): boolean {
  if (seat.on === 'off' || (seat.leaseExpiresAt <= now && seat.talks.length === 0)) return false;
  return seat.leaseExpiresAt < plusSeconds(now, leaseSeconds / 2);
}

export interface SeatAggregate {
  readonly seat: Seat;
  /** The requests whose offers the seat holds. */
  readonly talks: readonly Talk[];
}

/**
 * Withdraws the seat's open offers of the given requests, on both sides. It is part of a change of the seat, which counts as one
 * change however many offers end. So the caller adds to `seq` and says what it was.
 */
function withdraw(aggregate: SeatAggregate, which: (talk: Talk) => boolean, now: EpochMs): SeatAggregate {
  const leaving = aggregate.talks.filter(which);
  const ids = new Set(leaving.map((talk) => talk.id));
  const seat = aggregate.seat.offers
    .filter((open) => ids.has(open.request))
    .reduce((left, open) => seatWithoutOffer(left, open.id, 'withdrawn', now), aggregate.seat);
  const held = aggregate.seat.offers;
  return {
    seat: { ...seat, seq: aggregate.seat.seq, event: aggregate.seat.event },
    talks: leaving.map((talk) =>
      held
        .filter((open) => open.request === talk.id)
        .reduce((left, open) => talkWithoutOffer(left, open.id, 'withdrawn', now), talk),
    ),
  };
}

/**
 * Off, at once: every open offer is withdrawn, and talks continue to their end. Once this is acknowledged, no offer comes
 * (invariant 4).
 */
export function goOff(aggregate: SeatAggregate, now: EpochMs): SeatAggregate {
  const { seat, talks } = withdraw(aggregate, () => true, now);
  const { session: _over, until: _until, entering: _in, ...rest } = seat;
  return { seat: { ...rest, seq: seat.seq + 1, event: 'off', on: 'off', offers: [] }, talks };
}

/** "After this one, off": draining while a talk is open, otherwise off. A volunteer who is off stays off. */
export function drain(aggregate: SeatAggregate, now: EpochMs): SeatAggregate {
  if (aggregate.seat.talks.length === 0 || aggregate.seat.on === 'off') return goOff(aggregate, now);
  const { seat, talks } = withdraw(aggregate, () => true, now);
  return { seat: { ...seat, seq: seat.seq + 1, event: 'draining', on: 'draining' }, talks };
}

/**
 * What the volunteer says: off now, or after this one. It is counted also if the volunteer is off already, so that a call of "on" that is still
 * under way neither finds the seat as it read it nor takes the off for an older one.
 */
export function sayOff(aggregate: SeatAggregate, how: 'now' | 'after-this-one', now: EpochMs): SeatAggregate {
  const { seat, talks } = (how === 'now' ? goOff : drain)(aggregate, now);
  return { seat: { ...seat, offs: (seat.offs ?? 0) + 1 }, talks };
}

/**
 * New facts from an edited profile. Offers that no longer fit are withdrawn. A volunteer who may not serve at all, or by none of
 * the channels they chose, goes off.
 */
export function changeFacts(aggregate: SeatAggregate, facts: SeatFacts, now: EpochMs): SeatAggregate {
  const { seat } = aggregate;
  const left = seat.channels.filter((one) => facts.channels.includes(one));
  const channels = left.length > 0 ? left : facts.channels;
  const changed = { seat: { ...seat, facts, channels }, talks: aggregate.talks };
  if (left.length === 0 || !facts.active || (facts.eligibleUntil !== null && facts.eligibleUntil <= now))
    return goOff(changed, now);
  const { seat: after, talks } = withdrawViolating(changed, now);
  return { seat: { ...after, seq: after.seq + 1, event: 'changed' }, talks };
}

/**
 * Withdraws the open offers that no longer fit the changed seat, and those for which it has no place any more. Talks beyond its
 * places continue to their end. This is part of that change, so `seq` stays.
 */
export function withdrawViolating(aggregate: SeatAggregate, now: EpochMs): SeatAggregate {
  const { seat } = aggregate;
  const beyond = new Set(seat.offers.slice(Math.max(0, capacityOf(seat) - seat.talks.length)).map(({ request }) => request));
  return withdraw(aggregate, (talk) => beyond.has(talk.id) || pairViolations(talk, seat, now).length > 0, now);
}
