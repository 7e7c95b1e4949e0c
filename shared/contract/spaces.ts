/** The public page of a space, its set-up in six steps, its help resources and its coordinators. */
import * as z from 'zod';
import { countriesMax, resourcesShownMax, spaceLimits, type Tunable } from '../domain/limits.ts';
import { closedBecauses } from '../domain/opening.ts';
import { confidentiality, evaluation, groundRuleItems, inclusivity, spaceResources, spaceSettings } from '../domain/space.ts';
import { publicResource } from '../domain/support/resource.ts';
import { spaceId } from '../domain/ids.ts';
import { audience, country, label, language, languages } from '../domain/vocabulary.ts';
import { estimate, isoTime, noInput, pageOf, pageQuery, reference, spaceState, strandingQuery, support } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

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
  calloutsAtOnce: tuned.calloutsAtOnce.unwrap().optional(),
  overtakesMax: tuned.overtakesMax.unwrap().optional(),
  scarcityPercent: tuned.scarcityPercent.unwrap().optional(),
  fitPercent: tuned.fitPercent.unwrap().optional(),
  evennessPercent: tuned.evennessPercent.unwrap().optional(),
});

/** The fields that may be edited, all optional. A new list of ground rules is a new version. The audience never changes. */
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

/** The fields of the six steps are required; all others have defaults. */
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

/** The fields that any caller may see. */
export const spaceView = z
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
    state: spaceState,
    /** Why the space is closed. Absent: it is open. */
    closedBecause: z.enum(closedBecauses).optional(),
    estimate,
    opensAt: isoTime.nullable(),
    /** When the space, which is open, closes. Null: it is closed, or it never closes. */
    closesAt: isoTime.nullable(),
    demo: z.boolean(),
    support,
  })
  .meta({ id: 'Space' });

/** The additional fields that its coordinators and operators see. */
export const spaceSettingsView = spaceView
  .omit({ support: true, state: true, closedBecause: true, estimate: true, opensAt: true, closesAt: true, dutyNow: true })
  .extend({
    duty: fields.duty,
    handover: fields.handover,
    credentialsRequired: fields.credentialsRequired,
    limits: fields.limits,
    policy: fields.policy,
    resources: spaceResources,
    confirmed: z.array(z.object({ country, at: isoTime })).max(countriesMax),
    /** Volunteers who are on and for whom the settings do not hold yet. They get no offer until they do, within a minute or two. */
    volunteersPending: z.int().nonnegative(),
  })
  .meta({ id: 'SpaceSettings' });

/** A space in a list. */
export const listedSpace = z
  .object({ id: spaceId, name: fields.name, state: spaceState, demo: z.boolean() })
  .meta({ id: 'ListedSpace' });

/** A coordinator in a list. The `sub` of a person is not stored, so the list cannot show it. */
export const coordinatorView = z
  .object({
    coordinator: reference.describe('The same word as in the audit of this space, and another one in every other space.'),
    you: z.boolean(),
    since: isoTime,
  })
  .meta({ id: 'Coordinator' });

const { space, country: ofCountry, sub } = pathParameters;
const open = { callers: ['anyone'], support: true } as const;
const byStaff = { callers: ['coordinator', 'operator'], support: false } as const;
const byOperator = { callers: ['operator'], support: false, function: 'operator', shed: 'never' } as const;

export const spaceRoutes = {
  showSpace: route({
    ...noInput,
    ...open,
    method: 'GET',
    path: '/v1/spaces/{space}',
    function: 'public',
    summary: 'Shows the public page of a space: whether it is open, and its ground rules.',
    params: { space },
    query: z.strictObject({ country: country.optional().describe('Show the help numbers of this country, ISO 3166-1 alpha-2.') }),
    etag: true,
    answers: { 200: spaceView, 304: null },
    problems: [],
    shed: 'whenever',
  }),
  listResources: route({
    ...noInput,
    ...open,
    method: 'GET',
    path: '/v1/spaces/{space}/resources',
    function: 'public',
    summary: 'Lists help for a country, a language or a topic.',
    params: { space },
    query: z.strictObject({
      country: country.optional().describe('Only help numbers of this country, ISO 3166-1 alpha-2.'),
      language: language.optional().describe('Help in this language first, BCP 47.'),
      topic: label.optional().describe('Help with this topic first.'),
    }),
    answers: { 200: z.object({ items: z.array(publicResource).max(resourcesShownMax), support }) },
    problems: [],
    shed: 'never',
  }),
  listSpaces: route({
    ...noInput,
    ...byStaff,
    method: 'GET',
    path: '/v1/spaces',
    function: 'sheddable',
    summary: 'Lists the spaces that the caller coordinates; for operators, all.',
    query: pageQuery,
    answers: { 200: pageOf(listedSpace) },
    problems: ['unauthenticated'],
    shed: 'console',
  }),
  showSettings: route({
    ...noInput,
    ...byStaff,
    method: 'GET',
    path: '/v1/spaces/{space}/settings',
    function: 'coordinator',
    summary: 'Shows everything that an edit of the space may change, as it is now.',
    params: { space },
    etag: true,
    answers: { 200: spaceSettingsView },
    problems: ['unauthenticated'],
    // A coordinator needs the `ETag` of this answer to edit the space, so it is never shed.
    shed: 'never',
  }),
  listCoordinators: route({
    ...noInput,
    ...byStaff,
    method: 'GET',
    path: '/v1/spaces/{space}/coordinators',
    function: 'sheddable',
    summary: 'Lists the coordinators of the space.',
    params: { space },
    query: pageQuery,
    answers: { 200: pageOf(coordinatorView) },
    problems: ['unauthenticated'],
    shed: 'console',
  }),
  createSpace: route({
    ...noInput,
    ...byOperator,
    method: 'POST',
    path: '/v1/spaces',
    summary: 'Creates a space in six steps.',
    body: spaceCreation,
    idempotencyKey: 'optional',
    etag: true,
    creates: true,
    answers: { 201: spaceSettingsView },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  }),
  editSpace: route({
    ...noInput,
    method: 'PATCH',
    path: '/v1/spaces/{space}',
    function: 'coordinator',
    summary: 'Changes the settings of a space.',
    callers: ['coordinator', 'operator'],
    params: { space },
    query: strandingQuery,
    body: spaceEdit,
    ifMatch: true,
    etag: true,
    answers: { 200: spaceSettingsView },
    problems: ['unauthenticated', 'unprocessable', 'would-strand', 'stale', 'precondition-required'],
    support: false,
    shed: 'never',
  }),
  confirmResources: route({
    ...noInput,
    method: 'PUT',
    path: '/v1/spaces/{space}/resources/{country}/confirmation',
    function: 'coordinator',
    summary: 'Confirms that the help numbers of a country were checked.',
    callers: ['coordinator'],
    params: { space, country: ofCountry },
    body: z.strictObject({ confirmed: z.literal(true).default(true) }).optional(),
    answers: {
      200: z.object({
        country,
        confirmedAt: isoTime,
        resources: z.array(publicResource).max(resourcesShownMax),
        closedBecause: z.enum(closedBecauses).optional(),
      }),
    },
    problems: ['unauthenticated', 'unprocessable'],
    support: false,
    shed: 'never',
  }),
  addCoordinator: route({
    ...noInput,
    ...byOperator,
    method: 'PUT',
    path: '/v1/spaces/{space}/coordinators/{sub}',
    summary: 'Adds a coordinator to the space.',
    params: { space, sub },
    answers: { 200: z.object({ space: spaceId, coordinator: z.literal(true) }) },
    problems: ['unauthenticated', 'forbidden'],
  }),
  removeCoordinator: route({
    ...noInput,
    ...byOperator,
    function: 'coordinator', // It may raise an alert, in the table that the function of operators never touches.
    method: 'DELETE',
    path: '/v1/spaces/{space}/coordinators/{sub}',
    summary: 'Removes a coordinator from the space.',
    params: { space, sub },
    answers: { 204: null },
    problems: ['unauthenticated', 'forbidden'],
  }),
} as const;
