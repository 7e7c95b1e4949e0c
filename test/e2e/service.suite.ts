import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { aSpace, createSpace } from './support/a-space.ts';
import { aVolunteer } from './support/a-volunteer.ts';
import { callPath, callRaw, succeeded, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';
import { anOperator, theService } from './support/service.ts';

const shapes: readonly RouteContract[] = Object.values(contract);

const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().min(1),
  schema: z.looseObject({}),
});
const looseObject = z.looseObject({});
const reference = z.strictObject({ $ref: z.string().startsWith('#/components/') });
const content = z.record(z.string(), z.strictObject({ schema: z.looseObject({}) }));
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), reference),
  content: content.optional(),
});
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.tuple([]))),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/u), z.union([reference, response])),
});
type Operation = z.infer<typeof operation>;

/** The parts of OpenAPI 3.1 that the document uses. A field that 3.1 does not have, or has elsewhere, is refused. */
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/u),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    contact: z.strictObject({ name: z.string() }),
    license: z.strictObject({ name: z.string(), url: z.url() }),
  }),
  servers: z.array(z.strictObject({ url: z.string(), description: z.string(), 'x-internal': z.boolean() })).min(1),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(z.string().startsWith('/'), z.record(z.enum(['get', 'put', 'post', 'delete', 'patch']), operation.optional())),
  components: z.strictObject({
    schemas: z.record(z.string(), z.looseObject({})),
    responses: z.record(z.string(), response),
    headers: z.record(z.string(), z.strictObject({ description: z.string(), schema: z.looseObject({}) })),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.literal('http'), scheme: z.literal('bearer') })),
  }),
});

const document = async () => openApi.parse(await succeeds('openapi', {}));

async function operations(): Promise<readonly { readonly method: string; readonly path: string; readonly of: Operation }[]> {
  const { paths } = await document();
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, of]) => (of === undefined ? [] : [{ method: method.toUpperCase(), path, of }])),
  );
}

/**
 * A schema that stands alone: it contains what it refers to. Without the patterns that name classes of letters, since zod compiles the patterns
 * of a JSON Schema without Unicode.
 */
function standing(schema: object): z.infer<typeof looseObject> {
  return looseObject.parse(JSON.parse(JSON.stringify(schema, withoutClasses).replaceAll('#/components/schemas/', '#/$defs/')));
}

const withoutClasses = (key: string, value: unknown): unknown =>
  key === 'pattern' && String(value).includes(String.raw`\p{`) ? undefined : value;

describe.concurrent('the service', () => {
  it('answers with its status and its version', async () => {
    const { status, version } = await succeeds('health', {});
    expect(status).toBe('ok');
    expect(version).toMatch(/\S/u);
  });

  it('says at its address what runs, and where to go', async () => {
    const { name, version, links } = await succeeds('showService', {});
    expect(name).toBe('Earshot');
    expect(version).toMatch(/\S/u);
    for (const link of Object.values(links)) expect((await fetch(link)).status).toBe(200);
  });

  it('serves the contract as a valid OpenAPI 3.1 document', async () => {
    const { components, paths, tags } = await document();
    const all = await operations();
    expect(new Set(all.map(({ of }) => of.operationId)).size).toBe(all.length);
    for (const { path, of } of all) {
      const inPath = of.parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name));
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(new Set(of.parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(of.parameters.length);
      for (const scheme of of.security.flatMap((one) => Object.keys(one)))
        expect(components.securitySchemes).toHaveProperty(scheme);
    }
    const references = [...JSON.stringify({ components, paths }).matchAll(/"\$ref":"#\/components\/([^"]+)"/gu)].map(
      ([, to = '']) => to.split('/'),
    );
    for (const to of references) expect(components).toHaveProperty(to);
    expect([...new Set(all.flatMap(({ of }) => of.tags))].toSorted()).toEqual(tags.map(({ name }) => name).toSorted());
  });

  it('documents exactly the existing routes', async () => {
    const described = (await operations()).map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(shapes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('is documented by schemas that accept its answers and refuse others', async () => {
    const body = await succeeded(createSpace(await anOperator()));
    const { components } = await document();
    const made = (await operations()).find(({ of }) => of.operationId === 'createSpace');
    const created = response.parse(made?.of.responses['201']).content?.['application/json']?.schema;
    const schema = z.fromJSONSchema(standing({ ...created, $defs: components.schemas }));
    expect(schema.safeParse(body).error).toBeUndefined();
    expect(schema.safeParse({ ...z.looseObject({}).parse(body), audience: 'all' }).success).toBe(false);
  });

  it('takes JSON by any of its media types', async () => {
    const volunteer = await aVolunteer(await aSpace());
    for (const type of [
      'application/json; charset=utf-8',
      'Application/JSON',
      'application/merge-patch+json',
      'application/problem+json;x=y',
    ]) {
      const sent = { ...volunteer.as, headers: { 'content-type': type } };
      expect([type, (await callRaw('editMe', { ...sent, text: '{"topics":["grief"]}' })).status]).toEqual([type, 200]);
    }
  });

  it('answers 404 with help for an unknown path', async () => {
    const paths = [
      '/v1',
      '/v1/health/',
      '/v2/health',
      '/v1//health',
      `/v1/${canary('path')}`,
      `/v1/spaces/${canary('path')}/x/y?q=${canary('query')}`,
    ];
    for (const path of [...paths, '/v1/spaces/%ff', '/v1/..%2f..%2fhealth']) {
      expect([path, (await callPath('GET', path)).problem]).toEqual([path, 'not-found']);
    }
  });

  it('answers HEAD as GET, without the body', async () => {
    const space = await aSpace();
    for (const path of ['/v1/health', `/v1/spaces/${space.id}`, `/v1/spaces/${space.id}/resources`, '/v1/me']) {
      const ask = (method: string) => fetch(`${theService().url}${path}`, { method });
      const [got, head] = [await ask('GET'), await ask('HEAD')];
      expect([path, head.status, await head.text()]).toEqual([path, got.status, '']);
      for (const name of ['content-type', 'cache-control', 'etag', 'www-authenticate'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, got.headers.get(name)]);
      await got.body?.cancel();
    }
  });

  it('answers 405 with help and the allowed methods, on every path', async () => {
    const byPath = Map.groupBy(shapes, ({ path }) => path);
    for (const [path, here] of byPath) {
      const allowed = here.flatMap(({ method }) => (method === 'GET' ? [method, 'HEAD'] : [method]));
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
        (one) => !allowed.some((is) => is === one),
      )) {
        const refusal = await callPath(method, path.replaceAll(/\{\w+\}/gu, canary('id')));
        expect([method, path, refusal.problem]).toEqual([method, path, 'method-not-allowed']);
        expect(refusal.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted());
      }
    }
  });
});
