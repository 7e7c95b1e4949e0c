/** What a planner gets and what it proposes: the one interface that the matcher, the simulator and the tests use. */
import type { RequestId, VolunteerId } from '../ids.ts';
import { violationCodes } from '../eligibility.ts';
import type { Seat } from '../seat.ts';
import type { Talk } from '../talk.ts';
import type { EpochMs } from '../time.ts';
import type { Demand } from './demand.ts';
import type { Policy } from './policy.ts';

/** Whether a coordinator is on duty, and when that changes through time alone. */
export interface Duty {
  readonly on: boolean;
  /** When duty next ends or begins. Absent: never. */
  readonly changesAt?: EpochMs;
}

/** One room at one moment, read from a view that may lag. The plan proposes; the transaction decides. */
export interface Snapshot {
  /** Waiting and offered requests, in any order. */
  readonly talks: readonly Talk[];
  /** Seats that are on, free or not, in any order. */
  readonly seats: readonly Seat[];
  /** Seconds after which a seeker who was not seen is not offered until seen again. */
  readonly stillThereSeconds: number;
  /** The day in the space's time zone, for the daily cap. */
  readonly date: string;
  /** Whether a coordinator is on duty, as volunteers on probation need. Absent: none is, and none ever will be. */
  readonly duty?: Duty;
  /** The space is closed, so nothing new begins. Absent: it is open. */
  readonly closed?: boolean;
  /** How often each kind of request comes, if known. `priced` uses it to keep rare skills free. */
  readonly demand?: Demand;
  /**
   * How many later requests have overtaken each request so far. A request that was never overtaken is left out. Absent: not
   * counted, so no request may be overtaken.
   */
  readonly overtaken?: ReadonlyMap<RequestId, number>;
}

/** Why this volunteer was chosen. Shown to both sides and kept with the match. */
export const pairReasonCodes = [
  'same-volunteer',
  'same-volunteer-relaxed',
  'preferences-met',
  'preferences-relaxed',
  'topic-fit',
  'longest-idle',
  'not-safe-now',
  'promoted',
  'scarce-skill-kept',
  'scarce-skill-first',
  'hedged',
] as const;
export type PairReason = (typeof pairReasonCodes)[number];

/** Why a request still waits. A volunteer's code appears here if it stands in the way for every volunteer who is on. */
export const waitReasonCodes = [
  ...violationCodes,
  'nobody-on',
  'offered',
  'not-seen-lately',
  'waiting-for-same-volunteer',
  'waiting-for-best-fit',
  'others-first',
  'scarcer-first',
] as const;
export type WaitReason = (typeof waitReasonCodes)[number];

export interface PlannedOffer {
  readonly request: RequestId;
  readonly volunteer: VolunteerId;
  readonly reasons: readonly PairReason[];
  /**
   * Older requests of the same need class that this one overtakes, at most `passesPerOfferMax`. They are counted together with
   * the offer (invariant 7). Absent: none.
   */
  readonly passes?: readonly RequestId[];
}

export interface Unmatched {
  readonly request: RequestId;
  readonly reasons: readonly WaitReason[];
}

export interface MatchPlan {
  /** In the order to commit them: the first in need comes first. */
  readonly offers: readonly PlannedOffer[];
  readonly unmatched: readonly Unmatched[];
  /**
   * When the plan could change through time alone: a preference relaxes, a class is promoted, a hedge is due, a rest or a
   * back-off ends.
   */
  readonly nextDueAt?: EpochMs;
}

/** Pure, deterministic, and independent of the order of its input. */
export type Planner = (snapshot: Snapshot, policy: Policy, now: EpochMs) => MatchPlan;
