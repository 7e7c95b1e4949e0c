/** The room of a simulated space: the service's own entities, changed only by the transitions that the service commits. */
import { spaceId, type OfferId, type RequestId, type VolunteerId } from '../../shared/domain/ids.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { overdue } from '../../shared/domain/policy/timing/overdue.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { isWaiting, type Offer, type Talk } from '../../shared/domain/talk.ts';
import { plusSeconds, toIso, type EpochMs } from '../../shared/domain/time.ts';
import { acceptOffer } from '../../shared/domain/transitions/accept.ts';
import { drain, goOff, goOn, newSeat, type SeatAggregate } from '../../shared/domain/transitions/availability.ts';
import { closeRequest } from '../../shared/domain/transitions/close.ts';
import { endTalk, rematch } from '../../shared/domain/transitions/conversation.ts';
import { endOffer, openOffer, type NewOffer } from '../../shared/domain/transitions/offer.ts';
import type { Person, Shift, SimLimits, SimRequest } from '../workload/scenario.ts';
import { ArrayMap } from './array-map.ts';

const space = spaceId.parse('spc_simulator');

/**
 * Seconds: longer than any run. Heartbeats are not simulated. When a seeker or a volunteer leaves silently, the last heartbeat is
 * set then.
 */
const always = 1e8;
const dayMs = 86_400_000;

export class Room {
  readonly #limits: SimLimits;
  /** Waiting requests, and seats that are on: the data that the matcher reads. */
  readonly #waiting = new ArrayMap<RequestId, Talk>();
  readonly #on = new ArrayMap<VolunteerId, Seat>();
  readonly #talking = new Map<RequestId, Talk>();
  /** Seats that are not on. They keep the day's talks and rests. */
  readonly #off = new Map<VolunteerId, Seat>();

  /** Formatting the date is slow compared with everything else here, and the date seldom changes. */
  #today = { day: -1, date: '' };

  constructor(limits: SimLimits) {
    this.#limits = limits;
  }

  snapshot(now: EpochMs): Snapshot {
    return {
      talks: this.#waiting.values,
      seats: this.#on.values,
      stillThereSeconds: this.#limits.stillThereSeconds,
      date: this.#date(now),
    };
  }

  get hasWaiting(): boolean {
    return this.#waiting.values.length > 0;
  }

  talk(request: RequestId): Talk | undefined {
    return this.#waiting.get(request) ?? this.#talking.get(request);
  }

  seat(volunteer: VolunteerId): Seat | undefined {
    return this.#on.get(volunteer) ?? this.#off.get(volunteer);
  }

  ask({ id, at, need, criteria }: SimRequest): Talk {
    const talk: Talk = {
      id,
      space,
      rev: '',
      seq: 1,
      event: 'asked',
      state: 'waiting',
      caller: 'simulator',
      test: false,
      payload: '',
      need,
      criteria,
      createdAt: at,
      askedAt: at,
      lastSeenAt: plusSeconds(at, always),
      expiresAt: plusSeconds(at, this.#limits.unmatchedExpirySeconds),
      offers: [],
      excludedVolunteers: [],
      previousMatches: [],
      reports: [],
    };
    this.#waiting.set(id, talk);
    return talk;
  }

  offer(
    request: RequestId,
    volunteer: VolunteerId,
    wanted: Omit<NewOffer, 'windowSeconds' | 'date'>,
    now: EpochMs,
  ): Offer | undefined {
    const talk = this.#waiting.get(request);
    const seat = this.#on.get(volunteer);
    if (talk === undefined || seat === undefined) return undefined;
    const opened = openOffer(
      { talk, seat },
      { ...wanted, windowSeconds: this.#limits.offerWindowSeconds, date: this.#date(now) },
      now,
    );
    if (!opened.ok) return undefined;
    this.#keep(opened.value.talk, [opened.value.seat]);
    return opened.value.talk.offers.at(-1);
  }

  /** The match, and the number of volunteers whose offers it withdrew; undefined when the offer is not open any more. */
  accept(
    request: RequestId,
    volunteer: VolunteerId,
    offer: OfferId,
    now: EpochMs,
  ): { readonly talk: Talk; readonly losers: number } | undefined {
    const talk = this.#waiting.get(request);
    const seat = this.seat(volunteer);
    if (talk === undefined || seat === undefined) return undefined;
    const others = this.#holders(talk).filter((one) => one.volunteer !== volunteer);
    const { talkSecondsMax } = this.#limits;
    const accepted = acceptOffer({ talk, seat, others, offer, talkSecondsMax, date: this.#date(now) }, now);
    if (!accepted.ok) return undefined;
    this.#keep(accepted.value.talk, [accepted.value.seat, ...accepted.value.others]);
    return { talk: accepted.value.talk, losers: others.length };
  }

  decline(request: RequestId, volunteer: VolunteerId, offer: OfferId, now: EpochMs): void {
    const talk = this.#waiting.get(request);
    const seat = this.seat(volunteer);
    if (talk === undefined || seat === undefined) return;
    const ended = endOffer({ talk, seat }, offer, 'declined', now);
    this.#keep(ended.talk, [ended.seat]);
  }

  /** Applies the due transitions of this request. Returns how many offers lapsed, and whether the request expired. */
  applyDue(request: RequestId, now: EpochMs): { readonly lapsed: number; readonly expired: boolean } {
    let lapsed = 0;
    let expired = false;
    const due = this.#waiting.get(request);
    for (const one of due === undefined ? [] : overdue({ talks: [due] }, now)) {
      const talk = this.#waiting.get(request);
      if (talk === undefined) break;
      if (one.kind === 'expire') {
        expired = this.close(request, 'expired', now);
      } else if (one.kind === 'lapse') {
        const seat = this.seat(one.volunteer);
        if (seat === undefined) continue;
        const ended = endOffer({ talk, seat }, one.offer, 'lapsed', now);
        this.#keep(ended.talk, [ended.seat]);
        lapsed += 1;
      }
    }
    return { lapsed, expired };
  }

  /** Cancels or expires the request; false when it does not wait any more. */
  close(request: RequestId, to: 'cancelled' | 'expired', now: EpochMs): boolean {
    const talk = this.#waiting.get(request);
    if (talk === undefined) return false;
    const closed = closeRequest({ talk, seats: this.#holders(talk) }, to, now);
    if (!closed.ok) return false;
    this.#keep(closed.value.talk, closed.value.seats);
    return true;
  }

  /** Sets the time of the seeker's last heartbeat. */
  setLastHeartbeat(request: RequestId, at: EpochMs): void {
    const talk = this.#waiting.get(request);
    if (talk !== undefined) this.#waiting.set(request, { ...talk, lastSeenAt: at });
  }

  /** Ends the talk; undefined when there is none. */
  end(request: RequestId, heavy: boolean, now: EpochMs): Seat | undefined {
    const going = this.#ongoing(request);
    if (going === undefined) return undefined;
    const ended = endTalk(going, 'volunteer', heavy, this.#limits, now);
    if (!ended.ok) return undefined;
    this.#keep(ended.value.talk, [ended.value.seat]);
    return ended.value.seat;
  }

  /** The seeker did not join: the volunteer is free again, and the request waits as before. */
  rematch(request: RequestId, now: EpochMs): Talk | undefined {
    const going = this.#ongoing(request);
    if (going === undefined) return undefined;
    const { presenceLeaseSeconds: leaseSeconds, restSeconds } = this.#limits;
    const times = { expirySeconds: 0, leaseSeconds, restSeconds, date: this.#date(now) };
    const again = rematch(going, 'volunteer', times, now);
    if (!again.ok) return undefined;
    this.#keep(again.value.talk, [again.value.seat]);
    return again.value.talk;
  }

  /** Goes on for a shift, or stays on longer. */
  on({ person, until }: Pick<Shift, 'person' | 'until'>, now: EpochMs): Seat {
    const { volunteer, facts } = person;
    const before = this.seat(volunteer) ?? newSeat({ space, volunteer }, facts, now);
    const command = { session: `s${now}`, channels: facts.channels, capacity: person.capacity, facts, leaseSeconds: always };
    const seat = goOn(before, { ...command, ...(until === undefined ? {} : { until }) }, now);
    this.#keepSeat(seat);
    return seat;
  }

  /** Goes off after the present talk. */
  drain(person: Person, now: EpochMs): void {
    this.#leave(person.volunteer, (aggregate) => drain(aggregate, now));
  }

  /** Sets when the lease runs out, because no more heartbeat comes. */
  setLeaseEnd(person: Person, leaseExpiresAt: EpochMs): void {
    const seat = this.#on.get(person.volunteer);
    if (seat !== undefined) this.#keepSeat({ ...seat, leaseExpiresAt });
  }

  /** Goes off if the lease has run out. */
  expireLease(person: Person, now: EpochMs): void {
    const seat = this.#on.get(person.volunteer);
    if (seat !== undefined && overdue({ seats: [seat] }, now).length > 0)
      this.#leave(person.volunteer, (aggregate) => goOff(aggregate, now));
  }

  /** The date in UTC, the time zone of simulated spaces. */
  #date(now: EpochMs): string {
    const day = Math.floor(now / dayMs);
    if (day !== this.#today.day) this.#today = { day, date: toIso(now).slice(0, 10) };
    return this.#today.date;
  }

  #leave(volunteer: VolunteerId, go: (aggregate: SeatAggregate) => SeatAggregate): void {
    const seat = this.#on.get(volunteer);
    if (seat === undefined) return;
    const talks = seat.offers.map((open) => this.#waiting.get(open.request)).filter((talk) => talk !== undefined);
    const after = go({ seat, talks });
    for (const talk of after.talks) this.#keep(talk, []);
    this.#keepSeat(after.seat);
  }

  #ongoing(request: RequestId): { talk: Talk & { match: NonNullable<Talk['match']> }; seat: Seat } | undefined {
    const talk = this.#talking.get(request);
    const seat = talk?.match === undefined ? undefined : this.seat(talk.match.volunteer);
    return talk?.match === undefined || seat === undefined ? undefined : { talk: { ...talk, match: talk.match }, seat };
  }

  #holders(talk: Talk): readonly Seat[] {
    return talk.offers.map((open) => this.seat(open.volunteer)).filter((seat) => seat !== undefined);
  }

  #keep(talk: Talk, seats: readonly Seat[]): void {
    if (isWaiting(talk)) {
      this.#waiting.set(talk.id, talk);
      this.#talking.delete(talk.id);
    } else {
      this.#waiting.delete(talk.id);
      if (talk.state === 'matched') this.#talking.set(talk.id, talk);
      else this.#talking.delete(talk.id);
    }
    for (const seat of seats) this.#keepSeat(seat);
  }

  #keepSeat(seat: Seat): void {
    if (seat.on === 'on') {
      this.#on.set(seat.volunteer, seat);
      this.#off.delete(seat.volunteer);
    } else {
      this.#on.delete(seat.volunteer);
      this.#off.set(seat.volunteer, seat);
    }
  }
}
