/** A talk request and the conversations it becomes, in one item. */
import * as z from 'zod';
import { conversationId, escalationId, offerId, partnerId, reportId, requestId, spaceId, volunteerId } from './ids.ts';
import { earlierEscalationsMax, reportsPerRequestMax } from './case-limits.ts';
import { excludedForGoodMax, excludedVolunteersMax, matchesPerRequestMax, openOffersMax } from './limits.ts';
import { epochMs, type EpochMs } from './time.ts';
import { channel, country, foldedLabels, foldedPreference, need, role, storedLanguages, type Need, needs } from './vocabulary.ts';
import { silentTalkEvents } from './silent-events.ts';
import { talkState } from './talk-machine.ts';

/** Why a pair was made, or what prevented one: the same codes in plans, explanations, logs and metrics. */
export const reasonCode = z.string().regex(/^[a-z][a-z0-9-]*$/u);

export const offer = z.strictObject({
  id: offerId,
  volunteer: volunteerId,
  at: epochMs,
  expiresAt: epochMs,
  reasons: z.array(reasonCode),
});
export type Offer = z.infer<typeof offer>;

/**
 * A volunteer who does not get offers of this request: for good, or until a time. `block`: only because the pair is blocked, so that it ends
 * when a coordinator lifts the block.
 */
export const exclusion = z.strictObject({ volunteer: volunteerId, until: epochMs.nullable(), block: z.literal(true).optional() });
export type Exclusion = z.infer<typeof exclusion>;

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
  /** When each side was last seen in the conversation. */
  seekerHereAt: epochMs.optional(),
  volunteerHereAt: epochMs.optional(),
  /** When a coordinator last asked the volunteer to contact them. */
  coordinatorAskedAt: epochMs.optional(),
  /** When "still talking?" ends the talk. An answer of either side moves this time; without an answer the talk ends. */
  endsBy: epochMs,
  endedAt: epochMs.optional(),
  endedBy: z.enum(['seeker', 'volunteer', 'partner', 'coordinator', 'time', 'rematch', 'erasure']).optional(),
  heavy: z.boolean().optional(),
});
export type Match = z.infer<typeof match>;

/** What the seeker asked for, with topics and attributes in the form in which labels are compared. Nothing in it says who they are. */
export const criteria = z.strictObject({
  languages: storedLanguages,
  channel,
  role: role.optional(),
  topics: foldedLabels,
  country: country.optional(),
  preferences: z.array(foldedPreference),
  sameVolunteer: volunteerId.optional(),
  groundRulesVersion: z.int().positive(),
});
export type Criteria = z.infer<typeof criteria>;

/** The part of the criteria that a volunteer meets or not. */
export type Wishes = Pick<Criteria, 'languages' | 'channel' | 'role' | 'topics' | 'preferences'>;

/** What the latest change of a request was. */
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
  'not-safe-now',
  ...silentTalkEvents,
]);

export const silentEvents: ReadonlySet<z.infer<typeof talkEvent>> = new Set(silentTalkEvents);

export const talk = z.strictObject({
  id: requestId,
  space: spaceId,
  rev: z.string(),
  /** The number of changes of this request so far, which is the number of its latest event. */
  seq: z.int().positive(),
  event: talkEvent,
  state: talkState,
  /** Keyed digest of the caller who asked: the partner, or a caller without a credential. */
  caller: z.string(),
  partner: partnerId.optional(),
  test: z.boolean(),
  /** Keyed digest of the body, so that a replay with another payload is recognised without keeping the payload. */
  payload: z.string(),
  /** Keyed digest of the partner's pseudonym for the seeker. */
  subject: z.string().optional(),
  need,
  criteria,
  /** Sealed text. Shown only to the volunteer of the match. */
  opening: z.string().optional(),
  createdAt: epochMs,
  /** The queue time. It is kept through every re-offer, rematch and come-back. */
  askedAt: epochMs,
  lastSeenAt: epochMs,
  expiresAt: epochMs,
  offers: z.array(offer).max(openOffersMax),
  excludedVolunteers: z.array(exclusion).max(excludedVolunteersMax),
  match: match.optional(),
  /** Earlier matches of this request, the oldest first. */
  previousMatches: z.array(match).max(matchesPerRequestMax),
  /**
   * How many later requests of its need class have overtaken it. Absent: none. It is kept through a come-back, like the queue
   * time.
   */
  overtaken: z.int().positive().optional(),
  /** When volunteers who are off were last searched for this request. Absent: never. */
  calledOutAt: epochMs.optional(),
  /** The lowest position told so far: a position that is told never rises. */
  positionTold: z.int().positive().optional(),
  /** The first position told. The wait is compared with it and counted under it. */
  positionAsked: z.int().positive().optional(),
  endedAt: epochMs.optional(),
  /** Of an expired request: its space closed before a volunteer came. */
  spaceClosed: z.literal(true).optional(),
  /** Of an expired request: an edit of the space or of its volunteers left no volunteer who could serve it. */
  spaceChanged: z.literal(true).optional(),
  /** Cancelled by an erasure, which deletes it next. */
  erasing: z.literal(true).optional(),
  /** When the ended request is swept: its end plus the retention of the space. */
  deleteAt: epochMs.optional(),
  /** The request that used the come-back token of this one; and the request from which this one came back. */
  comeBackUsedBy: requestId.optional(),
  cameBackFrom: requestId.optional(),
  /**
   * The escalation of this request (the seeker is not safe) and its reports. When the request is deleted, its id is removed from
   * them.
   */
  escalation: escalationId.optional(),
  /** Closed escalations of this request from before `escalation`, the oldest first. Absent: none. */
  earlierEscalations: z.array(escalationId).max(earlierEscalationsMax).optional(),
  reports: z.array(reportId).max(reportsPerRequestMax),
});
export type Talk = z.infer<typeof talk>;

/** 0 for `notSafeNow` to 3 for `whenever`. */
export function needClass(of: Need): number {
  return needs.indexOf(of);
}

/** The need class after waiting: one class up for every `promotionSeconds`, never into `notSafeNow`. */
export function promotedClass(of: Talk, promotionSeconds: number, now: EpochMs): number {
  const base = needClass(of.need);
  if (base === 0) return 0;
  const waited = Math.max(0, now - of.askedAt) / 1000;
  return Math.max(1, base - Math.floor(waited / promotionSeconds));
}

/** Whether this request must not be offered to the volunteer now. */
export function excludes(of: Talk, volunteer: string, now: EpochMs): boolean {
  return of.excludedVolunteers.some((entry) => entry.volunteer === volunteer && (entry.until === null || entry.until > now));
}

/** Whether this volunteer is excluded for good. */
export function excludesForGood(of: Talk, volunteer: string): boolean {
  return of.excludedVolunteers.some((entry) => entry.volunteer === volunteer && entry.until === null);
}

/** Whether the list of volunteers who are excluded for good is full, so that the subject may have blocks that it does not contain. */
export function mayLackBlocks(of: Talk): boolean {
  const forGood = of.excludedVolunteers.filter(({ until }) => until === null);
  return of.subject !== undefined && forGood.length >= excludedForGoodMax;
}

/** Waiting or offered: the request still needs a volunteer. */
export function isWaiting(of: Talk): boolean {
  return of.state === 'waiting' || of.state === 'offered';
}
