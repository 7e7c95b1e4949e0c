/**
 * Hedging: a second volunteer is asked while the first has not answered. Only after some time, and only if no other request loses
 * a talk.
 */
import { openOffersMax } from '../../limits.ts';
import type { Talk } from '../../talk.ts';
import { earliest, plusSeconds, type EpochMs } from '../../time.ts';
import { chooseCandidate, mayServe, type Wish } from '../choose.ts';
import type { Candidate } from '../candidates.ts';
import type { Policy } from '../policy.ts';

/** From which time a second volunteer may be asked for a request whose first open offer was made at `at`. Undefined: never. */
export function hedgeFrom(at: EpochMs, policy: Policy): EpochMs | undefined {
  return policy.name === 'fcfs' || policy.hedgeAfterSeconds === null ? undefined : plusSeconds(at, policy.hedgeAfterSeconds);
}

/** When the oldest open offer was made. Undefined: none is open. */
export function firstOfferAt(talk: Talk): EpochMs | undefined {
  return earliest(...talk.offers.map((open) => open.at));
}

/** The volunteer to ask as the second, out of those who are still free after every waiting request was considered. */
export function hedgeCandidate(wish: Wish, free: Iterable<Candidate>, policy: Policy, now: EpochMs): Candidate | undefined {
  return chooseCandidate(wish, hedgeCandidates(wish, free, policy, now), policy, now);
}

/** The free volunteers who may be asked as the second. Empty if it is too early, or if fewer than the surplus are left. */
export function hedgeCandidates(wish: Wish, free: Iterable<Candidate>, policy: Policy, now: EpochMs): readonly Candidate[] {
  const first = firstOfferAt(wish.talk);
  const from = first === undefined ? undefined : hedgeFrom(first, policy);
  if (from === undefined || from > now || wish.talk.offers.length >= openOffersMax) return [];
  const candidates = [...free].filter((candidate) => !isAsked(wish.talk, candidate) && mayServe(wish, candidate.seat, now));
  return candidates.length < policy.hedgeSurplus ? [] : candidates;
}

/** The view may lag: an open offer can be missing from the seat. */
function isAsked(talk: Talk, candidate: Candidate): boolean {
  return talk.offers.some((open) => open.volunteer === candidate.seat.volunteer);
}
