/** A talk request and the conversations it becomes: one item for the whole story. */
import * as z from 'zod';
import { conversationId, escalationId, offerId, partnerId, reportId, requestId, spaceId, volunteerId } from './ids.ts';
import { avoidMax, matchesPerRequestMax, openOffersMax, reportsPerRequestMax } from './limits.ts';
import { epochMs } from './time.ts';
import type { EpochMs } from './time.ts';
import { channel, country, labels, languages, need, preference, role } from './vocabulary.ts';
import type { Need } from './vocabulary.ts';
import { needs } from './vocabulary.ts';
import { talkState } from './talk-machine.ts';

/** Why a pair was made, or what stood in the way: the same codes in plans, explanations, logs and metrics. */
export const reasonCode = z.string().regex(/^[a-z][a-z0-9-]*$/u);

export const offer = z.strictObject({
  id: offerId,
  volunteer: volunteerId,
  at: epochMs,
  expiresAt: epochMs,
  reasons: z.array(reasonCode),
});
export type Offer = z.infer<typeof offer>;

/** A volunteer this request is not offered to: for good, or until a time. */
export const avoided = z.strictObject({ volunteer: volunteerId, until: epochMs.nullable() });

export const side = z.enum(['seeker', 'volunteer']);
export type Side = z.infer<typeof side>;

export const join = z.strictObject({ seekerUrl: z.string(), volunteerUrl: z.string(), expiresAt: epochMs });

export const match = z.strictObject({
  conversation: conversationId,
  n: z.int().min(1).max(matchesPerRequestMax),
  offer: offerId,
  volunteer: volunteerId,
  at: epochMs,
  reasons: z.array(reasonCode),
  join: join.optional(),
  /** When each side was last heard to be in the conversation. */
  seekerHereAt: epochMs.optional(),
  volunteerHereAt: epochMs.optional(),
  /** "Still talking?" falls due here; an answer of either side moves it, silence ends the talk. */
  endsBy: epochMs,
  endedAt: epochMs.optional(),
  endedBy: z.enum(['seeker', 'volunteer', 'partner', 'coordinator', 'time', 'rematch', 'erasure']).optional(),
  heavy: z.boolean().optional(),
});
export type Match = z.infer<typeof match>;

/** What the seeker asked for; nothing in it says who they are. */
export const ask = z.strictObject({
  languages,
  channel,
  role: role.optional(),
  topics: labels,
  country: country.optional(),
  preferences: z.array(preference),
  sameVolunteer: volunteerId.optional(),
  groundRulesVersion: z.int().positive(),
});
export type Ask = z.infer<typeof ask>;

/** What the latest change of a story was. `heard`, `overtaken` and `paged` change nothing that anybody is told of, and keep `seq`. */
export const talkEvent = z.enum([
  'asked',
  'offered',
  'declined',
  'lapsed',
  'withdrawn',
  'matched',
  'cancelled',
  'expired',
  'joined',
  'here',
  'ended',
  'rematched',
  'came-back',
  'heard',
  'overtaken',
  'paged',
]);

export const talk = z.strictObject({
  id: requestId,
  space: spaceId,
  rev: z.string(),
  /** Changes of this story so far: the number of its latest event. */
  seq: z.int().positive(),
  event: talkEvent,
  state: talkState,
  /** Keyed digest of who asked: the partner, or nobody with a credential. */
  caller: z.string(),
  partner: partnerId.optional(),
  test: z.boolean(),
  /** Keyed digest of the body, so a replay with another payload is known without keeping the payload. */
  payload: z.string(),
  /** Keyed digest of the partner's pseudonym of the seeker. */
  subject: z.string().optional(),
  need,
  ask,
  /** Sealed text; shown only to the volunteer of the match. */
  opening: z.string().optional(),
  createdAt: epochMs,
  /** The queue time: kept through every re-offer, rematch and come-back. */
  askedAt: epochMs,
  heardAt: epochMs,
  expiresAt: epochMs,
  offers: z.array(offer).max(openOffersMax),
  avoid: z.array(avoided).max(avoidMax),
  match: match.optional(),
  /** Earlier matches of this story, oldest first. */
  past: z.array(match).max(matchesPerRequestMax),
  /** How many later requests of its need class were served past it; absent: none. Kept through a come-back, like the queue time. */
  overtaken: z.int().positive().optional(),
  /** When volunteers who are off were last looked through for it; absent: never. */
  pagedAt: epochMs.optional(),
  /** The lowest position told so far: what is told never rises. */
  positionTold: z.int().positive().optional(),
  /** The first position told: what the wait is compared with, and counted under. */
  positionAsked: z.int().positive().optional(),
  endedAt: epochMs.optional(),
  /** When the ended story is swept: its end plus the space's retention. */
  goesAt: epochMs.optional(),
  /** The request that used this one's come-back token, or the one this came back from. */
  comeBackUsedBy: requestId.optional(),
  cameBackFrom: requestId.optional(),
  /** Raised because the seeker is not safe; and what was reported: to take this request out of them when it goes. */
  escalation: escalationId.optional(),
  reports: z.array(reportId).max(reportsPerRequestMax),
});
export type Talk = z.infer<typeof talk>;

/** 0 for `notSafeNow` to 3 for `whenever`. */
export function needClass(of: Need): number {
  return needs.indexOf(of);
}

/**
 * The need class after waiting: one up for every `promotionSeconds`, never into `notSafeNow` (PRODUCT.md, promise 5).
 */
export function promotedClass(of: Talk, promotionSeconds: number, now: EpochMs): number {
  const base = needClass(of.need);
  if (base === 0) return 0;
  const waited = Math.max(0, now - of.askedAt) / 1000;
  return Math.max(1, base - Math.floor(waited / promotionSeconds));
}

/** Whether the volunteer is one this request must not be offered to now. */
export function avoids(of: Talk, volunteer: string, now: EpochMs): boolean {
  return of.avoid.some((entry) => entry.volunteer === volunteer && (entry.until === null || entry.until > now));
}

/** Waiting or offered: still looking for somebody. */
export function isWaiting(of: Talk): boolean {
  return of.state === 'waiting' || of.state === 'offered';
}
