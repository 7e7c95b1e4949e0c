/** What a planner sees and what it proposes: the one interface that the matcher, the simulator and the tests drive. */
import type { RequestId, VolunteerId } from '../ids.ts';
import { misfitCodes } from '../eligibility.ts';
import type { Seat } from '../seat.ts';
import type { Talk } from '../talk.ts';
import type { EpochMs } from '../time.ts';
import type { Demand } from './demand.ts';
import type { Policy } from './policy.ts';

/** Whether a coordinator is on duty, and when that changes by the clock alone. */
export interface Duty {
  readonly on: boolean;
  /** When duty next ends, or begins; absent: never. */
  readonly changesAt?: EpochMs;
}

/** One room at one moment, as read from a view that may lag: the plan proposes, the transaction decides. */
export interface Snapshot {
  /** Waiting and offered requests, in any order. */
  readonly talks: readonly Talk[];
  /** Seats that are on, free or not, in any order. */
  readonly seats: readonly Seat[];
  /** Seconds after which a seeker not heard of is not offered until heard again. */
  readonly stillThereSeconds: number;
  /** The day in the space's time zone, for the day's cap. */
  readonly date: string;
  /** Whether a coordinator is on duty, as those on probation need; absent: nobody is, and never will be. */
  readonly duty?: Duty;
  /** How often each kind of request comes, where that is known: what `priced` keeps rare skills by. */
  readonly demand?: Demand;
  /** How many later requests have passed each one so far, those passed by none left out. Absent: not counted, so nobody may pass. */
  readonly overtaken?: ReadonlyMap<RequestId, number>;
}

/** Why this volunteer: shown to both sides and kept with the match. */
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

/** Why a request still waits. Volunteers' misfits, when they are what stands in the way of everybody who is on. */
export const waitReasonCodes = [
  ...misfitCodes,
  'nobody-on',
  'offered',
  'not-heard-of',
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
  /** Older requests of the same need class that this one passes, `passesPerOfferMax` at most: to be counted with the offer (invariant 7). Absent: none. */
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
  /** When the plan could change by the clock alone: a preference relaxes, a class is promoted, a hedge, a rest or back-off is over. */
  readonly nextDueAt?: EpochMs;
}

/** Pure, deterministic, independent of the order of its input. */
export type Planner = (snapshot: Snapshot, policy: Policy, now: EpochMs) => MatchPlan;
