/** The deployed routes, the documented routes and the tested routes are the same, so no route is open without a test. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readAssembly } from '../../local/assembly.ts';
import { contract } from '../../shared/contract/contract.ts';
import { succeeds } from '../e2e/support/call.ts';
import { theService } from '../e2e/support/service.ts';
import { cells } from './cells.ts';

const deployedRoute = z.object({ RouteKey: z.string(), AuthorizationType: z.literal('NONE').optional() });
/** The routes of the WebSocket API, which has a document of its own. */
const ofSockets = ['$connect', '$default'];
const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** The routes of the template that is running. */
function deployed(): readonly string[] {
  const { template } = readAssembly(path.join(theService().stateDir, 'cdk.out'));
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => deployedRoute.parse(Properties).RouteKey);
}

async function documented(): Promise<readonly string[]> {
  const { paths } = document.parse(await succeeds('openapi', {}));
  return Object.entries(paths).flatMap(([at, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`));
}

describe('the list of routes', () => {
  it('[sec-inventory-1] of the template, of the OpenAPI document and of the role table is the same', async () => {
    const tried = new Set(cells.map(({ route }) => `${contract[route].method} ${contract[route].path}`));
    const heads = [...tried].filter((key) => key.startsWith('GET ')).map((key) => key.replace('GET', 'HEAD'));
    expect(deployed().toSorted()).toEqual([...ofSockets, '$default', ...tried, ...heads].toSorted());
    expect((await documented()).toSorted()).toEqual([...tried].toSorted());
  });
});
