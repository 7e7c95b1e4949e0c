/**
 * The rules of matching, written a second time from the documents and the invariants. Nothing here comes from the checked code, so a mistake
 * there is not repeated here. The code is simple on purpose, and slow.
 */
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { isNew } from './duty.ts';

/** The facts about a moment. Times are milliseconds on the clock of the process that decides. */
export interface Moment {
  readonly now: number;
  /** The day in the space's time zone. */
  readonly date: string;
  readonly policy: Policy;
  /** Whether a coordinator is on duty. */
  readonly onDuty: boolean;
  /** Whether the space is closed. */
  readonly closed: boolean;
  /** Whether the pair is blocked. */
  isBlocked(talk: Talk, seat: Seat): boolean;
}

/** Why this volunteer may not hold this request. Undefined: allowed. */
export function pairObstacle(talk: Talk, seat: Seat, { now, isBlocked }: Pick<Moment, 'now' | 'isBlocked'>): string | undefined {
  const { criteria: ask } = talk;
  const { facts } = seat;
  if (talk.space !== seat.space) return 'of another space';
  if (new Set(ask.languages).isDisjointFrom(new Set(facts.languages))) return 'no shared language';
  if (ask.role !== undefined && ask.role !== facts.role) return 'another role';
  if (!seat.channels.includes(ask.channel) || !facts.channels.includes(ask.channel)) return 'another channel';
  for (const { attribute, value, strength } of ask.preferences)
    if (strength === 'require' && !valuesOf(seat, attribute).has(value)) return `lacks ${attribute} ${value}`;
  if (!new Set(ask.topics).isDisjointFrom(new Set(facts.mutedTopics))) return 'a muted topic';
  if (!facts.active) return 'not active';
  if (facts.eligibleUntil !== null && facts.eligibleUntil <= now) return 'an expired credential';
  const avoided = talk.excludedVolunteers.find((one) => one.volunteer === seat.volunteer);
  if (avoided !== undefined && (avoided.until === null || avoided.until > now)) return 'an excluded volunteer';
  return isBlocked(talk, seat) ? 'blocked' : undefined;
}

function valuesOf({ facts }: Seat, attribute: string): ReadonlySet<string> {
  return new Set(Object.entries(facts.attributes).find(([name]) => name === attribute)?.[1]);
}

/** Number of places of a volunteer: the chosen number, within the allowed number. A new volunteer has one. */
export function placesOf(seat: Seat): number {
  return isNew(seat) ? 1 : Math.min(seat.capacity, seat.facts.capacityMax);
}

/** Talks and open offers that count for the day's cap. */
export function countedToday(seat: Seat, date: string): number {
  return (seat.day.date === date ? seat.day.talks : 0) + seat.offers.length;
}

/** Whether the volunteer is present: on, with a valid lease or in a talk. */
export function isPresent(seat: Seat, now: number): boolean {
  if (seat.on !== 'on' || (seat.until !== undefined && seat.until <= now)) return false;
  return seat.talks.length > 0 || seat.leaseExpiresAt > now;
}

/** Why this volunteer may not get any new offer. Undefined: allowed. A talk needs no lease, and a new offer beside it does. */
export function seatObstacle(
  seat: Seat,
  { now, date, onDuty, closed }: Pick<Moment, 'now' | 'date' | 'onDuty' | 'closed'>,
): string | undefined {
  if (closed) return 'after the closing';
  if (!isPresent(seat, now)) return 'not present';
  if (seat.leaseExpiresAt <= now) return 'silent beside a talk';
  if (isNew(seat) && !onDuty) return 'new, and no coordinator is on duty';
  if (seat.talks.length + seat.offers.length >= placesOf(seat)) return 'no place left';
  if (seat.restUntil > now) return 'resting';
  if (seat.backOffUntil > now) return 'backing off';
  return countedToday(seat, date) >= seat.facts.talksPerDay ? 'at the cap of the day' : undefined;
}

/** The need class after waiting: one class higher per full period, never `notSafeNow`. */
export function classOf(talk: Talk, promotionSeconds: number, now: number): number {
  if (talk.need === 'notSafeNow') return 0;
  const base = { now: 1, soon: 2, whenever: 3 }[talk.need];
  const periods = Math.floor(Math.max(0, now - talk.askedAt) / (promotionSeconds * 1_000));
  return Math.max(1, base - periods);
}

/** Whether `a` comes before `b`: a higher need class, then the earlier request, then the lower id. */
export function isBefore(a: Talk, b: Talk, { policy, now }: Pick<Moment, 'policy' | 'now'>): boolean {
  const [classA, classB] = [classOf(a, policy.promotionSeconds, now), classOf(b, policy.promotionSeconds, now)];
  if (classA !== classB) return classA < classB;
  return a.askedAt === b.askedAt ? a.id < b.id : a.askedAt < b.askedAt;
}

/** Whether the preferences of a request, as relaxed by now, let this volunteer serve it. `seats`: the seats that the process knows. */
export function preferencesAdmit(talk: Talk, seat: Seat, seats: readonly Seat[], moment: Moment): boolean {
  const { policy, now, date, onDuty } = moment;
  if (policy.name === 'fcfs' || talk.need === 'notSafeNow') return true;
  const worthWaitingFor = seats.filter(
    (one) =>
      isPresent(one, now) &&
      (onDuty || !isNew(one)) &&
      countedToday(one, date) - one.offers.length < one.facts.talksPerDay &&
      pairObstacle(talk, one, moment) === undefined,
  );
  const isSame = (one: Seat): boolean => one.volunteer === talk.criteria.sameVolunteer;
  const waitedMs = now - talk.askedAt;
  if (waitedMs < policy.preferredSeconds * 1_000 && worthWaitingFor.some(isSame)) return isSame(seat);
  const isBest = (one: Seat): boolean => fitsBest(talk, one);
  // Only the policy `fair` waits for a best fit.
  if (policy.name === 'fair' && waitedMs < policy.bestFitSeconds * 1_000 && worthWaitingFor.some(isBest))
    return isBest(seat) || isSame(seat);
  return true;
}

/** All preferences are met, and one of the topics if any is named. A request with neither has no best fit to wait for. */
function fitsBest({ criteria: ask }: Talk, seat: Seat): boolean {
  if (ask.topics.length === 0 && ask.preferences.every(({ strength }) => strength === 'require')) return true;
  const liked = ask.preferences.every(({ attribute, value }) => valuesOf(seat, attribute).has(value));
  return liked && (ask.topics.length === 0 || !new Set(ask.topics).isDisjointFrom(new Set(seat.facts.topics)));
}
