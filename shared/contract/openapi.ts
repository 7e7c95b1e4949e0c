/** The OpenAPI 3.1 document, made from the same schemas that parse requests: nothing is written twice. */
import * as z from 'zod';
import { idempotencyKeyCharsMax, requestHeaderCharsMax } from '../domain/limits.ts';
import { problemDocument } from './common.ts';
import { contract } from './contract.ts';
import { conversationRoutes } from './conversations.ts';
import { coordinationRoutes } from './coordination.ts';
import { headers, headersOf } from './openapi-headers.ts';
import { OpenApiSchemas } from './openapi-schemas.ts';
import type { Json } from './openapi-schemas.ts';
import { operationRoutes } from './operations.ts';
import { pathParameters } from './path-parameters.ts';
import { problems } from './problems.ts';
import type { ProblemSlug } from './problems.ts';
import { problemsEverywhere } from './route.ts';
import type { RouteContract } from './route.ts';
import { spaceRoutes } from './spaces.ts';
import { talkRequestRoutes } from './talk-requests.ts';
import { volunteerRoutes } from './volunteers.ts';
import { routes } from '../routes.ts';
import type { RouteId, RouteShape } from '../routes.ts';

const bearer = {
  partner: 'partnerKey',
  seeker: 'seekerToken',
  volunteer: 'person',
  coordinator: 'person',
  operator: 'person',
} as const;

/** The document does not know what it is deployed as. */
const whichever = 'The deployment that serves this document: local, staging or production.';

/** The parts of the contract, for readers. */
const parts = [
  { name: 'Spaces', description: 'What anybody may see of a space, and its set-up.', routes: spaceRoutes },
  { name: 'Talk requests', description: 'Asking to talk, waiting, cancelling, being forgotten.', routes: talkRequestRoutes },
  { name: 'Conversations', description: 'What a match opens, until it ends, and afterwards.', routes: conversationRoutes },
  { name: 'Volunteers', description: 'Being available, and the offers that then come.', routes: volunteerRoutes },
  { name: 'Coordination', description: 'Running a space.', routes: coordinationRoutes },
  { name: 'Operation', description: 'Running the service: partners and their keys, coordinators.', routes: operationRoutes },
] as const;

/** Served at `/v1/openapi.json`. `url` is where this deployment answers; empty: relative to the document. */
export function openApiDocument({ version, url }: { readonly version: string; readonly url: string }): Json {
  const components: Components = { schemas: new OpenApiSchemas(), responses: new Map() };
  const { schemas, responses } = components;
  const problem = schemas.of(problemDocument, 'output');
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of routeIds()) {
    const { method, path } = routes[id];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(id, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Earshot',
      version,
      description:
        'Matches people who need to talk with someone who will listen. Every answer to a seeker carries help resources.',
      contact: { name: 'The Earshot project' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: url === '' ? '/' : url, description: whichever, 'x-internal': false }],
    tags: parts.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: problem, ...schemas.components },
      responses: Object.fromEntries(responses),
      headers,
      securitySchemes,
    },
  };
}

/** What several routes refer to, found on the way. */
interface Components {
  readonly schemas: OpenApiSchemas;
  readonly responses: Map<string, Json>;
}

const securitySchemes = {
  partnerKey: { type: 'http', scheme: 'bearer', description: 'A partner key, `ek_live_…` or `ek_test_…`.' },
  seekerToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The capability of one request, `est_…`, from the answer that created it.',
  },
  person: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'An OIDC access token, verified as RFC8725 asks: asymmetric algorithms only, issuer, audience and times checked. Operators need the scope `earshot/operator`.',
  },
} as const;

function routeIds(): readonly RouteId[] {
  const isRouteId = (id: string): id is RouteId => id in routes;
  return Object.keys(routes).filter(isRouteId);
}

function operation(id: RouteId, { schemas, responses }: Components): Json {
  const shape: RouteShape = routes[id];
  const rules: RouteContract = contract[id];
  const slugs: readonly ProblemSlug[] = [
    ...new Set([
      ...problemsEverywhere,
      ...rules.problems,
      ...(rules.body === undefined ? [] : (['too-large', 'unsupported-media-type'] as const)),
    ]),
  ];
  return {
    operationId: id,
    summary: rules.summary,
    description: descriptionOf(rules),
    tags: parts.filter(({ routes: among }) => id in among).map(({ name }) => name),
    security: securityOf(rules),
    parameters: [...pathParametersOf(shape.path, schemas), ...queryParameters(rules, schemas), ...headerParameters(rules)],
    ...(rules.body === undefined
      ? {}
      : {
          requestBody: {
            required: !rules.body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemas.of(rules.body, 'input') } },
          },
        }),
    responses: { ...successes(id, rules, schemas), ...failures(id, rules, slugs, responses) },
  };
}

function descriptionOf({ callers, support, waits, idempotencyKey, ifMatch }: RouteContract): string {
  const who = callers.map((caller) => (caller === 'anyone' ? 'anybody' : `a ${caller}`)).join(', ');
  return [
    `For ${who}.`,
    ...(support ? ['Every answer with a body holds `support`, errors included.'] : []),
    ...(waits === true ? ['May be held until it changes.'] : []),
    ...(idempotencyKey === undefined ? [] : ['The same `Idempotency-Key` and payload have one effect.']),
    ...(ifMatch === true ? ['Edits what was read, and nothing that changed since.'] : []),
  ].join(' ');
}

function securityOf({ callers }: RouteContract): readonly Json[] {
  const schemes = new Set(callers.flatMap((caller) => (caller === 'anyone' ? [] : [bearer[caller]])));
  return [...(callers.includes('anyone') ? [{}] : []), ...[...schemes].map((scheme) => ({ [scheme]: [] }))];
}

function pathParametersOf(path: string, schemas: OpenApiSchemas): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => {
    const { schema = z.string(), description = name } = pathParameters[name] ?? {};
    return { name, in: 'path', required: true, description, schema: schemas.of(schema, 'input') };
  });
}

const queryDescriptions: Readonly<Record<string, string>> = {
  limit: 'Items of a page, at most.',
  cursor: 'The `nextCursor` of the page before.',
  state: 'Only cases in this state.',
  country: 'Whose help numbers: ISO 3166-1 alpha-2.',
  language: 'A language they should speak, BCP 47.',
  topic: 'What they should be for.',
};

function queryParameters({ query }: RouteContract, schemas: OpenApiSchemas): readonly Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    description: queryDescriptions[name] ?? name,
    schema: schema instanceof z.ZodType ? schemas.of(schema, 'input') : {},
  }));
}

const entityTags = { pattern: '^(\\*|(W/)?"[^"]*"(\\s*,\\s*(W/)?"[^"]*")*)$', maxLength: requestHeaderCharsMax };
const keys = { pattern: '^[\\x21-\\x7e]+$', maxLength: idempotencyKeyCharsMax };

function headerParameters({ idempotencyKey, ifMatch, waits }: RouteContract): readonly Json[] {
  const header = (name: string, required: boolean, description: string, schema: Json): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string', ...schema },
  });
  return [
    ...(idempotencyKey === undefined
      ? []
      : [header('Idempotency-Key', idempotencyKey === 'required', 'The same key and payload: the same thing, once.', keys)]),
    ...(ifMatch === undefined ? [] : [header('If-Match', true, 'The `ETag` that was read.', entityTags)]),
    ...(waits === undefined
      ? []
      : [
          header('Prefer', false, '`wait=N`, 1 to 25 s, with `If-None-Match`: answers when the `ETag` changes.', {
            pattern: 'wait=\\d+',
            maxLength: requestHeaderCharsMax,
          }),
          header('If-None-Match', false, 'The `ETag` that is known.', entityTags),
        ]),
  ];
}

function successes(id: RouteId, rules: RouteContract, schemas: OpenApiSchemas): Json {
  return Object.fromEntries(
    Object.entries(rules.answers).map(([status, schema]) => [
      status,
      {
        description: status === '304' ? 'Unchanged.' : 'Done.',
        headers: headersOf(id, rules, Number(status)),
        ...(schema === null ? {} : { content: { 'application/json': { schema: schemas.of(schema, 'output') } } }),
      },
    ]),
  );
}

/** Refusals by their status; those that are the same on many routes stand once, among the components. */
function failures(id: RouteId, rules: RouteContract, slugs: readonly ProblemSlug[], responses: Map<string, Json>): Json {
  const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      const name = same.toSorted().map(capitalized).join('Or');
      responses.set(name, {
        description: same.map((slug) => `\`${slug}\`: ${problems[slug].title}.`).join(' '),
        headers: headersOf(id, rules, status),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      });
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

/** A slug as a name: `not-found` is `NotFound`. */
function capitalized(slug: string): string {
  return slug.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
