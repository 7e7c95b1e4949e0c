/**
 * Who may serve whom, said a second time from PRODUCT.md and API.md, not from the code under test: pair by pair, in the
 * plainest way.
 */
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';

/** What keeps the two apart at that time; undefined: nothing. Rest, places and presence aside. */
export function apart(talk: Talk, seat: Seat, at: number): string | undefined {
  const { criteria: ask } = talk;
  const { facts } = seat;
  const spoken = ask.languages.some((language) => facts.languages.includes(language));
  const muted = ask.topics.find((topic) => facts.mutedTopics.includes(topic));
  const missing = ask.preferences.find(
    ({ attribute, value, strength }) => strength === 'require' && facts.attributes[attribute]?.includes(value) !== true,
  );
  const avoided = talk.excludedVolunteers.find(
    ({ volunteer, until }) => volunteer === seat.volunteer && (until === null || until > at),
  );
  if (!spoken) return 'no language shared';
  if (ask.role !== undefined && ask.role !== facts.role) return 'another role';
  if (!seat.channels.includes(ask.channel)) return 'another channel';
  if (missing !== undefined) return 'a required attribute missing';
  if (muted !== undefined) return 'a muted topic';
  if (!facts.active) return 'not active';
  if (facts.eligibleUntil !== null && facts.eligibleUntil <= at) return 'a credential expired';
  return avoided === undefined ? undefined : 'to be avoided';
}

/** What keeps the volunteer from any new offer at that time, the day's cap aside; undefined: nothing. */
export function busy(seat: Seat, at: number): string | undefined {
  if (seat.on !== 'on') return `is ${seat.on}`;
  if (seat.talks.length === 0 && seat.leaseExpiresAt <= at) return 'has not been heard of';
  if (seat.talks.length + seat.offers.length >= seat.capacity) return 'has no place left';
  if (seat.restUntil > at) return 'rests';
  return seat.backOffUntil > at ? 'let the last one lapse' : undefined;
}

/** From when on nothing the seeker merely prefers may keep anybody from them: preferences are relaxed by then, all of them. */
export function relaxedFrom(talk: Talk, policy: Pick<Policy, 'name' | 'preferredSeconds' | 'bestFitSeconds'>): number {
  const { sameVolunteer, topics, preferences } = talk.criteria;
  if (talk.need === 'notSafeNow' || policy.name === 'fcfs') return talk.askedAt;
  // Only the policy `fair` waits for a best fit.
  const fit = policy.name === 'fair' && (topics.length > 0 || preferences.some(({ strength }) => strength === 'prefer'));
  const seconds = Math.max(sameVolunteer === undefined ? 0 : policy.preferredSeconds, fit ? policy.bestFitSeconds : 0);
  return talk.askedAt + seconds * 1000;
}
