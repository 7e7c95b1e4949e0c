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
  type Tunable,
} from './limits.ts';
import { spaceId } from './ids.ts';
import { handover, storedHandover, usableHandover } from './meeting.ts';
import { policy } from './policy/policy.ts';
import { servingCountry } from './country.ts';
import { resource, storedResource, type Resource } from './support/resource.ts';
import { coversEdition } from './support/support.ts';
import { epochMs } from './time.ts';
import { linesOfText, lineOfText } from './text.ts';
import { audience, channel, country, labels, languages, role, storedLanguages } from './vocabulary.ts';

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

/** How the texts and entries of a space are judged: strictly when they are sent, and as they are when they are read from the store. */
interface Rules<Text, Spoken, Entry> {
  readonly line: (max: number) => Text;
  readonly lines: (max: number) => Text;
  readonly languages: Spoken;
  readonly entry: Entry;
}

/** The six steps, as texts and lists that people of the space write. */
function stepsOf<
  Text extends z.ZodType<string, string>,
  Spoken extends z.ZodType<string[], string[]>,
  Entry extends z.ZodType<Resource, Resource>,
>(rules: Rules<Text, Spoken, Entry>) {
  const statement = rules.lines(statementCharsMax);
  return {
    name: rules.line(nameCharsMax),
    purpose: statement,
    /** Step 2: few and short rules, so that a seeker in distress can read them. A new version needs new consent. */
    groundRuleItems: z.array(rules.lines(groundRuleCharsMax)).min(1).max(groundRulesMax),
    /** Step 3: what is kept, how long, who sees it, and the limits of confidentiality, in plain words. */
    confidentiality: z.strictObject({ kept: statement, limits: z.array(statement).max(listEntriesMax) }),
    /** Step 4. */
    inclusivity: z.strictObject({
      languages: rules.languages,
      /** Whether people meet only if they write the same script, as with simplified and traditional Chinese. Absent: in any script. */
      scriptsApart: z.boolean().optional(),
      /** Attributes that a seeker may prefer or require, as volunteers have them. */
      identityPreferences: labels,
      accessibility: statement.optional(),
    }),
    /** Step 5: the space's own entries, shown beside the verified lines of the seeker's country. */
    resources: z.strictObject({ entries: z.array(rules.entry).max(listEntriesMax) }),
    /** Step 6: what is asked after a conversation. */
    evaluation: z.strictObject({ questions: z.array(statement).max(listEntriesMax) }),
  };
}

/** The six steps as they are sent. */
const steps = stepsOf({ line: lineOfText, lines: linesOfText, languages, entry: resource });
export const { groundRuleItems, confidentiality, inclusivity, resources: spaceResources, evaluation } = steps;

/** The six steps as they are stored: an earlier version took texts and tags that are refused now. */
const storedText = () => z.string();
const { groundRuleItems: storedRules, ...storedSteps } = stepsOf({
  line: storedText,
  lines: storedText,
  languages: storedLanguages,
  entry: storedResource,
});

export const spaceSettings = z.strictObject({
  name: steps.name,
  purpose: steps.purpose,
  /** A crisis service must have a coordinator on duty whenever it is open. */
  crisis: z.boolean(),
  country,
  timeZone,
  audience,
  confidentiality,
  inclusivity,
  resources: spaceResources,
  evaluation,
  groundRules: z.strictObject({ version: z.int().positive(), items: groundRuleItems }),
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
  credentialsRequired: labels,
  limits,
  policy,
  /** A demo space needs no confirmed help numbers, and its support texts say that it is a demo. */
  demo: z.boolean(),
});
export type SpaceSettings = z.infer<typeof spaceSettings>;

export const space = spaceSettings.extend({
  ...storedSteps,
  groundRules: z.strictObject({ version: z.int().positive(), items: storedRules }),
  handover: storedHandover.optional(),
  id: spaceId,
  rev: z.string(),
  createdAt: epochMs,
  /** How often the rules that the facts of a seat follow from were changed. Absent: never. */
  rulesVersion: z.int().positive().optional(),
  /** No partner was ever added, so only a template can give links. Absent: a partner may, or an earlier version made the space. */
  unpartnered: z.literal(true).optional(),
  /** The countries whose help numbers a coordinator confirmed, with the time and a keyed digest of the coordinator. */
  confirmed: z.record(country, z.strictObject({ at: epochMs, by: z.string() })),
});
export type Space = z.infer<typeof space>;

/** When and by which coordinator the help numbers of a country were confirmed, or those of the country that serves a territory. */
export function confirmationOf(of: Space, where: string): Space['confirmed'][string] | undefined {
  return of.confirmed[where] ?? of.confirmed[servingCountry(where)];
}

/**
 * Whether the help numbers of the space's own country were confirmed as they are shown now. Until then the space stays closed.
 */
export function mayOpen(of: Space): boolean {
  const confirmed = confirmationOf(of, of.country);
  return of.demo || (confirmed !== undefined && coversEdition(confirmed.at));
}

/** Whether a seeker and a volunteer can meet: by the template of the space, or by the links of the partner who asks for the seeker. */
export function mayMeet(of: Space, byPartner: boolean): boolean {
  return byPartner || usableHandover(of.handover) !== undefined;
}
