/** The live state of a volunteer: on or off, their offers and talks, their rest, and a copy of the facts that matching needs. */
import * as z from 'zod';
import { conversationId, offerId, requestId, spaceId, volunteerId, type RequestId } from './ids.ts';
import { seatIdempotencyKeysMax, spaceLimits, acceptedOffersMax } from './limits.ts';
import { seatsElsewhereMax } from './person-limits.ts';
import { silentSeatEvents } from './silent-events.ts';
import { epochMs, latest, type EpochMs } from './time.ts';
import { channel, foldedAttributes, foldedLabels, role, storedLanguages } from './vocabulary.ts';

export const seatOffer = z.strictObject({ id: offerId, request: requestId, at: epochMs, expiresAt: epochMs });
export const seatTalk = z.strictObject({ request: requestId, conversation: conversationId, at: epochMs });

/**
 * What matching needs of the profile. It is written together with the profile, so that eligibility is checked at every commit.
 * Topics and attributes are in the form in which labels are compared.
 */
export const seatFacts = z.strictObject({
  active: z.boolean(),
  role,
  languages: storedLanguages,
  /** Languages meet only in the same script, as the space wants it. Absent: in any script. */
  scriptsApart: z.literal(true).optional(),
  topics: foldedLabels,
  mutedTopics: foldedLabels,
  channels: z.array(channel).min(1),
  attributes: foldedAttributes,
  /** When the first of the required credentials expires. Null: the space requires none. 0: one is missing. */
  eligibleUntil: epochMs.nullable(),
  talksPerDay: z.int().positive(),
  capacityMax: z.int().min(1).max(spaceLimits.capacityMax.max),
  /** The version of the rules of the space from which the facts follow. Absent: the first. */
  rulesVersion: z.int().positive().optional(),
  /** Talks that must have ended before probation is over. Absent: there is no probation. */
  probationTalks: z.int().positive().max(spaceLimits.probationTalks.max).optional(),
});
export type SeatFacts = z.infer<typeof seatFacts>;

/** What the latest change of a seat was. `changed`: the facts, or a change that an older version wrote. */
export const seatEvent = z.enum([
  'on',
  'draining',
  'off',
  'changed',
  'offered',
  'declined',
  'lapsed',
  'withdrawn',
  'matched',
  'ended',
  'rematched',
  'rest-extended',
  'called-out',
  'forgotten',
  ...silentSeatEvents,
]);

/** Whether nothing is told of the latest change, which kept `seq`. */
export function isSilentSeat({ event }: { readonly event: z.infer<typeof seatEvent> }): boolean {
  return silentSeatEvents.some((silent) => silent === event);
}

export const seat = z.strictObject({
  space: spaceId,
  volunteer: volunteerId,
  rev: z.string(),
  /** The number of changes that a reader is told of. A renewal of the lease is none. */
  seq: z.int().positive(),
  event: seatEvent.default('changed'),
  /** `draining`: no new offers, and off at the end of the last talk. */
  on: z.enum(['on', 'draining', 'off']),
  /** Off, and about to be on. It is written before the space is read, so that an edit of the space finds this seat too. */
  entering: z.literal(true).optional(),
  /**
   * How often the volunteer has said off, or "after this one, off". A call of "on" that began before an off does not undo it. Absent: never.
   */
  offs: z.int().positive().optional(),
  /** Names one session of being on. A renewal of an ended session is refused. */
  session: z.string().optional(),
  leaseExpiresAt: epochMs,
  /** "Until six": at this time the volunteer goes off without a call. */
  until: epochMs.optional(),
  channels: z.array(channel).min(1),
  capacity: z.int().min(1).max(spaceLimits.capacityMax.max),
  offers: z.array(seatOffer).max(spaceLimits.capacityMax.max),
  talks: z.array(seatTalk).max(spaceLimits.capacityMax.max),
  idleSince: epochMs,
  restUntil: epochMs,
  /** No offer before this time, because the last offer lapsed. */
  backOffUntil: epochMs,
  day: z.strictObject({ date: z.string(), talks: z.int().nonnegative() }),
  /** Talks that came to their end, ever. Absent: none. A rematch does not count: the other side was never there. */
  talksEnded: z.int().positive().optional(),
  /** When the volunteer, while off, was last called out. Absent: never. */
  calledOutAt: epochMs.optional(),
  /** What the call-out was for, in coarse words. Deleted when the volunteer goes on. */
  callout: z.strictObject({ languages: storedLanguages, channel, role: role.optional() }).optional(),
  /** Offers that were accepted lately. A repeated accept finds its request here. */
  acceptedOffers: z.array(z.strictObject({ offer: offerId, request: requestId })).max(acceptedOffersMax),
  /** Idempotency keys (keyed digests) of recent "on" calls. */
  idempotencyKeys: z.array(z.string()).max(seatIdempotencyKeysMax),
  facts: seatFacts,
  /** The seats of the same person in other spaces. Absent: none. Never shown to any caller. */
  elsewhere: z
    .array(z.strictObject({ space: spaceId, volunteer: volunteerId }))
    .min(1)
    .max(seatsElsewhereMax)
    .optional(),
});
export type Seat = z.infer<typeof seat>;

/**
 * When the volunteer can take the next offer: the latest of idle-since, the end of rest and the end of back-off. A rest ends
 * without a write.
 */
export function availableAt(of: Seat): EpochMs {
  return latest(of.idleSince, of.restUntil, of.backOffUntil);
}

/**
 * Whether the facts of a seat that is on, or about to be, follow from older rules than these. Such a seat gets no offer before it has new facts.
 * Facts of newer rules are not behind: a caller that read the space before an edit may meet them.
 */
export function isBehind(of: Seat, space: { readonly rulesVersion?: number | undefined }): boolean {
  return (of.on !== 'off' || of.entering === true) && (of.facts.rulesVersion ?? 0) < (space.rulesVersion ?? 0);
}

/** Places that are taken by talks and open offers. */
export function taken(of: Seat): number {
  return of.talks.length + of.offers.length;
}

/**
 * Whether the volunteer is still in their first talks. A talk is counted at its end, so the last of the first talks still belongs
 * to probation. A talk that never took place is not counted.
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
 * The places a volunteer has now. On probation it is one. If fewer places are allowed than are taken, the talks and offers go on
 * and no new offer comes.
 */
export function capacityOf(of: Seat): number {
  return Math.min(of.capacity, of.facts.capacityMax, onProbation(of) ? 1 : Infinity);
}

/**
 * Talks that began on the given day. If one clock has already counted a new day, a clock that still shows the day before does not
 * reset the count (invariant 17).
 */
export function talksOn(of: Seat, date: string): number {
  return of.day.date >= date ? of.day.talks : 0;
}

/** Talks of the given day plus open offers: what the daily cap counts. */
export function dayCount(of: Seat, date: string): number {
  return talksOn(of, date) + of.offers.length;
}

/**
 * Whether the volunteer gave no sign for a whole lease, or has reached the time until which they are on. Such a volunteer gets no
 * new offer, also in the second place beside a talk. No lease is needed to keep a talk.
 */
export function isSilent(of: Seat, now: EpochMs): boolean {
  return of.leaseExpiresAt <= now || (of.until !== undefined && of.until <= now);
}

/** Whether a required credential has expired. */
export function eligibilityEnded({ facts }: Pick<Seat, 'facts'>, now: EpochMs): boolean {
  return facts.eligibleUntil !== null && facts.eligibleUntil <= now;
}

/**
 * Whether the volunteer goes off through time alone: silent and in no talk, or no longer eligible. During a talk no lease is
 * needed: the talk shows that the volunteer is present. The end of eligibility does not end a talk.
 */
export function isDueOff(of: Seat, now: EpochMs): boolean {
  return of.on !== 'off' && ((of.talks.length === 0 && isSilent(of, now)) || eligibilityEnded(of, now));
}

/**
 * The seat after the end of a request, without the accepted offer of that request. Both together are one change. Returns the seat
 * unchanged if it has no such offer.
 */
export function withoutRequest(before: Seat, after: Seat, request: RequestId): Seat {
  const acceptedOffers = after.acceptedOffers.filter((one) => one.request !== request);
  return acceptedOffers.length === after.acceptedOffers.length
    ? after
    : {
        ...after,
        seq: before.seq + 1,
        event: after === before ? 'forgotten' : after.event,
        acceptedOffers,
      };
}
