/** What came of one run: everything that measures are taken from. Plain data, small enough to pass between threads. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { RequestKind } from '../workload/scene.ts';

export interface RequestOutcome {
  readonly id: RequestId;
  readonly kind: RequestKind;
  readonly at: EpochMs;
  /** `expired`: told that nobody came. */
  readonly end: 'served' | 'left' | 'expired';
  /** Until the match, or until they went. */
  readonly waitSeconds: number;
  readonly offers: number;
  /** Of those served. */
  readonly volunteer?: VolunteerId;
  /** Fit of topic and preferences, 0 to 1; of those served. */
  readonly quality?: number;
}

/** One volunteer's stretch of being on. */
export interface Stretch {
  readonly volunteer: VolunteerId;
  readonly capacity: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Talks with somebody who came. */
  readonly talks: readonly { readonly from: EpochMs; readonly to: EpochMs }[];
}

export interface Tally {
  offers: number;
  declined: number;
  lapsed: number;
  /** Asked, and told that somebody else was faster. */
  lostRaces: number;
  /** Accepted, and the seeker had gone without a word. */
  ghosts: number;
  /** Proposed, and refused by the domain: 0 unless a policy is wrong. */
  refused: number;
  pages: number;
  decisions: number;
}

export interface Outcome {
  readonly policy: string;
  readonly workload: string;
  readonly seed: number;
  readonly from: EpochMs;
  readonly requests: readonly RequestOutcome[];
  readonly stretches: readonly Stretch[];
  readonly tally: Readonly<Tally>;
}
