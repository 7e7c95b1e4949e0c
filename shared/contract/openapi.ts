/** The OpenAPI 3.1 document, made from the same schemas that parse requests: nothing is written twice. */
import * as z from 'zod';
import { problemDocument } from './common.ts';
import { contract } from './contract.ts';
import { problems } from './problems.ts';
import type { ProblemSlug } from './problems.ts';
import { problemsEverywhere } from './route.ts';
import type { RouteContract } from './route.ts';
import { routes } from '../routes.ts';
import type { RouteId, RouteShape } from '../routes.ts';

type Json = Readonly<Record<string, unknown>>;

const bearer = {
  partner: 'partnerKey',
  seeker: 'seekerToken',
  volunteer: 'person',
  coordinator: 'person',
  operator: 'person',
} as const;

/** Served at `/v1/openapi.json`. `url` is where this deployment answers; empty: relative to the document. */
export function openApiDocument({ version, url }: { readonly version: string; readonly url: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of routeIds()) {
    const shape: RouteShape = routes[id];
    paths[shape.path] = { ...paths[shape.path], [shape.method.toLowerCase()]: operation(id, shape, contract[id]) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Earshot',
      version,
      description:
        'Matches people who need to talk with someone who will listen. Every answer to a seeker carries help resources.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: url === '' ? '/' : url }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemDocument, 'output') },
      securitySchemes: {
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
          description: 'An OIDC access token; operators need the scope `earshot/operator`.',
        },
      },
    },
  };
}

function routeIds(): readonly RouteId[] {
  const isRouteId = (id: string): id is RouteId => id in routes;
  return Object.keys(routes).filter(isRouteId);
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return json;
}

function operation(id: RouteId, shape: RouteShape, rules: RouteContract): Json {
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
    tags: [shape.function],
    security: securityOf(rules),
    parameters: [...pathParameters(shape.path), ...queryParameters(rules), ...headerParameters(rules)],
    ...(rules.body === undefined
      ? {}
      : {
          requestBody: {
            required: !rules.body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemaOf(rules.body, 'input') } },
          },
        }),
    responses: { ...successes(rules), ...failures(slugs) },
  };
}

function securityOf({ callers }: RouteContract): readonly Json[] {
  const schemes = new Set(callers.flatMap((caller) => (caller === 'anyone' ? [] : [bearer[caller]])));
  return [...(callers.includes('anyone') ? [{}] : []), ...[...schemes].map((scheme) => ({ [scheme]: [] }))];
}

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters({ query }: RouteContract): readonly Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schema instanceof z.ZodType ? schemaOf(schema, 'input') : {},
  }));
}

function headerParameters({ idempotencyKey, ifMatch, waits }: RouteContract): readonly Json[] {
  const header = (name: string, required: boolean, description: string): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(idempotencyKey === undefined
      ? []
      : [header('Idempotency-Key', idempotencyKey === 'required', 'The same key and payload: the same thing, once.')]),
    ...(ifMatch === undefined ? [] : [header('If-Match', true, 'The `ETag` that was read.')]),
    ...(waits === undefined
      ? []
      : [
          header('Prefer', false, '`wait=N`, 1 to 25 s, with `If-None-Match`: answers when the `ETag` changes.'),
          header('If-None-Match', false, 'The `ETag` that is known.'),
        ]),
  ];
}

function successes({ answers }: RouteContract): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: status === '304' ? 'Unchanged.' : 'Done.',
        ...(schema === null ? {} : { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
      },
    ]),
  );
}

function failures(slugs: readonly ProblemSlug[]): Json {
  const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((slug) => `\`${slug}\`: ${problems[slug].title}.`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
