/**
 * Which volunteers may serve a request at this moment. Preferences hold for a while, then they are relaxed. Hard constraints
 * never are. A request never waits for a volunteer who is not on. A request whose seeker is not safe waits for no preference at
 * all.
 */
import { meets, pairFits } from '../eligibility.ts';
import { isRegional } from '../language.ts';
import type { Seat } from '../seat.ts';
import type { Criteria, Talk } from '../talk.ts';
import { earliest, plusSeconds, type EpochMs } from '../time.ts';
import { leavesAt, type Candidate } from './candidates.ts';
import type { Policy } from './policy.ts';

export type Stage = 'same-volunteer' | 'best-fit' | 'any';

export interface Relaxation {
  readonly stage: Stage;
  /** Until when, at least, the stage holds if only time passes. Undefined: for good. */
  readonly until?: EpochMs;
}

const relaxed: Relaxation = { stage: 'any' };

/**
 * How far the preferences of this request are relaxed, given the volunteers who are on. `fcfs` uses only required preferences.
 * `priced` scores the fit of the free volunteers, and waits only for the same volunteer.
 */
export function relaxationOf(talk: Talk, candidates: readonly Candidate[], policy: Policy, now: EpochMs): Relaxation {
  if (policy.name === 'fcfs' || talk.need === 'notSafeNow') return relaxed;
  const stages = [
    { stage: 'same-volunteer', seconds: policy.preferredSeconds, asked: talk.criteria.sameVolunteer !== undefined, fits: isSame },
    {
      stage: 'best-fit',
      seconds: policy.bestFitSeconds,
      asked: policy.name === 'fair' && asksForFit(talk.criteria),
      fits: isBestFit,
    },
  ] as const;
  for (const { stage, seconds, asked, fits } of stages) {
    if (!asked) continue;
    const until = plusSeconds(talk.askedAt, seconds);
    if (until <= now) continue;
    const worthIt = candidates.find(
      (candidate) => candidate.stays && fits(talk.criteria, candidate.seat) && pairFits(talk, candidate.seat, now),
    );
    if (worthIt !== undefined) return { stage, until: earliest(leavesAt(worthIt), until) ?? until };
  }
  return relaxed;
}

/** Whether the stage lets this volunteer serve. The volunteer the seeker asked for again may serve at every stage. */
export function admits(stage: Stage, criteria: Criteria, seat: Seat): boolean {
  return stage === 'any' || isSame(criteria, seat) || (stage === 'best-fit' && isBestFit(criteria, seat));
}

/** Whether this is the volunteer the seeker asked for again. */
export function isSame(criteria: Criteria, seat: Seat): boolean {
  return criteria.sameVolunteer === seat.volunteer;
}

/** Whether every preference is met, and a topic is shared if the seeker named any. */
function isBestFit(criteria: Criteria, seat: Seat): boolean {
  return meetsAll(criteria, seat) && (criteria.topics.length === 0 || sharedTopics(criteria, seat) > 0);
}

function asksForFit(criteria: Criteria): boolean {
  return criteria.topics.length > 0 || prefers(criteria);
}

/** Whether the seeker prefers anything that is not required. */
export function prefers(criteria: Criteria): boolean {
  return criteria.preferences.some((wanted) => wanted.strength === 'prefer');
}

/** Required preferences are met by every volunteer who may serve, so they make no difference here. */
export function meetsAll(criteria: Criteria, seat: Seat): boolean {
  return preferencesMet(criteria, seat) === criteria.preferences.length;
}

/** How many of all preferences the volunteer meets, required ones included. */
export function preferencesMet(criteria: Criteria, seat: Seat): number {
  let met = 0;
  for (const wanted of criteria.preferences) if (meets(seat.facts.attributes, wanted)) met += 1;
  return met;
}

/** Whether the volunteer named the very tag of a language with its region, such as `en-GB`, that the seeker named. */
export function speaksAsAsked(criteria: Criteria, seat: Seat): boolean {
  return criteria.languages.some((tag) => isRegional(tag) && seat.facts.languages.includes(tag));
}

/** How many of the topics of the request the volunteer has. */
export function sharedTopics(criteria: Criteria, seat: Seat): number {
  let shared = 0;
  for (const topic of criteria.topics) if (seat.facts.topics.includes(topic)) shared += 1;
  return shared;
}
