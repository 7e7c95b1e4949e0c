/** The public page of a space, its set-up in six steps, and its help resources. */
import * as z from 'zod';
import { countriesMax, resourcesShownMax, spaceLimits } from '../domain/limits.ts';
import type { Tunable } from '../domain/limits.ts';
import { confidentiality, evaluation, groundRuleItems, inclusivity, spaceResources, spaceSettings } from '../domain/space.ts';
import { publicResource } from '../domain/support/resource.ts';
import { spaceId } from '../domain/ids.ts';
import { audience, country, label, language, languages } from '../domain/vocabulary.ts';
import { estimate, isoTime, noQuery, support } from './common.ts';
import type { RouteContract } from './route.ts';

const fields = spaceSettings.shape;
const within = (bound: Tunable) => z.int().min(bound.min).max(bound.max).optional();

const limitsEdit = z.strictObject({
  offerWindowSeconds: within(spaceLimits.offerWindowSeconds),
  restSeconds: within(spaceLimits.restSeconds),
  heavyRestSeconds: within(spaceLimits.heavyRestSeconds),
  talksPerDay: within(spaceLimits.talksPerDay),
  probationTalks: within(spaceLimits.probationTalks),
  capacityMax: within(spaceLimits.capacityMax),
  presenceLeaseSeconds: within(spaceLimits.presenceLeaseSeconds),
  stillThereSeconds: within(spaceLimits.stillThereSeconds),
  unmatchedExpirySeconds: within(spaceLimits.unmatchedExpirySeconds),
  talkSecondsMax: within(spaceLimits.talkSecondsMax),
  waitingMax: within(spaceLimits.waitingMax),
  retentionSeconds: within(spaceLimits.retentionSeconds),
});

const tuned = fields.policy.shape;

const policyEdit = z.strictObject({
  name: tuned.name.unwrap().optional(),
  preferredSeconds: tuned.preferredSeconds.unwrap().optional(),
  bestFitSeconds: tuned.bestFitSeconds.unwrap().optional(),
  promotionSeconds: tuned.promotionSeconds.unwrap().optional(),
  hedgeAfterSeconds: tuned.hedgeAfterSeconds.unwrap().unwrap().nullable().optional(),
  hedgeSurplus: tuned.hedgeSurplus.unwrap().optional(),
  pagesAtOnce: tuned.pagesAtOnce.unwrap().optional(),
  overtakesMax: tuned.overtakesMax.unwrap().optional(),
  scarcityPercent: tuned.scarcityPercent.unwrap().optional(),
  fitPercent: tuned.fitPercent.unwrap().optional(),
  evennessPercent: tuned.evennessPercent.unwrap().optional(),
});

/** What may be edited; everything optional. A new list of ground rules is a new version. The audience never changes. */
export const spaceEdit = z.strictObject({
  name: fields.name.optional(),
  purpose: fields.purpose.optional(),
  crisis: z.boolean().optional(),
  groundRules: z.strictObject({ items: groundRuleItems }).optional(),
  confidentiality: confidentiality.optional(),
  inclusivity: inclusivity.optional(),
  resources: spaceResources.optional(),
  evaluation: evaluation.optional(),
  timeZone: fields.timeZone.optional(),
  roles: fields.roles.optional(),
  topics: fields.topics.optional(),
  channels: fields.channels.optional(),
  hours: fields.hours.optional(),
  duty: fields.duty.optional(),
  handover: fields.handover.unwrap().nullable().optional(),
  direct: z.boolean().optional(),
  credentialsRequired: fields.credentialsRequired.optional(),
  limits: limitsEdit.optional(),
  policy: policyEdit.optional(),
});
export type SpaceEdit = z.infer<typeof spaceEdit>;

/** The six steps are asked for; the rest has defaults. */
export const spaceCreation = spaceEdit
  .extend({
    name: fields.name,
    purpose: fields.purpose,
    country: fields.country,
    timeZone: fields.timeZone.default('UTC'),
    audience: fields.audience.default('adult'),
    groundRules: z.strictObject({ items: groundRuleItems }),
    confidentiality,
    inclusivity,
    resources: spaceResources.default({ entries: [] }),
    evaluation: evaluation.default({ questions: ['Did you feel heard?'] }),
    demo: z.boolean().default(false),
  })
  .strict();
export type SpaceCreation = z.infer<typeof spaceCreation>;

/** What anybody may see. */
export const spacePage = z
  .object({
    id: spaceId,
    name: fields.name,
    purpose: fields.purpose,
    crisis: z.boolean(),
    audience,
    country,
    timeZone: fields.timeZone,
    groundRules: z.object({ version: z.int(), items: groundRuleItems }),
    confidentiality,
    inclusivity,
    evaluation,
    roles: fields.roles,
    topics: fields.topics,
    languages,
    channels: fields.channels,
    hours: fields.hours,
    dutyNow: z.boolean(),
    direct: z.boolean(),
    state: z.enum(['open', 'busy', 'full', 'closed']),
    /** Why it is closed, where it is. */
    closedBecause: z.enum(['outside-hours', 'resources-not-confirmed', 'nobody-on-duty']).optional(),
    estimate,
    opensAt: isoTime.nullable(),
    demo: z.boolean(),
    support,
  })
  .meta({ id: 'Space' });

/** What its coordinators and operators see beside that. */
export const spaceSettingsPage = spacePage
  .omit({ support: true, state: true, closedBecause: true, estimate: true, opensAt: true, dutyNow: true })
  .extend({
    duty: fields.duty,
    handover: fields.handover,
    credentialsRequired: fields.credentialsRequired,
    limits: fields.limits,
    policy: fields.policy,
    resources: spaceResources,
    confirmed: z.array(z.object({ country, at: isoTime })).max(countriesMax),
  })
  .meta({ id: 'SpaceSettings' });

const resourcesQuery = z.strictObject({ country: country.optional(), language: language.optional(), topic: label.optional() });

export const spaceRoutes = {
  showSpace: {
    summary: 'The public page of a space: whether it is open, and what to agree to.',
    callers: ['anyone'],
    support: true,
    etag: true,
    query: z.strictObject({ country: country.optional() }),
    answers: { 200: spacePage, 304: null },
    problems: [],
  },
  listResources: {
    summary: 'Help for a country, a language, a topic.',
    callers: ['anyone'],
    support: true,
    query: resourcesQuery,
    answers: { 200: z.object({ items: z.array(publicResource).max(resourcesShownMax), support }) },
    problems: [],
  },
  createSpace: {
    summary: 'Opens a space in six steps.',
    callers: ['operator'],
    support: false,
    etag: true,
    idempotencyKey: 'optional',
    query: noQuery,
    body: spaceCreation,
    answers: { 201: spaceSettingsPage },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  },
  editSpace: {
    summary: 'Changes the settings of a space.',
    callers: ['coordinator', 'operator'],
    support: false,
    etag: true,
    ifMatch: true,
    query: noQuery,
    body: spaceEdit,
    answers: { 200: spaceSettingsPage },
    problems: ['unauthenticated', 'stale', 'precondition-required'],
  },
  confirmResources: {
    summary: 'A coordinator confirms to have checked the help numbers of a country.',
    callers: ['coordinator'],
    support: false,
    query: noQuery,
    body: z.strictObject({ confirmed: z.literal(true).default(true) }).optional(),
    answers: { 200: z.object({ country, confirmedAt: isoTime, resources: z.array(publicResource).max(resourcesShownMax) }) },
    problems: ['unauthenticated', 'unprocessable'],
  },
} as const satisfies Record<string, RouteContract>;
