/**
 * Who may serve a request at this moment: preferences hold for a while, then relax. Hard constraints never do. Nobody
 * waits for somebody who is not there, and who is not safe waits for no preference at all.
 */
import { meets, pairFits } from '../eligibility.ts';
import type { Seat } from '../seat.ts';
import type { Ask, Talk } from '../talk.ts';
import { earliest, plusSeconds } from '../time.ts';
import type { EpochMs } from '../time.ts';
import { leavesAt } from './places.ts';
import type { Place } from './places.ts';
import type { Policy } from './policy.ts';

export type Stage = 'same-volunteer' | 'best-fit' | 'any';

export interface Relaxation {
  readonly stage: Stage;
  /** Until when, at least, the stage holds if only time passes; undefined: for good. */
  readonly until?: EpochMs;
}

const relaxed: Relaxation = { stage: 'any' };

/**
 * How far the preferences of this request are relaxed, given who is on. `fcfs` knows no preferences but required ones;
 * `priced` weighs the fit of those who are free, and waits for nobody but the same volunteer.
 */
export function relaxationOf(talk: Talk, places: readonly Place[], policy: Policy, now: EpochMs): Relaxation {
  if (policy.name === 'fcfs' || talk.need === 'notSafeNow') return relaxed;
  const stages = [
    { stage: 'same-volunteer', seconds: policy.preferredSeconds, asked: talk.ask.sameVolunteer !== undefined, fits: isSame },
    { stage: 'best-fit', seconds: policy.bestFitSeconds, asked: policy.name === 'fair' && asksForFit(talk.ask), fits: isBestFit },
  ] as const;
  for (const { stage, seconds, asked, fits } of stages) {
    if (!asked) continue;
    const until = plusSeconds(talk.askedAt, seconds);
    if (until <= now) continue;
    const worthIt = places.find((place) => place.stays && fits(talk.ask, place.seat) && pairFits(talk, place.seat, now));
    if (worthIt !== undefined) return { stage, until: earliest(leavesAt(worthIt), until) ?? until };
  }
  return relaxed;
}

/** Whether the stage lets this volunteer serve. Who was asked for by name is welcome at every stage. */
export function admits(stage: Stage, ask: Ask, seat: Seat): boolean {
  return stage === 'any' || isSame(ask, seat) || (stage === 'best-fit' && isBestFit(ask, seat));
}

/** Whether this is the volunteer who was asked for again. */
export function isSame(ask: Ask, seat: Seat): boolean {
  return ask.sameVolunteer === seat.volunteer;
}

/** Everything preferred is met, and a topic shared if any was named. */
function isBestFit(ask: Ask, seat: Seat): boolean {
  return meetsAll(ask, seat) && (ask.topics.length === 0 || sharedTopics(ask, seat) > 0);
}

function asksForFit(ask: Ask): boolean {
  return ask.topics.length > 0 || prefers(ask);
}

/** Whether anything is preferred that is not required. */
export function prefers(ask: Ask): boolean {
  return ask.preferences.some((wanted) => wanted.strength === 'prefer');
}

/** What is required is met by everybody who may serve, so it tells nobody apart. */
export function meetsAll(ask: Ask, seat: Seat): boolean {
  return preferencesMet(ask, seat) === ask.preferences.length;
}

/** How many of all preferences the volunteer meets, required ones included. */
export function preferencesMet(ask: Ask, seat: Seat): number {
  let met = 0;
  for (const wanted of ask.preferences) if (meets(seat.facts.attributes, wanted)) met += 1;
  return met;
}

/** How many of the topics asked for are the volunteer's. */
export function sharedTopics(ask: Ask, seat: Seat): number {
  let shared = 0;
  for (const topic of ask.topics) if (seat.facts.topics.includes(topic)) shared += 1;
  return shared;
}
