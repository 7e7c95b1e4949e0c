/** Records the events of a run. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { earliest, latest, type EpochMs } from '../../shared/domain/time.ts';
import type { SimPolicy } from '../policies/sim-policy.ts';
import type { Scenario, SimRequest } from '../workload/scenario.ts';
import type { Outcome, RequestOutcome, VolunteerSession, Counts } from './outcome.ts';

interface OpenSession {
  readonly capacity: number;
  readonly from: EpochMs;
  readonly talks: { readonly from: EpochMs; readonly to: EpochMs }[];
}

const nothing: Readonly<Counts> = {
  offers: 0,
  declined: 0,
  lapsed: 0,
  lostRaces: 0,
  missingSeekers: 0,
  refused: 0,
  callouts: 0,
  decisions: 0,
};

export class Recorder {
  counts: Counts = { ...nothing };
  readonly #requests: RequestOutcome[] = [];
  readonly #sessions: VolunteerSession[] = [];
  readonly #open = new Map<VolunteerId, OpenSession>();
  readonly #offers = new Map<RequestId, number>();

  /** Forgets the counts so far: they belong to the time in which the room filled. */
  startOver(): void {
    this.counts = { ...nothing };
  }

  offered(request: RequestId): void {
    this.counts.offers += 1;
    this.#offers.set(request, (this.#offers.get(request) ?? 0) + 1);
  }

  ended({ id, kind, at }: SimRequest, how: Omit<RequestOutcome, 'id' | 'kind' | 'at' | 'offers'>): void {
    this.#requests.push({ id, kind, at, ...how, offers: this.#offers.get(id) ?? 0 });
  }

  talked(volunteer: VolunteerId, from: EpochMs, to: EpochMs): void {
    this.#open.get(volunteer)?.talks.push({ from, to });
  }

  cameOn(volunteer: VolunteerId, capacity: number, now: EpochMs): void {
    if (!this.#open.has(volunteer)) this.#open.set(volunteer, { capacity, from: now, talks: [] });
  }

  wentOff(volunteer: VolunteerId, now: EpochMs): void {
    const session = this.#open.get(volunteer);
    if (session === undefined) return;
    this.#open.delete(volunteer);
    this.#sessions.push({ volunteer, ...session, to: now });
  }

  outcome(scenario: Scenario, policy: SimPolicy): Outcome {
    return {
      policy: policy.name,
      workload: scenario.workload,
      seed: scenario.seed,
      from: scenario.from,
      ...this.#counted(scenario),
      counts: this.counts,
    };
  }

  /**
   * Of a run whose beginning is not counted: the requests after it, and the part of the volunteers' time within the counted span.
   */
  #counted({ countFrom, to }: Scenario): Pick<Outcome, 'requests' | 'sessions'> {
    if (countFrom === undefined) return { requests: this.#requests, sessions: this.#sessions };
    const cut = <T extends { readonly from: EpochMs; readonly to: EpochMs }>(span: T): T => ({
      ...span,
      from: latest(span.from, countFrom),
      to: earliest(span.to, to) ?? to,
    });
    const within = ({ from, to: end }: { readonly from: EpochMs; readonly to: EpochMs }) => end > countFrom && from < to;
    return {
      requests: this.#requests.filter(({ at }) => at >= countFrom),
      sessions: this.#sessions
        .filter(within)
        .map((one) => ({ ...cut(one), talks: one.talks.filter(within).map((talk) => cut(talk)) })),
    };
  }
}
