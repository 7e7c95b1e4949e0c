/** Notes what happens during a run. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { earliest, latest } from '../../shared/domain/time.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { SimPolicy } from '../policies/sim-policy.ts';
import type { Scene, SimRequest } from '../workload/scene.ts';
import type { Outcome, RequestOutcome, Stretch, Tally } from './outcome.ts';

interface OpenStretch {
  readonly capacity: number;
  readonly from: EpochMs;
  readonly talks: { readonly from: EpochMs; readonly to: EpochMs }[];
}

const nothing: Readonly<Tally> = {
  offers: 0,
  declined: 0,
  lapsed: 0,
  lostRaces: 0,
  ghosts: 0,
  refused: 0,
  pages: 0,
  decisions: 0,
};

export class Recorder {
  tally: Tally = { ...nothing };
  readonly #requests: RequestOutcome[] = [];
  readonly #stretches: Stretch[] = [];
  readonly #open = new Map<VolunteerId, OpenStretch>();
  readonly #offers = new Map<RequestId, number>();

  /** What was tallied so far belonged to the time in which the room filled. */
  startOver(): void {
    this.tally = { ...nothing };
  }

  offered(request: RequestId): void {
    this.tally.offers += 1;
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
    const stretch = this.#open.get(volunteer);
    if (stretch === undefined) return;
    this.#open.delete(volunteer);
    this.#stretches.push({ volunteer, ...stretch, to: now });
  }

  outcome(scene: Scene, policy: SimPolicy): Outcome {
    return {
      policy: policy.name,
      workload: scene.workload,
      seed: scene.seed,
      from: scene.from,
      ...this.#counted(scene),
      tally: this.tally,
    };
  }

  /** Of a run whose beginning is not counted: who asked after it, and of the volunteers' time what lay within. */
  #counted({ countFrom, to }: Scene): Pick<Outcome, 'requests' | 'stretches'> {
    if (countFrom === undefined) return { requests: this.#requests, stretches: this.#stretches };
    const cut = <T extends { readonly from: EpochMs; readonly to: EpochMs }>(span: T): T => ({
      ...span,
      from: latest(span.from, countFrom),
      to: earliest(span.to, to) ?? to,
    });
    const within = ({ from, to: end }: { readonly from: EpochMs; readonly to: EpochMs }) => end > countFrom && from < to;
    return {
      requests: this.#requests.filter(({ at }) => at >= countFrom),
      stretches: this.#stretches
        .filter(within)
        .map((one) => ({ ...cut(one), talks: one.talks.filter(within).map((talk) => cut(talk)) })),
    };
  }
}
