/**
 * The hard constraints: which volunteer may be offered to which request at all. No score can outweigh them. They are checked in
 * the plan, and again in the transaction that commits an offer and an accept (invariant 6). Blocks are conditions of the
 * transaction itself.
 */
import { shareLanguage } from './language.ts';
import { availableAt, capacityOf, dayCount, eligibilityEnded, isSilent, onProbation, taken, type Seat } from './seat.ts';
import { type Talk, type Wishes, excludes } from './talk.ts';
import type { EpochMs } from './time.ts';
import type { Preference } from './vocabulary.ts';

export const violationCodes = [
  'no-shared-language',
  'other-role',
  'channel-not-offered',
  'attribute-missing',
  'topic-muted',
  'credential-missing',
  'not-active',
  'excluded',
  'off',
  'lease-lapsed',
  'at-capacity',
  'resting',
  'day-cap-reached',
  'on-probation',
  'space-closed',
] as const;
export type Violation = (typeof violationCodes)[number];

export interface Fit {
  readonly languages: readonly string[];
  readonly scriptsApart?: true | undefined;
  readonly topics: readonly string[];
  readonly mutedTopics: readonly string[];
  readonly role: string;
  readonly channels: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** Whether a volunteer with these attributes meets the preference. */
export function meets(has: Fit['attributes'], wanted: Pick<Preference, 'attribute' | 'value'>): boolean {
  // Only own properties count: an attribute may be called `constructor`.
  return Object.hasOwn(has, wanted.attribute) && (has[wanted.attribute]?.includes(wanted.value) ?? false);
}

/** A hard constraint: its code, and whether it excludes the pair. */
interface Rule<Of extends readonly unknown[]> {
  readonly code: Violation;
  readonly violated: (...of: Of) => boolean;
}

/** What stays true of a volunteer. `channels` are those of the profile, or those the volunteer chose for this session. */
const factRules: readonly Rule<[asked: Wishes, fit: Omit<Fit, 'channels'>, channels: Fit['channels']]>[] = [
  // Language comes first. Most volunteers who may not serve a request speak another language, so this rule saves checking the
  // others.
  { code: 'no-shared-language', violated: (asked, fit) => !shareLanguage(asked.languages, fit.languages, fit.scriptsApart) },
  { code: 'other-role', violated: (asked, fit) => asked.role !== undefined && asked.role !== fit.role },
  { code: 'channel-not-offered', violated: (asked, _fit, channels) => !channels.includes(asked.channel) },
  {
    code: 'attribute-missing',
    violated: (asked, fit) => asked.preferences.some((wanted) => wanted.strength === 'require' && !meets(fit.attributes, wanted)),
  },
  { code: 'topic-muted', violated: (asked, fit) => asked.topics.some((topic) => fit.mutedTopics.includes(topic)) },
];

/** What is true of a pair only for a time. */
const pairRules: readonly Rule<[talk: Talk, seat: Seat, now: EpochMs]>[] = [
  { code: 'not-active', violated: (_talk, { facts }) => !facts.active },
  {
    code: 'credential-missing',
    violated: (_talk, seat, now) => eligibilityEnded(seat, now),
  },
  { code: 'excluded', violated: (talk, { volunteer }, now) => excludes(talk, volunteer, now) },
];

function brokenBy<Of extends readonly unknown[]>(rules: readonly Rule<Of>[], ...of: Of): readonly Violation[] {
  const broken: Violation[] = [];
  for (const { code, violated: apart } of rules) if (apart(...of)) broken.push(code);
  return broken;
}

/**
 * The rules that exclude a volunteer with these facts from ever serving this request: language, role, channel, required
 * attributes, muted topics. A space uses this to answer "could any volunteer serve this?". It is also the first half of every
 * pair check.
 */
export function violations(asked: Wishes, fit: Fit): readonly Violation[] {
  return brokenBy(factRules, asked, fit, fit.channels);
}

/** The rules that exclude this pair as long as neither the request nor the volunteer's choices change. */
export function factViolations(talk: Talk, seat: Seat): readonly Violation[] {
  return brokenBy(factRules, talk.criteria, seat.facts, seat.channels);
}

/** The rules that exclude this pair. Rest and free places are not checked here. Used at the offer and again at the accept. */
export function pairViolations(talk: Talk, seat: Seat, now: EpochMs): readonly Violation[] {
  return [...factViolations(talk, seat), ...brokenBy(pairRules, talk, seat, now)];
}

/** Whether no rule excludes this pair. The same rules as `pairViolations`, but faster, because a plan checks many pairs. */
export function pairFits(talk: Talk, seat: Seat, now: EpochMs): boolean {
  for (const { violated: apart } of factRules) if (apart(talk.criteria, seat.facts, seat.channels)) return false;
  for (const { violated: apart } of pairRules) if (apart(talk, seat, now)) return false;
  return true;
}

/** What is the same for every volunteer of a space at one moment. */
export interface Moment {
  /** The day in the space's time zone, for the daily cap. */
  readonly date: string;
  /** Whether a coordinator is on duty, as a volunteer on probation needs. Absent: none is. */
  readonly onDuty?: boolean | undefined;
  /** The space is closed: talks and open offers go on, and nothing new begins. Absent: it is open. */
  readonly closed?: boolean | undefined;
}

/**
 * The rules that exclude this volunteer from any new offer now, in a new list. It is the one definition of who can be reached: the
 * planner, the check at the commit, the board and the public page all use it.
 */
export function roomViolations(seat: Seat, { date, onDuty = false, closed = false }: Moment, now: EpochMs): Violation[] {
  const found: Violation[] = [];
  if (seat.on !== 'on') found.push('off');
  else if (isSilent(seat, now)) found.push('lease-lapsed');
  if (!seat.facts.active) found.push('not-active');
  if (eligibilityEnded(seat, now)) found.push('credential-missing');
  if (taken(seat) >= capacityOf(seat)) found.push('at-capacity');
  if (availableAt(seat) > now) found.push('resting');
  if (dayCount(seat, date) >= seat.facts.talksPerDay) found.push('day-cap-reached');
  found.push(...dutyViolations(seat, onDuty));
  if (closed) found.push('space-closed');
  return found;
}

/** Whether an offer could reach this volunteer now. A volunteer who holds an open offer gets no second one. */
export function isReachable(seat: Seat, moment: Moment, now: EpochMs): boolean {
  return seat.offers.length === 0 && roomViolations(seat, moment, now).length === 0;
}

/**
 * The rule that excludes a new volunteer on probation from any new offer now. It is checked when an offer is made, not when it is
 * accepted. An offer made while a coordinator was on duty stays good for its window. Those few seconds are no reason to take a
 * talk away from both sides.
 */
export function dutyViolations(seat: Seat, onDuty: boolean): readonly Violation[] {
  return onProbation(seat) && !onDuty ? ['on-probation'] : [];
}
