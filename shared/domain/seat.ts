/** A volunteer's live self: on or off, what they hold, when they rest, and a copy of the facts that matching needs. */
import * as z from 'zod';
import { conversationId, offerId, requestId, spaceId, volunteerId } from './ids.ts';
import type { RequestId } from './ids.ts';
import { onKeysMax, spaceLimits, wonMax } from './limits.ts';
import { epochMs, latest } from './time.ts';
import type { EpochMs } from './time.ts';
import { attributes, channel, labels, language, languages, role } from './vocabulary.ts';

export const seatOffer = z.strictObject({ id: offerId, request: requestId, at: epochMs, expiresAt: epochMs });
export const seatTalk = z.strictObject({ request: requestId, conversation: conversationId, at: epochMs });

/** What matching needs of the profile; written together with it, so eligibility is judged at every commit. */
export const seatFacts = z.strictObject({
  active: z.boolean(),
  role,
  languages,
  topics: labels,
  mutedTopics: labels,
  channels: z.array(channel).min(1),
  attributes,
  /** When the first of the credentials the space asks for expires; null: none is asked for. 0: one is missing. */
  eligibleUntil: epochMs.nullable(),
  talksPerDay: z.int().positive(),
  capacityMax: z.int().min(1).max(spaceLimits.capacityMax.max),
  /** Talks to have had before probation is over; absent: there is none. */
  probationTalks: z.int().positive().max(spaceLimits.probationTalks.max).optional(),
});
export type SeatFacts = z.infer<typeof seatFacts>;

export const seat = z.strictObject({
  space: spaceId,
  volunteer: volunteerId,
  rev: z.string(),
  seq: z.int().positive(),
  /** `draining`: no new offers, off at the end of the last talk. */
  on: z.enum(['on', 'draining', 'off']),
  /** Off, and about to be on: said before the space is read for it, so that an edit of the space finds this seat, too. */
  entering: z.literal(true).optional(),
  /** Names one stretch of being on; a renewal of an ended one is refused. */
  session: z.string().optional(),
  leaseExpiresAt: epochMs,
  /** "Until six": off by itself then. */
  until: epochMs.optional(),
  channels: z.array(channel).min(1),
  capacity: z.int().min(1).max(spaceLimits.capacityMax.max),
  offers: z.array(seatOffer).max(spaceLimits.capacityMax.max),
  talks: z.array(seatTalk).max(spaceLimits.capacityMax.max),
  idleSince: epochMs,
  restUntil: epochMs,
  /** No offer before this: the last one lapsed. */
  backOffUntil: epochMs,
  day: z.strictObject({ date: z.string(), talks: z.int().nonnegative() }),
  /** Talks that came to their end, ever; absent: none. A rematch is no end: the other side was never there. */
  talksEnded: z.int().positive().optional(),
  /** When the volunteer, off then, was last asked to come; absent: never. */
  pagedAt: epochMs.optional(),
  /** What for, in coarse words; forgotten when they go on. */
  page: z.strictObject({ languages: z.array(language), channel, role: role.optional() }).optional(),
  /** Offers lately accepted: a repeated accept finds its request. */
  won: z.array(z.strictObject({ offer: offerId, request: requestId })).max(wonMax),
  /** Idempotency keys (keyed digests) of recent "on" calls. */
  onKeys: z.array(z.string()).max(onKeysMax),
  facts: seatFacts,
});
export type Seat = z.infer<typeof seat>;

/** When the volunteer can take the next offer: the later of idle-since and the end of rest (a rest ends without a write). */
export function freeAt(of: Seat): EpochMs {
  return latest(of.idleSince, of.restUntil, of.backOffUntil);
}

/** Places taken by talks and open offers. */
export function taken(of: Seat): number {
  return of.talks.length + of.offers.length;
}

/**
 * Whether these are the volunteer's first talks. Counted at their end, so that the last of them is one, too, and a talk that
 * never came about is none.
 */
export function onProbation({
  talksEnded = 0,
  facts,
}: {
  readonly talksEnded?: number | undefined;
  readonly facts: Pick<SeatFacts, 'probationTalks'>;
}): boolean {
  return talksEnded < (facts.probationTalks ?? 0);
}

/**
 * Places a volunteer has now: one on probation. Where fewer were allowed while more were taken, what is taken goes on and
 * nothing new comes.
 */
export function placesOf(of: Seat): number {
  return Math.min(of.capacity, of.facts.capacityMax, onProbation(of) ? 1 : Infinity);
}

/**
 * Talks of the given day, open offers included: what the day's cap counts. A day that somebody's clock has already counted
 * is not forgotten by another whose clock still shows the day before (invariant 17).
 */
export function dayCount(of: Seat, date: string): number {
  return (of.day.date >= date ? of.day.talks : 0) + of.offers.length;
}

/** While somebody talks, no lease is needed: their presence is the talk. */
export function leaseLapsed(of: Seat, now: EpochMs): boolean {
  return of.on !== 'off' && of.talks.length === 0 && (of.leaseExpiresAt <= now || (of.until !== undefined && of.until <= now));
}

/** The seat as the end of a request leaves it, without its memory of having won it: one change with that. The very seat where it has none. */
export function withoutRequest(before: Seat, after: Seat, request: RequestId): Seat {
  const won = after.won.filter((one) => one.request !== request);
  return won.length === after.won.length ? after : { ...after, seq: before.seq + 1, won };
}
