import { expect, test } from 'vitest';
import * as z from 'zod';
import { env } from '../../shared/names.ts';
import { defaultTemplate, partsOfApi, pointer, synthesize } from './synthesized.ts';

const template = defaultTemplate();
const sockets = partsOfApi(template, 'WEBSOCKET');

test('sockets have the routes of connecting and of messages, the answer to a message goes back, and no other route exists', () => {
  const routes = sockets.all(
    'AWS::ApiGatewayV2::Route',
    z.object({ RouteKey: z.string(), RouteResponseSelectionExpression: z.string().optional() }),
  );
  expect(routes.map(({ properties: { RouteKey, RouteResponseSelectionExpression: response } }) => [RouteKey, response])).toEqual([
    ['$connect', undefined],
    ['$default', '$default'],
  ]);
});

test('[sec-live-1] the access log of sockets names neither the query with its ticket nor a caller, and nothing else is logged', () => {
  const [stage] = sockets.all(
    'AWS::ApiGatewayV2::Stage',
    z.object({
      StageName: z.string(),
      AccessLogSettings: z.object({ Format: z.string() }),
      DefaultRouteSettings: z.strictObject({ ThrottlingBurstLimit: z.number(), ThrottlingRateLimit: z.number() }),
    }),
  );
  expect(stage?.properties.StageName).toBe('live');
  expect(JSON.parse(stage?.properties.AccessLogSettings.Format ?? '')).toEqual({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
  });
});

test('[sec-live-2] only the notifier may push, and it may neither read nor end a connection', () => {
  const statement = z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() });
  const pushing = template
    .all('AWS::IAM::Policy', z.object({ Roles: z.array(pointer), PolicyDocument: z.object({ Statement: z.array(statement) }) }))
    .flatMap(({ properties: { Roles, PolicyDocument } }) => PolicyDocument.Statement.map((one) => ({ role: Roles[0], ...one })))
    .filter(({ Action }) => JSON.stringify(Action).includes('execute-api'));
  expect(pushing.map(({ role, Action }) => [role?.replace(/[A-F0-9]{8}$/, ''), Action])).toEqual([
    ['FunctionsNotifierRole', 'execute-api:ManageConnections'],
  ]);
  expect(JSON.stringify(pushing[0]?.Resource)).toMatch(/\/live\/POST\/@connections\/\*"/);
});

test('the table of links has no stream and no backups, and is deleted with the stack', () => {
  const links = template
    .all(
      'AWS::DynamoDB::Table',
      z.object({
        StreamSpecification: z.unknown().optional(),
        PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
      }),
    )
    .find(({ id }) => id.includes('Links'));
  expect(links?.properties).toEqual({
    StreamSpecification: undefined,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
  });
  expect(links?.deletionPolicy).toBe('Delete');
});

test('[sec-live-3] pages of no origin may open a socket, unless the context names it for sockets or for calls', () => {
  const variables = z.object({ Variables: z.record(z.string(), z.unknown()) });
  const lambda = z.object({ FunctionName: z.string(), Environment: variables.optional() });
  const originsWith = (context: Record<string, unknown>) =>
    synthesize({ context })
      .all('AWS::Lambda::Function', lambda)
      .find(({ properties }) => properties.FunctionName === 'earshot-live')?.properties.Environment?.Variables[env.liveOrigins];
  expect(originsWith({})).toBeUndefined();
  expect(originsWith({ corsOrigins: 'https://a.example' })).toBe('https://a.example');
  expect(originsWith({ corsOrigins: 'https://a.example', liveOrigins: 'https://b.example,https://c.example' })).toBe(
    'https://b.example,https://c.example',
  );
});
