/** The interface of every policy in the simulator: the planner of the service, and the rules that it is compared with. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Scenario } from '../workload/scenario.ts';

export interface SimOffer {
  readonly request: RequestId;
  readonly volunteer: VolunteerId;
  readonly reasons?: readonly string[];
  /** Older requests that this request passes. */
  readonly passes?: readonly RequestId[];
  /** The volunteer picked the request from a list and has already decided, so the answer comes at once. */
  readonly pickedUp?: boolean;
}

export interface Decision {
  readonly offers: readonly SimOffer[];
  /** When to decide again even if no event occurs. */
  readonly nextDueAt?: EpochMs;
  /** Volunteers who are off and get a call-out. */
  readonly callouts?: readonly VolunteerId[];
}

/** When a policy decides. */
export interface Triggers {
  /** At every event in the room. */
  readonly onEvents: boolean;
  /** Also when a rest, a back-off or an avoidance ends: for policies that do not say when to decide again. */
  readonly onTimers: boolean;
  /** Interval in seconds, for policies that work in rounds. */
  readonly everySeconds?: number;
}

export interface SimPolicy {
  readonly name: string;
  readonly triggers: Triggers;
  /**
   * A policy may remember what it saw, and every run has its own instance. The arrays of the snapshot are the room's own, so a
   * policy must not keep them.
   */
  readonly decide: (snapshot: Snapshot, now: EpochMs) => Decision;
  /** Called for every new request, before the policy decides. */
  readonly asked?: (criteria: Criteria, now: EpochMs) => void;
  /** Called for each of its offers that was committed. */
  readonly offered?: (offer: SimOffer) => void;
}

/** What a policy may know beforehand: the volunteers of the space, but not which of them will come. */
export type Known = Pick<Scenario, 'seed' | 'people' | 'limits' | 'from'>;

/** Creates the policy for one run. */
export interface SimPolicyKind {
  readonly name: string;
  /** One line: the rule, and its source. */
  readonly about: string;
  readonly start: (known: Known) => SimPolicy;
}

/** Decides at events and timers, as nearly all rules do. */
export const eventDriven: Triggers = { onEvents: true, onTimers: true };
