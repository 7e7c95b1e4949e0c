/**
 * Hard constraints: who may be offered to whom at all. Never bought off by a score; judged in the plan and again
 * in the transition that commits, at offer and at accept (invariant 6). Blocks are conditions of the transaction itself.
 */
import type { Seat } from './seat.ts';
import { dayCount, freeAt, onProbation, placesOf, taken } from './seat.ts';
import type { Ask, Talk } from './talk.ts';
import { avoids } from './talk.ts';
import type { EpochMs } from './time.ts';
import type { Preference } from './vocabulary.ts';

export const misfitCodes = [
  'no-shared-language',
  'other-role',
  'channel-not-offered',
  'attribute-missing',
  'topic-muted',
  'credential-missing',
  'not-active',
  'avoided',
  'off',
  'lease-lapsed',
  'at-capacity',
  'resting',
  'day-cap-reached',
  'on-probation',
] as const;
export type Misfit = (typeof misfitCodes)[number];

export interface Fit {
  readonly languages: readonly string[];
  readonly topics: readonly string[];
  readonly mutedTopics: readonly string[];
  readonly role: string;
  readonly channels: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** Whether someone with these attributes meets the preference. */
export function meets(has: Fit['attributes'], wanted: Preference): boolean {
  // Own names only: an attribute may be called `constructor`.
  return Object.hasOwn(has, wanted.attribute) && (has[wanted.attribute]?.includes(wanted.value) ?? false);
}

/**
 * What keeps a volunteer with these facts from ever serving this ask: language, role, channel, required attributes,
 * muted topics. The space's own answer to "could anybody serve?" and the first half of every pairing.
 */
export function misfits(asked: Ask, fit: Fit): readonly Misfit[] {
  const found: Misfit[] = [];
  if (!asked.languages.some((one) => fit.languages.includes(one))) found.push('no-shared-language');
  if (asked.role !== undefined && asked.role !== fit.role) found.push('other-role');
  if (!fit.channels.includes(asked.channel)) found.push('channel-not-offered');
  if (asked.preferences.some((wanted) => wanted.strength === 'require' && !meets(fit.attributes, wanted)))
    found.push('attribute-missing');
  if (asked.topics.some((topic) => fit.mutedTopics.includes(topic))) found.push('topic-muted');
  return found;
}

/** Facts of the seat as a fit: its channels are those chosen for this stretch of being on. */
export function fitOf(seat: Seat): Fit {
  return { ...seat.facts, channels: seat.channels };
}

/** What keeps this volunteer from holding this request, rest and room aside: judged at offer and again at accept. */
export function pairMisfits(talk: Talk, seat: Seat, now: EpochMs): readonly Misfit[] {
  const found: Misfit[] = [...misfits(talk.ask, fitOf(seat))];
  if (!seat.facts.active) found.push('not-active');
  if (seat.facts.eligibleUntil !== null && seat.facts.eligibleUntil <= now) found.push('credential-missing');
  if (avoids(talk, seat.volunteer, now)) found.push('avoided');
  return found;
}

/** What keeps this volunteer from any new offer now. `date` is the day in the space's time zone. */
export function roomMisfits(seat: Seat, date: string, now: EpochMs): readonly Misfit[] {
  const found: Misfit[] = [];
  if (seat.on !== 'on') found.push('off');
  else if ((seat.talks.length === 0 && seat.leaseExpiresAt <= now) || (seat.until ?? Infinity) <= now) found.push('lease-lapsed');
  if (taken(seat) >= placesOf(seat)) found.push('at-capacity');
  if (freeAt(seat) > now) found.push('resting');
  if (dayCount(seat, date) >= seat.facts.talksPerDay) found.push('day-cap-reached');
  return found;
}

/**
 * What keeps a beginner from any new offer now. Judged when an offer is made and not when it is accepted: an offer that was
 * made on duty is good for its window, the few seconds of which are no reason to take a talk back from both sides.
 */
export function dutyMisfits(seat: Seat, onDuty: boolean): readonly Misfit[] {
  return onProbation(seat) && !onDuty ? ['on-probation'] : [];
}
