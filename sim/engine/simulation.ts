/** One run: what happens, in the order of time, and a policy that is asked whenever something did. */
import { offerId } from '../../shared/domain/ids.ts';
import type { OfferId, RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { lapseBackOffSeconds, pairBackOffSeconds, rematchAfterSeconds } from '../../shared/domain/limits.ts';
import { freeAt } from '../../shared/domain/seat.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { qualityOf } from '../measure/quality.ts';
import type { SimOffer, SimPolicy } from '../policies/sim-policy.ts';
import { draw } from '../../random/policy-random.ts';
import type { Person, Scene, Shift, SimRequest } from '../workload/scene.ts';
import { Answers, pageAnswer, redialAfter } from './answers.ts';
import type { Happening } from './happening.ts';
import { Heap } from './heap.ts';
import type { Outcome } from './outcome.ts';
import { Recorder } from './recorder.ts';
import { Room } from './room.ts';

/** Seconds after which the service looks at a room though nothing woke it: the reconciler's minute. */
const safetySeconds = 60;
/** Seconds between two heartbeats of a seeker who waits. */
const heartbeatSeconds = 30;
/** Seconds in which somebody who was paged is left in peace. */
const pageRestSeconds = 14_400;

/** Runs a scene under a policy. Deterministic: the same scene and policy give the same outcome, to the last digit. */
export function simulate(scene: Scene, policy: SimPolicy): Outcome {
  return new Simulation(scene, policy).run();
}

class Simulation {
  readonly #scene: Scene;
  readonly #policy: SimPolicy;
  readonly #room: Room;
  readonly #events = new Heap<Happening>();
  readonly #recorder = new Recorder();
  readonly #people: ReadonlyMap<VolunteerId, Person>;
  readonly #requests = new Map<RequestId, SimRequest>();
  /** Went away without a word. */
  readonly #gone = new Set<RequestId>();
  readonly #vanished = new Set<VolunteerId>();
  readonly #pairs: Answers;
  readonly #pagedAt = new Map<VolunteerId, EpochMs>();
  #offers = 0;
  #lookAt: EpochMs | undefined;

  constructor(scene: Scene, policy: SimPolicy) {
    this.#scene = scene;
    this.#policy = policy;
    this.#room = new Room(scene.limits);
    this.#pairs = new Answers(scene);
    this.#people = new Map(scene.people.map((person) => [person.volunteer, person]));
  }

  run(): Outcome {
    for (const request of this.#scene.requests) this.#events.push(request.at, { kind: 'asks', request });
    for (const shift of this.#scene.shifts) this.#events.push(shift.from, { kind: 'comes', shift });
    if (this.#policy.rhythm.everySeconds !== undefined) this.#events.push(this.#scene.from, { kind: 'round' });
    if (this.#scene.countFrom !== undefined) this.#events.push(this.#scene.countFrom, { kind: 'counts' });
    for (let now = this.#events.nextAt; now !== undefined; now = this.#events.nextAt) {
      let decides = false;
      while (this.#events.nextAt === now) decides = this.#happen(this.#events.pop(), now) || decides;
      if (decides && this.#room.anybodyWaits) this.#decide(now);
    }
    return this.#recorder.outcome(this.#scene, this.#policy);
  }

  /** Lets it happen; returns whether the policy is asked now. */
  #happen(what: Happening | undefined, now: EpochMs): boolean {
    const { onEvents } = this.#policy.rhythm;
    switch (what?.kind) {
      case undefined:
        return false;
      case 'round':
        this.#nextRound(now);
        return true;
      case 'counts':
        this.#recorder.startOver();
        return false;
      case 'look':
        if (this.#lookAt !== undefined && this.#lookAt <= now) this.#lookAt = undefined;
        return true;
      case 'asks':
        this.#asks(what.request, now);
        return onEvents;
      case 'leaves':
        return this.#leaves(what.request, now) && onEvents;
      case 'settles':
        return this.#settles(what.request, now) && onEvents;
      case 'answers':
        return this.#answers(what, now) && onEvents;
      case 'ends':
        this.#ends(what, now);
        return onEvents;
      case 'waits-in-vain':
        this.#waitsInVain(what.request, now);
        return onEvents;
      case 'comes':
        this.#comes(what.shift, now);
        return onEvents;
      case 'goes':
        this.#goes(what.shift, now);
        return onEvents;
      case 'lease':
        this.#room.settleLease(what.person, now);
        this.#notesOff(what.person.volunteer, now);
        return onEvents;
    }
  }

  #asks(request: SimRequest, now: EpochMs): void {
    this.#requests.set(request.id, request);
    this.#policy.asked?.(request.ask, now);
    const talk = this.#room.ask(request);
    this.#events.push(plusSeconds(now, request.patienceSeconds), { kind: 'leaves', request });
    this.#events.push(talk.expiresAt, { kind: 'settles', request });
  }

  #leaves(request: SimRequest, now: EpochMs): boolean {
    const talk = this.#room.talk(request.id);
    if (talk === undefined || talk.state === 'matched') return false;
    if (request.silent) {
      this.#gone.add(request.id);
      this.#room.lastHeard(request.id, plusSeconds(now, -heartbeatSeconds * draw(this.#scene.seed, 'heartbeat', request.id)));
    } else this.#room.close(request.id, 'cancelled', now);
    this.#recorder.ended(request, { end: 'left', waitSeconds: (now - request.at) / 1000 });
    this.#maybeAgain(request, now);
    return true;
  }

  #maybeAgain(request: SimRequest, now: EpochMs): void {
    const after = redialAfter(this.#scene, request.id);
    if (after === undefined) return;
    const again = this.#scene.again(request, plusSeconds(now, after));
    this.#events.push(again.at, { kind: 'asks', request: again });
  }

  /** A lapse or the expiry of this request may be due; mostly it was answered before. */
  #settles(request: SimRequest, now: EpochMs): boolean {
    const { lapsed, expired } = this.#room.settle(request.id, now);
    this.#recorder.tally.lapsed += lapsed;
    if (lapsed > 0) this.#lookAfter(now, lapseBackOffSeconds, pairBackOffSeconds);
    if (expired && !this.#gone.has(request.id)) {
      this.#recorder.ended(request, { end: 'expired', waitSeconds: (now - request.at) / 1000 });
    }
    return expired || lapsed > 0;
  }

  #answers({ offer, request, person, accepts }: Extract<Happening, { kind: 'answers' }>, now: EpochMs): boolean {
    const isOpen = this.#room.talk(request.id)?.offers.some((open) => open.id === offer) ?? false;
    if (!isOpen || this.#vanished.has(person.volunteer)) return false;
    if (!accepts) {
      this.#room.decline(request.id, person.volunteer, offer, now);
      this.#recorder.tally.declined += 1;
      this.#lookAfter(now, pairBackOffSeconds);
      return true;
    }
    const accepted = this.#room.accept(request.id, person.volunteer, offer, now);
    if (accepted === undefined) return false;
    this.#recorder.tally.lostRaces += accepted.losers;
    if (this.#gone.has(request.id)) {
      this.#recorder.tally.ghosts += 1;
      this.#events.push(plusSeconds(now, rematchAfterSeconds), { kind: 'waits-in-vain', request });
      return true;
    }
    const { volunteer, facts } = person;
    const quality = qualityOf(request.ask, { ...facts, volunteer });
    this.#recorder.ended(request, { end: 'served', waitSeconds: (now - request.at) / 1000, volunteer, quality });
    this.#events.push(plusSeconds(now, request.talkSeconds), { kind: 'ends', request, from: now, volunteer });
    return true;
  }

  #ends({ request, from, volunteer }: Extract<Happening, { kind: 'ends' }>, now: EpochMs): void {
    this.#recorder.talked(volunteer, from, now);
    const seat = this.#room.end(request.id, request.heavy, now);
    this.#notesOff(volunteer, now);
    if (seat !== undefined) this.#lookWhenFree(seat, now);
  }

  #waitsInVain(request: SimRequest, now: EpochMs): void {
    const talk = this.#room.rematch(request.id, now);
    if (talk !== undefined) this.#events.push(talk.expiresAt, { kind: 'settles', request });
  }

  #comes(shift: Shift, now: EpochMs): void {
    const { volunteer } = shift.person;
    this.#vanished.delete(volunteer);
    const seat = this.#room.on(shift, now);
    this.#recorder.cameOn(volunteer, seat.capacity, now);
    this.#events.push(shift.to, { kind: 'goes', shift });
    this.#lookWhenFree(seat, now);
  }

  #goes({ person, vanishes }: Shift, now: EpochMs): void {
    const seat = this.#room.seat(person.volunteer);
    if (vanishes && seat !== undefined && seat.talks.length === 0) {
      this.#vanished.add(person.volunteer);
      const share = draw(this.#scene.seed, 'lease', person.volunteer, now);
      const until = plusSeconds(now, this.#scene.limits.presenceLeaseSeconds * share);
      this.#room.lastRenewed(person, until);
      this.#events.push(until, { kind: 'lease', person });
    } else this.#room.drain(person, now);
    this.#notesOff(person.volunteer, now);
  }

  #notesOff(volunteer: VolunteerId, now: EpochMs): void {
    const seat = this.#room.seat(volunteer);
    if (seat?.on === 'off' && seat.talks.length === 0) this.#recorder.wentOff(volunteer, now);
  }

  #decide(now: EpochMs): void {
    this.#recorder.tally.decisions += 1;
    const { offers, nextDueAt, pages } = this.#policy.decide(this.#room.snapshot(now), now);
    for (const offer of offers) this.#offer(offer, now);
    for (const volunteer of pages ?? []) this.#page(volunteer, now);
    if (this.#policy.rhythm.onEvents) this.#look(plusSeconds(now, safetySeconds), now);
    if (nextDueAt !== undefined) this.#look(nextDueAt, now);
  }

  #offer(wanted: SimOffer, now: EpochMs): void {
    const { request: id, volunteer, reasons, pickedUp } = wanted;
    const request = this.#requests.get(id);
    const person = this.#people.get(volunteer);
    const opened = this.#room.offer(id, volunteer, { id: this.#nextOffer(), reasons: reasons ?? [] }, now);
    if (request === undefined || person === undefined || opened === undefined) {
      this.#recorder.tally.refused += 1;
      return;
    }
    this.#recorder.offered(id);
    this.#policy.offered?.(wanted);
    this.#events.push(opened.expiresAt, { kind: 'settles', request });
    const answer = pickedUp ? this.#pairs.pickUp(id, person) : this.#pairs.next(id, person);
    if (answer.kind === 'none') return;
    const at = plusSeconds(now, answer.afterSeconds);
    this.#events.push(at, { kind: 'answers', offer: opened.id, request, person, accepts: answer.kind === 'accept' });
  }

  #nextOffer(): OfferId {
    this.#offers += 1;
    return offerId.parse(`ofr_${String(this.#offers).padStart(8, '0')}`);
  }

  #page(volunteer: VolunteerId, now: EpochMs): void {
    const person = this.#people.get(volunteer);
    const seat = this.#room.seat(volunteer);
    const pagedAt = this.#pagedAt.get(volunteer);
    if (person === undefined || (seat !== undefined && (seat.on !== 'off' || seat.talks.length > 0))) return;
    if (pagedAt !== undefined && plusSeconds(pagedAt, pageRestSeconds) > now) return;
    this.#pagedAt.set(volunteer, now);
    this.#recorder.tally.pages += 1;
    const answer = pageAnswer(this.#scene, person, Math.floor(now / 3_600_000));
    if (answer === undefined) return;
    const from = plusSeconds(now, answer.afterSeconds);
    const shift = { person, from, to: plusSeconds(from, answer.staySeconds), vanishes: false };
    this.#events.push(from, { kind: 'comes', shift });
  }

  #nextRound(now: EpochMs): void {
    const next = plusSeconds(now, this.#policy.rhythm.everySeconds ?? safetySeconds);
    if (next < this.#scene.to || this.#room.anybodyWaits) this.#events.push(next, { kind: 'round' });
  }

  /** Timers for rules that do not say themselves when to look again. */
  #lookAfter(now: EpochMs, ...seconds: readonly number[]): void {
    if (!this.#policy.rhythm.onTimers) return;
    for (const one of seconds) this.#events.push(plusSeconds(now, one), { kind: 'look' });
  }

  #lookWhenFree(seat: Seat, now: EpochMs): void {
    const at = freeAt(seat);
    if (this.#policy.rhythm.onTimers && at > now) this.#events.push(at, { kind: 'look' });
  }

  /** One look is kept ahead: an earlier one makes it unnecessary, for it foresees the next itself. */
  #look(at: EpochMs, now: EpochMs): void {
    if (at <= now) throw new Error(`${this.#policy.name} wants to look again at ${at}, and it is ${now}`);
    if (this.#lookAt !== undefined && this.#lookAt <= at) return;
    this.#lookAt = at;
    this.#events.push(at, { kind: 'look' });
  }
}
