/** The one interface of everything that decides in the simulator: the planner of the service, and the rules it is compared with. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Ask } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Scene } from '../workload/scene.ts';

export interface SimOffer {
  readonly request: RequestId;
  readonly volunteer: VolunteerId;
  readonly reasons?: readonly string[];
  /** Older requests that this one passes. */
  readonly passes?: readonly RequestId[];
  /** Taken from a list by the volunteer, who has made up their mind: answered at once. */
  readonly pickedUp?: boolean;
}

export interface Decision {
  readonly offers: readonly SimOffer[];
  /** When to decide again though nothing happened. */
  readonly nextDueAt?: EpochMs;
  /** Volunteers who are off and are asked to come. */
  readonly pages?: readonly VolunteerId[];
}

/** When a policy is asked. */
export interface Rhythm {
  /** On everything that happens in the room. */
  readonly onEvents: boolean;
  /** Also when a rest, a back-off or an avoidance ends: for rules that do not say themselves when to look again. */
  readonly onTimers: boolean;
  /** Every so many seconds, for rules that work in rounds. */
  readonly everySeconds?: number;
}

export interface SimPolicy {
  readonly name: string;
  readonly rhythm: Rhythm;
  /** May remember what it saw; a run has an instance of its own. The arrays of the snapshot are the room itself: not to be kept. */
  readonly decide: (snapshot: Snapshot, now: EpochMs) => Decision;
  /** Told of everybody who asks, before it decides. */
  readonly asked?: (ask: Ask, now: EpochMs) => void;
  /** Told of each of its offers that was committed. */
  readonly offered?: (offer: SimOffer) => void;
}

/** What a policy may know beforehand: who belongs to the space, but not who will come. */
export type Known = Pick<Scene, 'seed' | 'people' | 'limits' | 'from'>;

/** Makes the policy for one run. */
export interface SimPolicyKind {
  readonly name: string;
  /** One line: the rule, and whose it is. */
  readonly about: string;
  readonly start: (known: Known) => SimPolicy;
}

/** Decides on events and timers, as nearly all rules do. */
export const eventDriven: Rhythm = { onEvents: true, onTimers: true };
