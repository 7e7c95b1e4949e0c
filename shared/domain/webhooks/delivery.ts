/** One event for one endpoint, and what became of it. */
import * as z from 'zod';
import { deliveryId, endpointId, type DeliveryId } from '../ids.ts';
import { epochMs, plusSeconds, type EpochMs } from '../time.ts';
import { attempt, isGone, isTaken, type AttemptOutcome } from './attempt.ts';
import { eventData, eventType } from './event-types.ts';
import { attemptsKeptMax, deliveryKeptSeconds, subjectEventsMax } from './limits.ts';
import { nextAttemptAt } from './retry-schedule.ts';

export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const delivery = z.strictObject({
  id: deliveryId,
  rev: z.string(),
  endpoint: endpointId,
  type: eventType,
  /** What the event is about: deliveries of one subject are sent in their order. */
  subject: z.string(),
  /** The place among the events of the subject. */
  order: z.int().nonnegative().max(subjectEventsMax),
  /** What the event is about. The body is made of it for every attempt. */
  data: eventData,
  createdAt: epochMs,
  state: z.enum(deliveryStates),
  /** When the next attempt may be made. Only while pending. */
  dueAt: epochMs.optional(),
  /** Attempts of the present schedule. A replay begins a new one. */
  tries: z.int().nonnegative(),
  /** The last attempts, the oldest first. A replay adds to them. */
  attempts: z.array(attempt).max(attemptsKeptMax),
  /** When it is deleted. */
  keptUntil: epochMs,
});
export type Delivery = z.infer<typeof delivery>;

export interface NewDelivery extends Pick<Delivery, 'id' | 'endpoint' | 'type' | 'subject' | 'order' | 'data'> {
  readonly at: EpochMs;
}

/** An event that waits for its first attempt. */
export function newDelivery({ at, ...parts }: NewDelivery, now: EpochMs): Delivery {
  const keptUntil = plusSeconds(now, deliveryKeptSeconds);
  return { ...parts, rev: '', createdAt: at, state: 'pending', dueAt: now, tries: 0, attempts: [], keptUntil };
}

/** What came of one attempt. */
export interface Tried {
  readonly outcome: AttemptOutcome;
  readonly retryAfterSeconds?: number | undefined;
}

/** The delivery after an attempt: delivered, pending again, or failed after the last attempt. `random`: at least 0 and less than 1. */
export function attempted(of: Delivery, tried: Tried, random: number, now: EpochMs): Delivery {
  const { dueAt: _due, ...rest } = of;
  const tries = of.tries + 1;
  const attempts = [...of.attempts, { at: now, outcome: tried.outcome }].slice(-attemptsKeptMax);
  const after = { ...rest, tries, attempts };
  if (isTaken(tried.outcome)) return { ...after, state: 'delivered' };
  const dueAt = isGone(tried.outcome) ? undefined : nextAttemptAt({ tries, ...tried }, random, now);
  return dueAt === undefined ? { ...after, state: 'failed' } : { ...after, state: 'pending', dueAt };
}

/** It is not sent any more, because its endpoint is disabled. */
export function dropped(of: Delivery): Delivery {
  const { dueAt: _due, ...rest } = of;
  return { ...rest, state: 'failed' };
}

/** It is sent again, with a schedule of its own. What became of it before stays. */
export function replayed(of: Delivery, now: EpochMs): Delivery {
  return { ...of, state: 'pending', dueAt: now, tries: 0, keptUntil: plusSeconds(now, deliveryKeptSeconds) };
}

const timeDigits = 15;
const orderDigits = 6;

/**
 * The id of a delivery. It begins with the time of the event, so ids sort by it. `digest` comes from what makes the event one and the same, so that
 * an event that is met twice gets one id.
 */
export function deliveryIdOf(of: { readonly at: EpochMs; readonly order: number; readonly digest: string }): DeliveryId {
  const time = String(of.at).padStart(timeDigits, '0');
  return deliveryId.parse(`dlv_${time}-${String(of.order).padStart(orderDigits, '0')}-${of.digest.slice(0, digestChars)}`);
}

/** Characters of the digest in an id: 132 bits. */
const digestChars = 22;

/** The first id that a delivery of this time could have. */
export function firstIdAt(at: EpochMs): string {
  return `dlv_${String(at).padStart(timeDigits, '0')}`;
}
