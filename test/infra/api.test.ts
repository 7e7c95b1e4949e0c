import { expect, test } from 'vitest';
import * as z from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import { defaultTemplate, partsOfApi, pointer, synthesize } from './synthesized.ts';

const template = defaultTemplate();
const http = partsOfApi(template, 'HTTP');

const joined = z
  .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
  .transform((value) => value['Fn::Join'][1]);
const functions = new Map(
  template
    .all('AWS::Lambda::Function', z.object({ FunctionName: z.string() }))
    .map(({ id, properties }) => [id, properties.FunctionName]),
);
const integrations = new Map(
  http
    .all('AWS::ApiGatewayV2::Integration', z.object({ IntegrationUri: pointer, PayloadFormatVersion: z.literal('2.0') }))
    .map(({ id, properties }) => [id, functions.get(properties.IntegrationUri)]),
);
const deployed = http.all('AWS::ApiGatewayV2::Route', z.object({ RouteKey: z.string(), Target: joined }));

test('[sec-api-2] every route of the contract reaches its function, every other path reaches public, and no other route exists', () => {
  const actual = deployed.map(({ properties }) => [properties.RouteKey, integrations.get(pointer.parse(properties.Target[1]))]);
  const expected = Object.values(contract).flatMap(({ method, path, function: name }) =>
    (method === 'GET' ? ['GET', 'HEAD'] : [method]).map((one) => [`${one} ${path}`, `earshot-${name}`]),
  );
  const sorted = (pairs: (string | undefined)[][]) => pairs.map((pair) => pair.join(' to ')).toSorted();
  expect(sorted(actual)).toEqual(sorted([...expected, ['$default', 'earshot-public']]));
});

test('the gateway may call every function that it routes to, and public also for paths without a route', () => {
  const permissions = template
    .all('AWS::Lambda::Permission', z.object({ FunctionName: pointer, Principal: z.string(), SourceArn: z.unknown() }))
    .filter(({ properties }) => properties.Principal === 'apigateway.amazonaws.com');
  const of = (name: string) =>
    permissions
      .filter(({ properties }) => functions.get(properties.FunctionName) === name)
      .map(({ properties }) => joined.parse(properties.SourceArn).at(-1));
  for (const name of new Set(integrations.values())) expect(of(String(name))).toContain('/*/*/*');
  // The source of `$default` is `<api>/$default/$default`: one part less than that of a route with a path.
  expect(of('earshot-public')).toContain('/*/*');
});

test('[sec-api-3] the access log has four fields and none of them says who called', () => {
  const [stage] = http.all(
    'AWS::ApiGatewayV2::Stage',
    z.object({
      AccessLogSettings: z.object({ Format: z.string() }),
      DefaultRouteSettings: z.object({ ThrottlingBurstLimit: z.number(), ThrottlingRateLimit: z.number() }),
    }),
  );
  expect(JSON.parse(stage?.properties.AccessLogSettings.Format ?? '')).toEqual({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
  });
});

test('[sec-api-1] no browser page may call the API unless the context names its origin', () => {
  const cors = (context: Record<string, unknown>) =>
    synthesize({ context })
      .all('AWS::ApiGatewayV2::Api', z.object({ CorsConfiguration: z.object({ AllowOrigins: z.array(z.string()) }).optional() }))
      .find(({ properties }) => properties.CorsConfiguration !== undefined)?.properties.CorsConfiguration?.AllowOrigins;
  expect(cors({})).toBeUndefined();
  expect(cors({ corsOrigins: 'https://a.example,https://b.example' })).toEqual(['https://a.example', 'https://b.example']);
});

test('a browser page of an allowed origin may send every header of the contract, and read every header that it must', () => {
  const headers = z.object({ AllowHeaders: z.array(z.string()), ExposeHeaders: z.array(z.string()) });
  const cors = synthesize({ context: { corsOrigins: 'https://a.example' } })
    .all('AWS::ApiGatewayV2::Api', z.object({ CorsConfiguration: headers.optional() }))
    .find(({ properties }) => properties.CorsConfiguration !== undefined)?.properties.CorsConfiguration;
  const lower = (names: readonly string[] = []) => names.map((name) => name.toLowerCase()).toSorted();
  expect(lower(cors?.AllowHeaders)).toEqual([
    'authorization',
    'content-encoding',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'prefer',
  ]);
  expect(lower(cors?.ExposeHeaders)).toEqual([
    'etag',
    'location',
    'preference-applied',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'www-authenticate',
  ]);
});
