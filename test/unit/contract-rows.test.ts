/** The rows of the contract: each route has one row, and its problems are described as they are sent. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contract, resources, routeIds } from '../../shared/contract/contract.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { membersOf, problemSlugs, problemType } from '../../shared/contract/problems.ts';

const described = z.object({
  components: z.object({ schemas: z.record(z.string(), z.looseObject({ required: z.array(z.string()).optional() })) }),
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

  it.each(problemSlugs.filter((slug) => membersOf(slug) !== undefined))('describes the members of the problem %s', (slug) => {
    const document = Object.values(components.schemas).find((schema) => JSON.stringify(schema).includes(problemType(slug)));
    for (const name of Object.keys(membersOf(slug) ?? {})) expect(document?.required).toContain(name);
  });
});
