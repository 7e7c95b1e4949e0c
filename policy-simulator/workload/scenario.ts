/**
 * A scenario: the requests and shifts in a space, and how each seeker and each volunteer would behave. It does not depend on the
 * policy.
 */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { SeatFacts } from '../../shared/domain/seat.ts';
import type { Limits } from '../../shared/domain/space.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Need } from '../../shared/domain/vocabulary.ts';
import type { Lognormal } from '../../random/distributions.ts';
import type { SurvivalCurve } from '../../random/survival-curve.ts';

/** A seeker's request. Everything about it is fixed before the first match. */
export interface SimRequest {
  readonly id: RequestId;
  readonly at: EpochMs;
  readonly criteria: Criteria;
  readonly need: Need;
  /** The rare thing that the request needs: abandonment is measured for each kind. */
  readonly kind: RequestKind;
  /** How long the seeker would wait. */
  readonly patienceSeconds: number;
  /** How long the seeker would talk. */
  readonly talkSeconds: number;
  readonly heavy: boolean;
  /** The seeker leaves silently: the request stays in the room until the seeker counts as gone. */
  readonly silent: boolean;
  /** 0 for the first call. Later ones are new attempts after giving up. */
  readonly attempt: number;
}

/** `plain`, the one rare thing needed, or `several` of them. */
export type RequestKind = string;

/** The distributions of seekers' times and behaviour. */
export interface Seekers {
  /** Null when no seeker ever gives up. */
  readonly patience: SurvivalCurve | null;
  readonly talk: Lognormal;
  readonly heavyShare: number;
  readonly silentShare: number;
}

/** A volunteer: skills, and the probability of accepting an offer. */
export interface Person {
  readonly volunteer: VolunteerId;
  readonly facts: SeatFacts;
  readonly acceptShare: number;
  readonly capacity: number;
}

/** One session of a volunteer. */
export interface Shift {
  readonly person: Person;
  readonly from: EpochMs;
  /** When the volunteer goes off, after the present talk. */
  readonly to: EpochMs;
  /** The end that the volunteer announced at the start, if any. Some leave earlier. */
  readonly until?: EpochMs;
  /** The volunteer leaves silently: stays on until the lease runs out, and answers no offers. */
  readonly leavesSilently: boolean;
}

/** How people answer, come back and react to call-outs. Shares are from 0 to 1, times in seconds. */
export interface Behaviour {
  /** Share of offers that get no answer at all. */
  readonly noAnswerShare: number;
  /** Seconds a volunteer takes to answer. Null: at once, and always yes (a plain queue). */
  readonly answer: Lognormal | null;
  /** Share of seekers who ask again after giving up, and the time within which they do. */
  readonly redialShare: number;
  readonly redialWithinSeconds: number;
  /** Off-shift call-outs: the share that brings a volunteer, after how long, and for how long. */
  readonly callout: { readonly acceptShare: number; readonly delay: Lognormal; readonly stay: Lognormal };
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

export interface Scenario {
  readonly seed: number;
  readonly workload: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Requests before this time are simulated but not counted. Absent: all are counted. */
  readonly countFrom?: EpochMs;
  readonly limits: SimLimits;
  readonly behaviour: Behaviour;
  /** The distributions from which the seekers were drawn: the most that a policy could know of them. */
  readonly seekers: Seekers;
  /** In order of time. */
  readonly requests: readonly SimRequest[];
  readonly people: readonly Person[];
  /** In order of time. */
  readonly shifts: readonly Shift[];
  /** The next attempt of a seeker who gave up. */
  readonly again: (earlier: SimRequest, at: EpochMs) => SimRequest;
}

/** The same scenario, in which no seeker asks again after giving up. */
export function withoutRedials(scenario: Scenario): Scenario {
  return { ...scenario, behaviour: { ...scenario.behaviour, redialShare: 0 } };
}
