/** The OpenAPI 3.1 document, made from the same schemas that parse requests: nothing is written twice. */
import * as z from 'zod';
import { idempotencyKeyCharsMax, requestHeaderCharsMax } from '../domain/limits.ts';
import { noBody, problemDocument } from './common.ts';
import { contract, resources, routeIds, type RouteId } from './contract.ts';
import { headers, headersOf } from './openapi-headers.ts';
import { OpenApiSchemas, type Json } from './openapi-schemas.ts';
import { membersOf, problems, problemSlugs, problemType, type ProblemSlug } from './problems.ts';
import { problemsEverywhere, type RouteContract } from './route.ts';

const bearer = {
  partner: 'partnerKey',
  seeker: 'seekerToken',
  volunteer: 'person',
  coordinator: 'person',
  operator: 'person',
} as const;

/** The document does not know the stage of its deployment. */
const anyStage = 'The deployment that serves this document: local, staging or production.';

/** Served at `/v1/openapi.json`. `url` is where this deployment answers; empty: relative to the document. */
export function openApiDocument({ version, url }: { readonly version: string; readonly url: string }): Json {
  const components: Components = { schemas: new OpenApiSchemas(), responses: new Map() };
  const { schemas, responses } = components;
  const problem = schemas.of(problemDocument, 'output');
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of routeIds) {
    const { method, path } = contract[id];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(id, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Earshot',
      version,
      description: 'Matches people who need to talk with someone who will listen. Every answer to a seeker holds help resources.',
      contact: { name: 'The Earshot project' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: url === '' ? '/' : url, description: anyStage, 'x-internal': false }],
    tags: resources.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: problem, ...schemas.components },
      responses: Object.fromEntries(responses),
      headers,
      securitySchemes,
    },
  };
}

/** The components that several routes refer to, collected during the creation of the document. */
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

function operation(id: RouteId, components: Components): Json {
  const { schemas } = components;
  const rules: RouteContract = contract[id];
  const takesBody = rules.body !== noBody;
  const slugs: readonly ProblemSlug[] = [
    ...new Set([
      ...problemsEverywhere,
      ...rules.problems,
      ...(takesBody ? (['too-large', 'unsupported-media-type'] as const) : []),
    ]),
  ];
  return {
    operationId: id,
    summary: rules.summary,
    description: descriptionOf(rules),
    tags: resources.filter(({ routes }) => id in routes).map(({ name }) => name),
    security: securityOf(rules),
    parameters: [...pathParametersOf(rules, schemas), ...queryParameters(rules, schemas), ...headerParameters(rules)],
    ...(takesBody
      ? {
          requestBody: {
            required: !rules.body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemas.of(rules.body, 'input') } },
          },
        }
      : {}),
    responses: { ...successes(rules, schemas), ...failures(rules, slugs, components) },
  };
}

function descriptionOf({ callers, support, waits, idempotencyKey, ifMatch }: RouteContract): string {
  const who = callers.map((caller) => (caller === 'anyone' ? 'any caller' : `a ${caller}`)).join(', ');
  return [
    `For ${who}.`,
    ...(support ? ['Every answer with a body holds `support`, errors included.'] : []),
    ...(waits === true ? ['The answer may be held until it changes.'] : []),
    ...(idempotencyKey === 'none' ? [] : ['Calls with the same `Idempotency-Key` and body take effect once.']),
    ...(ifMatch === true ? ['The edit is refused if the resource has changed since it was read.'] : []),
  ].join(' ');
}

function securityOf({ callers }: RouteContract): readonly Json[] {
  const schemes = new Set(callers.flatMap((caller) => (caller === 'anyone' ? [] : [bearer[caller]])));
  return [...(callers.includes('anyone') ? [{}] : []), ...[...schemes].map((scheme) => ({ [scheme]: [] }))];
}

function pathParametersOf({ params }: RouteContract, schemas: OpenApiSchemas): readonly Json[] {
  return Object.entries(params).map(([name, schema]) => ({ ...parameter(name, schema, schemas), in: 'path', required: true }));
}

function queryParameters({ query }: RouteContract, schemas: OpenApiSchemas): readonly Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    ...parameter(name, schema, schemas),
    in: 'query',
    required: false,
  }));
}

/** The description of a parameter stands in the parameter, not in its schema. */
function parameter(name: string, described: unknown, schemas: OpenApiSchemas): Json {
  const { description = name, ...schema } = described instanceof z.ZodType ? schemas.of(described, 'input') : {};
  return { name, description, schema };
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
    ...(idempotencyKey === 'none'
      ? []
      : [
          header(
            'Idempotency-Key',
            idempotencyKey === 'required',
            'Repeat it with the same body: the call takes effect once.',
            keys,
          ),
        ]),
    ...(ifMatch === undefined ? [] : [header('If-Match', true, 'The `ETag` of the resource as it was read.', entityTags)]),
    ...(waits === undefined
      ? []
      : [
          header('Prefer', false, '`wait=N`, 1 to 25 s, with `If-None-Match`: the answer is held until the `ETag` changes.', {
            pattern: 'wait=\\d+',
            maxLength: requestHeaderCharsMax,
          }),
          header('If-None-Match', false, 'The `ETag` that the caller has.', entityTags),
        ]),
  ];
}

function successes(rules: RouteContract, schemas: OpenApiSchemas): Json {
  return Object.fromEntries(
    Object.entries(rules.answers).map(([status, schema]) => [
      status,
      {
        description: status === '304' ? 'Unchanged.' : 'Done.',
        headers: headersOf(rules, Number(status)),
        ...(schema === null ? {} : { content: { 'application/json': { schema: schemas.of(schema, 'output') } } }),
      },
    ]),
  );
}

/** Refusals by their status; those that are the same on many routes stand once, among the components. */
function failures(rules: RouteContract, slugs: readonly ProblemSlug[], components: Components): Json {
  const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      const name = same.toSorted().map(capitalized).join('Or');
      components.responses.set(name, {
        description: same.map((slug) => `\`${slug}\`: ${problems[slug].title}.`).join(' '),
        headers: headersOf(rules, status),
        content: { 'application/problem+json': { schema: problemSchema(same, components.schemas) } },
      });
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

/** One of the documents of problems with the same status. */
function problemSchema(slugs: readonly ProblemSlug[], schemas: OpenApiSchemas): Json {
  const own = slugs.map((slug) => documentsWithMembers.get(slug)).filter((document) => document !== undefined);
  const choices = [
    ...own.map((document) => schemas.of(document, 'output')),
    ...(own.length < slugs.length ? [{ $ref: '#/components/schemas/Problem' }] : []),
  ];
  return choices.length === 1 ? { ...choices[0] } : { anyOf: choices };
}

/** The documents that have members of their own, by slug. */
const documentsWithMembers: ReadonlyMap<string, z.ZodType> = new Map(
  problemSlugs.flatMap((slug) => {
    const members = membersOf(slug);
    if (members === undefined) return [];
    const document = problemDocument.extend({ type: z.literal(problemType(slug)), ...members });
    return [[slug, document.meta({ id: `${capitalized(slug)}Problem` })]];
  }),
);

/** A slug as a name: `not-found` is `NotFound`. */
function capitalized(slug: string): string {
  return slug.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
