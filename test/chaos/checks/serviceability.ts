/**
 * Which volunteer may serve which request. This repeats the rules of the requirements, pair by pair and in the simplest way. It
 * does not use the code under test.
 */
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';

/** Why the volunteer may not serve the request at that time. Undefined: no reason. Rest, capacity and presence do not count here. */
export function whyNotServed(talk: Talk, seat: Seat, at: number): string | undefined {
  const { criteria } = talk;
  const { facts } = seat;
  const spoken = criteria.languages.some((language) => facts.languages.includes(language));
  const muted = criteria.topics.find((topic) => facts.mutedTopics.includes(topic));
  const missing = criteria.preferences.find(
    ({ attribute, value, strength }) => strength === 'require' && facts.attributes[attribute]?.includes(value) !== true,
  );
  const excluded = talk.excludedVolunteers.find(
    ({ volunteer, until }) => volunteer === seat.volunteer && (until === null || until > at),
  );
  if (!spoken) return 'no language shared';
  if (criteria.role !== undefined && criteria.role !== facts.role) return 'another role';
  if (!seat.channels.includes(criteria.channel)) return 'another channel';
  if (missing !== undefined) return 'a required attribute missing';
  if (muted !== undefined) return 'a muted topic';
  if (!facts.active) return 'not active';
  if (facts.eligibleUntil !== null && facts.eligibleUntil <= at) return 'a credential expired';
  return excluded === undefined ? undefined : 'the volunteer is excluded';
}

/** Why the volunteer may get no new offer at that time. Undefined: no reason. The cap for the day does not count here. */
export function busy(seat: Seat, at: number): string | undefined {
  if (seat.on !== 'on') return `is ${seat.on}`;
  if (seat.leaseExpiresAt <= at) return 'has no valid lease';
  if (seat.talks.length + seat.offers.length >= seat.capacity) return 'has no free capacity';
  if (seat.restUntil > at) return 'rests';
  return seat.backOffUntil > at ? 'let the last one lapse' : undefined;
}

/** The time from which all preferences of the seeker are relaxed. From then on they exclude no volunteer. */
export function relaxedFrom(talk: Talk, policy: Pick<Policy, 'name' | 'preferredSeconds' | 'bestFitSeconds'>): number {
  const { sameVolunteer, topics, preferences } = talk.criteria;
  if (talk.need === 'notSafeNow' || policy.name === 'fcfs') return talk.askedAt;
  // Only the policy `fair` waits for a best fit.
  const fit = policy.name === 'fair' && (topics.length > 0 || preferences.some(({ strength }) => strength === 'prefer'));
  const seconds = Math.max(sameVolunteer === undefined ? 0 : policy.preferredSeconds, fit ? policy.bestFitSeconds : 0);
  return talk.askedAt + seconds * 1000;
}
