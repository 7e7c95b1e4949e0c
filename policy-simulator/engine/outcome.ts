/** The result of one run. All measures are computed from it. Plain data, small enough to be sent between threads. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { RequestKind } from '../workload/scenario.ts';

export interface RequestOutcome {
  readonly id: RequestId;
  readonly kind: RequestKind;
  readonly at: EpochMs;
  /** `expired`: the seeker was told that no volunteer came. */
  readonly end: 'served' | 'left' | 'expired';
  /** Until the match, or until the seeker left. */
  readonly waitSeconds: number;
  readonly offers: number;
  /** Only if served. */
  readonly volunteer?: VolunteerId;
  /** Fit of topic and preferences, 0 to 1; only if served. */
  readonly quality?: number;
}

/** One session of a volunteer: from going on until going off. */
export interface VolunteerSession {
  readonly volunteer: VolunteerId;
  readonly capacity: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Talks in which the seeker was there. */
  readonly talks: readonly { readonly from: EpochMs; readonly to: EpochMs }[];
}

export interface Counts {
  offers: number;
  declined: number;
  lapsed: number;
  /** Offers withdrawn because another volunteer accepted first. */
  lostRaces: number;
  /** Accepted offers whose seeker had left silently. */
  missingSeekers: number;
  /** Offers that the policy proposed and the domain refused: 0 unless a policy is wrong. */
  refused: number;
  callouts: number;
  decisions: number;
}

export interface Outcome {
  readonly policy: string;
  readonly workload: string;
  readonly seed: number;
  readonly from: EpochMs;
  readonly requests: readonly RequestOutcome[];
  readonly sessions: readonly VolunteerSession[];
  readonly counts: Readonly<Counts>;
}
