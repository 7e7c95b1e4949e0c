/** What happens in a space whoever is offered to whom: who asks, who is on, and how each of them would behave. */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { SeatFacts } from '../../shared/domain/seat.ts';
import type { Limits } from '../../shared/domain/space.ts';
import type { Ask } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Need } from '../../shared/domain/vocabulary.ts';
import type { Lognormal } from '../../random/distributions.ts';
import type { SurvivalCurve } from '../../random/survival-curve.ts';

/** Somebody who asks to talk. Everything about them is fixed before anybody is matched. */
export interface SimRequest {
  readonly id: RequestId;
  readonly at: EpochMs;
  readonly ask: Ask;
  readonly need: Need;
  /** What is special about the ask: the unit in which abandonment is told apart. */
  readonly kind: RequestKind;
  /** How long they would wait. */
  readonly patienceSeconds: number;
  /** How long they would talk. */
  readonly talkSeconds: number;
  readonly heavy: boolean;
  /** Leaves without a word: the request stays in the room until it is not heard of any more. */
  readonly silent: boolean;
  /** 0 for the first call; later ones ask again after having given up. */
  readonly attempt: number;
}

/** `plain`, one thing that few volunteers have, or `several` of them. */
export type RequestKind = string;

/** How the times and ways of those who ask are distributed. */
export interface Seekers {
  /** Null: nobody ever gives up. */
  readonly patience: SurvivalCurve | null;
  readonly talk: Lognormal;
  readonly heavyShare: number;
  readonly silentShare: number;
}

/** A volunteer: what they bring, and how likely they say yes. */
export interface Person {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
  readonly acceptShare: number;
  readonly capacity: number;
}

/** One stretch of being on. */
export interface Shift {
  readonly person: Person;
  readonly from: EpochMs;
  /** When they go: after the talk they are in. */
  readonly to: EpochMs;
  /** What they told when they came, if anything; some leave earlier. */
  readonly until?: EpochMs;
  /** Goes without a word: stays on until the lease runs out, and answers nothing. */
  readonly vanishes: boolean;
}

/** How people answer, come back and are called in. Shares are of 1, times in seconds. */
export interface Behaviour {
  /** Offers that get no answer at all. */
  readonly noAnswerShare: number;
  /** Seconds a volunteer takes to answer; null: at once, and always yes (a plain queue). */
  readonly answer: Lognormal | null;
  /** Of those who give up, how many ask again, and within how long. */
  readonly redialShare: number;
  readonly redialWithinSeconds: number;
  /** Off-shift paging: who comes, after how long, for how long. */
  readonly page: { readonly acceptShare: number; readonly delay: Lognormal; readonly stay: Lognormal };
}

export type SimLimits = Pick<
  Limits,
  | 'offerWindowSeconds'
  | 'restSeconds'
  | 'heavyRestSeconds'
  | 'presenceLeaseSeconds'
  | 'stillThereSeconds'
  | 'unmatchedExpirySeconds'
  | 'talkSecondsMax'
>;

export interface Scene {
  readonly seed: number;
  readonly workload: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Who asks before is simulated, and not counted; absent: everybody is. */
  readonly countFrom?: EpochMs;
  readonly limits: SimLimits;
  readonly behaviour: Behaviour;
  /** What those who ask were drawn from; what a policy could know of them at best. */
  readonly seekers: Seekers;
  /** By time. */
  readonly requests: readonly SimRequest[];
  readonly people: readonly Person[];
  /** By time. */
  readonly shifts: readonly Shift[];
  /** The next call of somebody who gave up. */
  readonly again: (earlier: SimRequest, at: EpochMs) => SimRequest;
}

/** The same scene, and whoever gives up stays away. */
export function withoutRedials(scene: Scene): Scene {
  return { ...scene, behaviour: { ...scene.behaviour, redialShare: 0 } };
}
