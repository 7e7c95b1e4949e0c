/** The rows of the contract: each route has one row, and its problems are described as they are sent. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contract, resources, routeIds } from '../../shared/contract/contract.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { membersOf, problems, problemSlugs, problemType } from '../../shared/contract/problems.ts';

const described = z.object({
  components: z.object({
    schemas: z.record(
      z.string(),
      z.looseObject({ required: z.array(z.string()).optional(), properties: z.record(z.string(), z.looseObject({})).optional() }),
    ),
  }),
});
const { components } = described.parse(openApiDocument({ version: '1', url: '' }));

describe('the contract', () => {
  it('has each route in one resource only', () => {
    const ids = resources.flatMap(({ routes }) => Object.keys(routes));
    expect(ids.toSorted()).toEqual([...routeIds].toSorted());
  });

  it('has each method and path once', () => {
    const keys = Object.values(contract).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(problemSlugs)('describes the problem %s: its type, its status, its own members and no others', (slug) => {
    const document = Object.values(components.schemas).find(
      ({ properties }) => properties?.['type']?.['const'] === problemType(slug),
    );
    const shared = ['type', 'status', 'title', 'detail', 'instance', 'requestId'];
    const own = [...Object.keys(membersOf(slug) ?? {}), ...('errors' in problems[slug] ? ['errors'] : [])];
    expect(document?.properties?.['status']).toMatchObject({ const: problems[slug].status });
    expect(document?.required?.toSorted()).toEqual([...shared, ...own].toSorted());
    expect(Object.keys(document?.properties ?? {}).toSorted()).toEqual([...shared, ...own, 'support'].toSorted());
    expect(document).toMatchObject({ additionalProperties: false });
  });

  it('names every type of problem in one list', () => {
    expect(components.schemas['Problem']?.properties?.['type']).toMatchObject({ enum: problemSlugs.map(problemType) });
  });
});
