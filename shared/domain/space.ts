/** A space: the service of one community, set up in six steps. */
import * as z from 'zod';
import { hours } from './hours/hours.ts';
import { timeZone } from './hours/time-zone.ts';
import {
  groundRuleCharsMax,
  groundRulesMax,
  listEntriesMax,
  nameCharsMax,
  spaceLimits,
  statementCharsMax,
  urlCharsMax,
  type Tunable,
} from './limits.ts';
import { spaceId } from './ids.ts';
import { policy } from './policy/policy.ts';
import { resource } from './support/resource.ts';
import { coversEdition } from './support/support.ts';
import { epochMs } from './time.ts';
import { audience, channel, country, label, labels, languages, role } from './vocabulary.ts';

const statement = z.string().min(1).max(statementCharsMax);

const tuned = (bound: Tunable) => z.int().min(bound.min).max(bound.max).default(bound.default);

export const limits = z.strictObject({
  offerWindowSeconds: tuned(spaceLimits.offerWindowSeconds),
  restSeconds: tuned(spaceLimits.restSeconds),
  heavyRestSeconds: tuned(spaceLimits.heavyRestSeconds),
  talksPerDay: tuned(spaceLimits.talksPerDay),
  probationTalks: tuned(spaceLimits.probationTalks),
  capacityMax: tuned(spaceLimits.capacityMax),
  presenceLeaseSeconds: tuned(spaceLimits.presenceLeaseSeconds),
  stillThereSeconds: tuned(spaceLimits.stillThereSeconds),
  unmatchedExpirySeconds: tuned(spaceLimits.unmatchedExpirySeconds),
  talkSecondsMax: tuned(spaceLimits.talkSecondsMax),
  waitingMax: tuned(spaceLimits.waitingMax),
  retentionSeconds: tuned(spaceLimits.retentionSeconds),
});
export type Limits = z.infer<typeof limits>;

/** Step 2: few and short rules, so that a seeker in distress can read them. A new version needs new consent. */
export const groundRuleItems = z.array(z.string().min(1).max(groundRuleCharsMax)).min(1).max(groundRulesMax);

/** Step 3: what is kept, how long, who sees it, and the limits of confidentiality, in plain words. */
export const confidentiality = z.strictObject({ kept: statement, limits: z.array(statement).max(listEntriesMax) });

/** Step 4. */
export const inclusivity = z.strictObject({
  languages,
  /** Attributes that a seeker may prefer or require, as volunteers have them. */
  identityPreferences: labels,
  accessibility: statement.optional(),
});

/** Step 5: the space's own entries, shown beside the verified lines of the seeker's country. */
export const spaceResources = z.strictObject({ entries: z.array(resource).max(listEntriesMax) });

/** Step 6: what is asked after a conversation. */
export const evaluation = z.strictObject({ questions: z.array(statement).max(listEntriesMax) });

/** Where the two sides meet, with `{conversation}` filled in for each match. Without it the partner sends the links. */
const wayIn = z.url({ protocol: /^https?$/u }).max(urlCharsMax);
export const handover = z.strictObject({ seekerUrl: wayIn, volunteerUrl: wayIn });

export const spaceSettings = z.strictObject({
  name: z.string().min(1).max(nameCharsMax),
  purpose: statement,
  /** A crisis service must have a coordinator on duty whenever it is open. */
  crisis: z.boolean(),
  country,
  timeZone,
  audience,
  groundRules: z.strictObject({ version: z.int().positive(), items: groundRuleItems }),
  confidentiality,
  inclusivity,
  resources: spaceResources,
  evaluation,
  roles: z.array(role).min(1).max(role.options.length),
  topics: labels,
  channels: z.array(channel).min(1).max(channel.options.length),
  hours,
  /** When a coordinator is on duty. */
  duty: hours,
  handover: handover.optional(),
  /** Whether a seeker may ask without a partner. */
  direct: z.boolean(),
  /** Kinds of credential that a volunteer must hold, unexpired, to get any offer. */
  credentialsRequired: z.array(label).max(listEntriesMax),
  limits,
  policy,
  /** A demo space needs no confirmed help numbers, and its support texts say that it is a demo. */
  demo: z.boolean(),
});
export type SpaceSettings = z.infer<typeof spaceSettings>;

export const space = spaceSettings.extend({
  id: spaceId,
  rev: z.string(),
  createdAt: epochMs,
  /** How often the rules that the facts of a seat follow from were changed. Absent: never. */
  rulesVersion: z.int().positive().optional(),
  /** The countries whose help numbers a coordinator confirmed, with the time and a keyed digest of the coordinator. */
  confirmed: z.record(z.string(), z.strictObject({ at: epochMs, by: z.string() })),
});
export type Space = z.infer<typeof space>;

/**
 * Whether the help numbers of the space's own country were confirmed as they are shown now. Until then the space stays closed.
 */
export function mayOpen(of: Space): boolean {
  const confirmed = of.confirmed[of.country];
  return of.demo || (confirmed !== undefined && coversEdition(confirmed.at));
}
