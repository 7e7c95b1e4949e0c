/** Chooses, of the volunteers who may serve a request, the one who is asked. */
import { pairFits } from '../eligibility.ts';
import { isRegional } from '../language.ts';
import type { Seat } from '../seat.ts';
import type { Criteria, Talk } from '../talk.ts';
import type { EpochMs } from '../time.ts';
import type { Candidate } from './candidates.ts';
import type { Policy } from './policy.ts';
import { admits, isSame, preferencesMet, sharedTopics, speaksAsAsked, type Relaxation } from './relax.ts';

/** A request, and how far its preferences are relaxed. */
export interface Wish {
  readonly talk: Talk;
  readonly relaxation: Relaxation;
}

/** Whether the needs of the request alone decide who may serve it (`needsKey`). */
export function isPlain({ talk, relaxation }: Wish): boolean {
  return relaxation.stage === 'any' && talk.excludedVolunteers.length === 0;
}

/** Whether this volunteer may serve the request as it is relaxed now. Free places and rest are not checked here. */
export function mayServe({ talk, relaxation }: Wish, seat: Seat, now: EpochMs): boolean {
  return admits(relaxation.stage, talk.criteria, seat) && pairFits(talk, seat, now);
}

/**
 * The best of the free volunteers: the same volunteer again, then most preferences met, then most topics shared, then the very tag
 * of a language with its region, then the first in the order given (`placesOf`). Under `fcfs`: the first in that order. Earlier declines do not count.
 */
export function chooseCandidate(wish: Wish, free: Iterable<Candidate>, policy: Policy, now: EpochMs): Candidate | undefined {
  const { criteria } = wish.talk;
  const wishes = policy.name === 'fair';
  const utmost = wishes ? everythingWished(criteria) : nothingWished;
  let best: { readonly candidate: Candidate; readonly wished: Wished } | undefined;
  for (const candidate of free) {
    const wished = wishes ? wishedOf(criteria, candidate.seat) : nothingWished;
    if (best !== undefined && compareWished(wished, best.wished) <= 0) continue;
    if (!mayServe(wish, candidate.seat, now)) continue;
    best = { candidate, wished };
    if (compareWished(wished, utmost) === 0) break;
  }
  return best?.candidate;
}

/** How much of what the seeker wishes for a volunteer has. */
interface Wished {
  readonly same: number;
  readonly preferences: number;
  readonly topics: number;
  readonly region: number;
}

const nothingWished: Wished = { same: 0, preferences: 0, topics: 0, region: 0 };

/** The most that any volunteer can have. */
function everythingWished(criteria: Criteria): Wished {
  return {
    same: criteria.sameVolunteer === undefined ? 0 : 1,
    preferences: criteria.preferences.length,
    topics: criteria.topics.length,
    region: criteria.languages.some(isRegional) ? 1 : 0,
  };
}

function wishedOf(criteria: Criteria, seat: Seat): Wished {
  return {
    same: isSame(criteria, seat) ? 1 : 0,
    preferences: preferencesMet(criteria, seat),
    topics: sharedTopics(criteria, seat),
    region: speaksAsAsked(criteria, seat) ? 1 : 0,
  };
}

function compareWished(a: Wished, b: Wished): number {
  return a.same - b.same || a.preferences - b.preferences || a.topics - b.topics || a.region - b.region;
}
