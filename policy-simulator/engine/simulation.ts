/** One run: processes the events in order of time, and calls the policy after each event that it reacts to. */
import { offerId, type OfferId, type RequestId, type VolunteerId } from '../../shared/domain/ids.ts';
import { lapseBackOffSeconds, pairBackOffSeconds } from '../../shared/domain/limits.ts';
import { rematchAfterSeconds } from '../../shared/domain/rematch-limits.ts';
import { availableAt, type Seat } from '../../shared/domain/seat.ts';
import { plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { fitQuality } from '../workload/fit.ts';
import type { SimOffer, SimPolicy } from '../policies/sim-policy.ts';
import { draw } from '../../random/policy-random.ts';
import type { Person, Scenario, Shift, SimRequest } from '../workload/scenario.ts';
import { Answers, pageAnswer, redialAfter } from './answers.ts';
import type { SimEvent } from './event.ts';
import { EventQueue } from './event-queue.ts';
import type { Outcome } from './outcome.ts';
import { Recorder } from './recorder.ts';
import { Room } from './room.ts';

/** Seconds after which the service checks a room although no message woke it: the reconciler's minute. */
const safetySeconds = 60;
/** Seconds between two heartbeats of a waiting seeker. */
const heartbeatSeconds = 30;
/** Seconds after a call-out in which a volunteer gets no other. */
const calloutRestSeconds = 14_400;

/** Runs a scenario under a policy. Deterministic: the same scenario and policy give exactly the same outcome. */
export function simulate(scenario: Scenario, policy: SimPolicy): Outcome {
  return new Simulation(scenario, policy).run();
}

class Simulation {
  readonly #scenario: Scenario;
  readonly #policy: SimPolicy;
  readonly #room: Room;
  readonly #events = new EventQueue<SimEvent>();
  readonly #recorder = new Recorder();
  readonly #people: ReadonlyMap<VolunteerId, Person>;
  readonly #requests = new Map<RequestId, SimRequest>();
  /** Requests whose seekers left silently. */
  readonly #leftSilently = new Set<RequestId>();
  readonly #silentlyOff = new Set<VolunteerId>();
  readonly #volunteerAnswers: Answers;
  readonly #calledOutAt = new Map<VolunteerId, EpochMs>();
  #offers = 0;
  #nextDecisionAt: EpochMs | undefined;

  constructor(scenario: Scenario, policy: SimPolicy) {
    this.#scenario = scenario;
    this.#policy = policy;
    this.#room = new Room(scenario.limits);
    this.#volunteerAnswers = new Answers(scenario);
    this.#people = new Map(scenario.people.map((person) => [person.volunteer, person]));
  }

  run(): Outcome {
    for (const request of this.#scenario.requests) this.#events.push(request.at, { kind: 'request', request });
    for (const shift of this.#scenario.shifts) this.#events.push(shift.from, { kind: 'shift-starts', shift });
    if (this.#policy.triggers.everySeconds !== undefined) this.#events.push(this.#scenario.from, { kind: 'round' });
    if (this.#scenario.countFrom !== undefined) this.#events.push(this.#scenario.countFrom, { kind: 'count-starts' });
    for (let now = this.#events.nextAt; now !== undefined; now = this.#events.nextAt) {
      let decides = false;
      while (this.#events.nextAt === now) decides = this.#apply(this.#events.pop(), now) || decides;
      if (decides && this.#room.hasWaiting) this.#decide(now);
    }
    return this.#recorder.outcome(this.#scenario, this.#policy);
  }

  /** Applies an event; returns whether the policy must decide now. */
  #apply(event: SimEvent | undefined, now: EpochMs): boolean {
    const { onEvents } = this.#policy.triggers;
    switch (event?.kind) {
      case undefined:
        return false;
      case 'round':
        this.#nextRound(now);
        return true;
      case 'count-starts':
        this.#recorder.startOver();
        return false;
      case 'decide':
        if (this.#nextDecisionAt !== undefined && this.#nextDecisionAt <= now) this.#nextDecisionAt = undefined;
        return true;
      case 'request':
        this.#requestArrives(event.request, now);
        return onEvents;
      case 'seeker-leaves':
        return this.#seekerLeaves(event.request, now) && onEvents;
      case 'due':
        return this.#applyDue(event.request, now) && onEvents;
      case 'answer':
        return this.#offerAnswered(event, now) && onEvents;
      case 'talk-ends':
        this.#talkEnds(event, now);
        return onEvents;
      case 'seeker-missing':
        this.#seekerMissing(event.request, now);
        return onEvents;
      case 'shift-starts':
        this.#shiftStarts(event.shift, now);
        return onEvents;
      case 'shift-ends':
        this.#shiftEnds(event.shift, now);
        return onEvents;
      case 'lease-ends':
        this.#room.expireLease(event.person, now);
        this.#recordOff(event.person.volunteer, now);
        return onEvents;
    }
  }

  #requestArrives(request: SimRequest, now: EpochMs): void {
    this.#requests.set(request.id, request);
    this.#policy.asked?.(request.criteria, now);
    const talk = this.#room.ask(request);
    this.#events.push(plusSeconds(now, request.patienceSeconds), { kind: 'seeker-leaves', request });
    this.#events.push(talk.expiresAt, { kind: 'due', request });
  }

  #seekerLeaves(request: SimRequest, now: EpochMs): boolean {
    const talk = this.#room.talk(request.id);
    if (talk === undefined || talk.state === 'matched') return false;
    if (request.silent) {
      this.#leftSilently.add(request.id);
      this.#room.setLastHeartbeat(
        request.id,
        plusSeconds(now, -heartbeatSeconds * draw(this.#scenario.seed, 'heartbeat', request.id)),
      );
    } else this.#room.close(request.id, 'cancelled', now);
    this.#recorder.ended(request, { end: 'left', waitSeconds: (now - request.at) / 1000 });
    this.#askAgain(request, now);
    return true;
  }

  #askAgain(request: SimRequest, now: EpochMs): void {
    const after = redialAfter(this.#scenario, request.id);
    if (after === undefined) return;
    const again = this.#scenario.again(request, plusSeconds(now, after));
    this.#events.push(again.at, { kind: 'request', request: again });
  }

  /** An offer may lapse or the request may expire now. Usually the offer was already answered. */
  #applyDue(request: SimRequest, now: EpochMs): boolean {
    const { lapsed, expired } = this.#room.applyDue(request.id, now);
    this.#recorder.counts.lapsed += lapsed;
    if (lapsed > 0) this.#decideAfter(now, lapseBackOffSeconds, pairBackOffSeconds);
    if (expired && !this.#leftSilently.has(request.id)) {
      this.#recorder.ended(request, { end: 'expired', waitSeconds: (now - request.at) / 1000 });
    }
    return expired || lapsed > 0;
  }

  #offerAnswered({ offer, request, person, accepts }: Extract<SimEvent, { kind: 'answer' }>, now: EpochMs): boolean {
    const isOpen = this.#room.talk(request.id)?.offers.some((open) => open.id === offer) ?? false;
    if (!isOpen || this.#silentlyOff.has(person.volunteer)) return false;
    if (!accepts) {
      this.#room.decline(request.id, person.volunteer, offer, now);
      this.#recorder.counts.declined += 1;
      this.#decideAfter(now, pairBackOffSeconds);
      return true;
    }
    const accepted = this.#room.accept(request.id, person.volunteer, offer, now);
    if (accepted === undefined) return false;
    this.#recorder.counts.lostRaces += accepted.losers;
    if (this.#leftSilently.has(request.id)) {
      this.#recorder.counts.missingSeekers += 1;
      this.#events.push(plusSeconds(now, rematchAfterSeconds), { kind: 'seeker-missing', request });
      return true;
    }
    const { volunteer, facts } = person;
    const quality = fitQuality(request.criteria, { ...facts, volunteer });
    this.#recorder.ended(request, { end: 'served', waitSeconds: (now - request.at) / 1000, volunteer, quality });
    this.#events.push(plusSeconds(now, request.talkSeconds), { kind: 'talk-ends', request, from: now, volunteer });
    return true;
  }

  #talkEnds({ request, from, volunteer }: Extract<SimEvent, { kind: 'talk-ends' }>, now: EpochMs): void {
    this.#recorder.talked(volunteer, from, now);
    const seat = this.#room.end(request.id, request.heavy, now);
    this.#recordOff(volunteer, now);
    if (seat !== undefined) this.#decideWhenFree(seat, now);
  }

  #seekerMissing(request: SimRequest, now: EpochMs): void {
    const talk = this.#room.rematch(request.id, now);
    if (talk !== undefined) this.#events.push(talk.expiresAt, { kind: 'due', request });
  }

  #shiftStarts(shift: Shift, now: EpochMs): void {
    const { volunteer } = shift.person;
    this.#silentlyOff.delete(volunteer);
    const seat = this.#room.on(shift, now);
    this.#recorder.cameOn(volunteer, seat.capacity, now);
    this.#events.push(shift.to, { kind: 'shift-ends', shift });
    this.#decideWhenFree(seat, now);
  }

  #shiftEnds({ person, leavesSilently }: Shift, now: EpochMs): void {
    const seat = this.#room.seat(person.volunteer);
    if (leavesSilently && seat !== undefined && seat.talks.length === 0) {
      this.#silentlyOff.add(person.volunteer);
      const share = draw(this.#scenario.seed, 'lease', person.volunteer, now);
      const until = plusSeconds(now, this.#scenario.limits.presenceLeaseSeconds * share);
      this.#room.setLeaseEnd(person, until);
      this.#events.push(until, { kind: 'lease-ends', person });
    } else this.#room.drain(person, now);
    this.#recordOff(person.volunteer, now);
  }

  #recordOff(volunteer: VolunteerId, now: EpochMs): void {
    const seat = this.#room.seat(volunteer);
    if (seat?.on === 'off' && seat.talks.length === 0) this.#recorder.wentOff(volunteer, now);
  }

  #decide(now: EpochMs): void {
    this.#recorder.counts.decisions += 1;
    const { offers, nextDueAt, callouts } = this.#policy.decide(this.#room.snapshot(now), now);
    for (const offer of offers) this.#offer(offer, now);
    for (const volunteer of callouts ?? []) this.#callOut(volunteer, now);
    if (this.#policy.triggers.onEvents) this.#scheduleDecision(plusSeconds(now, safetySeconds), now);
    if (nextDueAt !== undefined) this.#scheduleDecision(nextDueAt, now);
  }

  #offer(wanted: SimOffer, now: EpochMs): void {
    const { request: id, volunteer, reasons, pickedUp } = wanted;
    const request = this.#requests.get(id);
    const person = this.#people.get(volunteer);
    const opened = this.#room.offer(id, volunteer, { id: this.#nextOffer(), reasons: reasons ?? [] }, now);
    if (request === undefined || person === undefined || opened === undefined) {
      this.#recorder.counts.refused += 1;
      return;
    }
    this.#recorder.offered(id);
    this.#policy.offered?.(wanted);
    this.#events.push(opened.expiresAt, { kind: 'due', request });
    const answer = pickedUp ? this.#volunteerAnswers.pickUp(id, person) : this.#volunteerAnswers.next(id, person);
    if (answer.kind === 'none') return;
    const at = plusSeconds(now, answer.afterSeconds);
    this.#events.push(at, { kind: 'answer', offer: opened.id, request, person, accepts: answer.kind === 'accept' });
  }

  #nextOffer(): OfferId {
    this.#offers += 1;
    return offerId.parse(`ofr_${String(this.#offers).padStart(8, '0')}`);
  }

  #callOut(volunteer: VolunteerId, now: EpochMs): void {
    const person = this.#people.get(volunteer);
    const seat = this.#room.seat(volunteer);
    const calledOutAt = this.#calledOutAt.get(volunteer);
    if (person === undefined || (seat !== undefined && (seat.on !== 'off' || seat.talks.length > 0))) return;
    if (calledOutAt !== undefined && plusSeconds(calledOutAt, calloutRestSeconds) > now) return;
    this.#calledOutAt.set(volunteer, now);
    this.#recorder.counts.callouts += 1;
    const answer = pageAnswer(this.#scenario, person, Math.floor(now / 3_600_000));
    if (answer === undefined) return;
    const from = plusSeconds(now, answer.afterSeconds);
    const shift = { person, from, to: plusSeconds(from, answer.staySeconds), leavesSilently: false };
    this.#events.push(from, { kind: 'shift-starts', shift });
  }

  #nextRound(now: EpochMs): void {
    const next = plusSeconds(now, this.#policy.triggers.everySeconds ?? safetySeconds);
    if (next < this.#scenario.to || this.#room.hasWaiting) this.#events.push(next, { kind: 'round' });
  }

  /** Timers for policies that do not say when to decide again. */
  #decideAfter(now: EpochMs, ...seconds: readonly number[]): void {
    if (!this.#policy.triggers.onTimers) return;
    for (const one of seconds) this.#events.push(plusSeconds(now, one), { kind: 'decide' });
  }

  #decideWhenFree(seat: Seat, now: EpochMs): void {
    const at = availableAt(seat);
    if (this.#policy.triggers.onTimers && at > now) this.#events.push(at, { kind: 'decide' });
  }

  /** Only one future decision is scheduled. An earlier one makes it unnecessary, because it schedules the next one itself. */
  #scheduleDecision(at: EpochMs, now: EpochMs): void {
    if (at <= now) throw new Error(`${this.#policy.name} asks to decide again at ${at}, which is not after ${now}`);
    if (this.#nextDecisionAt !== undefined && this.#nextDecisionAt <= at) return;
    this.#nextDecisionAt = at;
    this.#events.push(at, { kind: 'decide' });
  }
}
