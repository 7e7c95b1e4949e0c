/** The OpenAPI 3.1 document, made from the same schemas that parse requests: nothing is written twice. */
import * as z from 'zod';
import { noBody } from './common.ts';
import { contract, resources, routeIds, type RouteId } from './contract.ts';
import { answerHeaders, headerParametersOf, headersOf, tellsQuota } from './headers.ts';
import { OpenApiSchemas, type Json } from './openapi-schemas.ts';
import { documentOf, nameOf, problemDocument } from './problem-documents.ts';
import { problems, type ProblemSlug } from './problems.ts';
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
  // The answer to a method that no operation describes.
  schemas.of(documentOf('method-not-allowed'), 'output');
  // What a socket is told, which has no operation here.
  schemas.of(documentOf('ticket-not-valid'), 'output');
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
      headers: answerHeaders,
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
    parameters: [...pathParametersOf(rules, schemas), ...queryParameters(rules, schemas), ...headerParametersOf(rules)],
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

function successes(rules: RouteContract, schemas: OpenApiSchemas): Json {
  return Object.fromEntries(
    Object.entries(rules.answers).map(([status, schema]) => [
      status,
      {
        description: status === '304' ? 'Unchanged.' : 'Done.',
        headers: headersOf(rules, Number(status)),
        ...(schema === null ? {} : { content: contentOf(schemas.of(schema, 'output'), rules) }),
      },
    ]),
  );
}

function contentOf(schema: Json, { csv }: RouteContract): Json {
  return { 'application/json': { schema }, ...(csv === true ? { 'text/csv': { schema: { type: 'string' } } } : {}) };
}

/** Refusals by their status; those that are the same on many routes stand once, among the components. */
function failures(rules: RouteContract, slugs: readonly ProblemSlug[], components: Components): Json {
  const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      // On a route with a quota the same refusal has more headers.
      const name = `${same.toSorted().map(nameOf).join('Or')}${tellsQuota(rules, status) ? 'WithQuota' : ''}`;
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
  const choices = slugs.map((slug) => schemas.of(documentOf(slug), 'output'));
  return choices.length === 1 ? { ...choices[0] } : { anyOf: choices };
}
