import * as z from 'zod';
import { socketIntegrationMsMax } from '../limits.ts';
import { integrationOf, partsOf, theApi, type ResourcesOf } from './api.ts';
import { functionNameOf } from './mappings.ts';
import { parseProperties } from './parse.ts';

const stage = z.object({ StageName: z.string().regex(/^[A-Za-z0-9_-]+$/) });
const integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  TimeoutInMillis: z.coerce.number().int().min(50).max(socketIntegrationMsMax).default(socketIntegrationMsMax),
});
const route = z.object({
  RouteKey: z.enum(['$connect', '$default']),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
  RouteResponseSelectionExpression: z.literal('$default').optional(),
});

export interface SocketRouteSpec {
  readonly functionName: string;
  /** Milliseconds that the function has to answer. */
  readonly timeoutMs: number;
  /** Whether the body of its answer goes back to the client as a message. */
  readonly answers: boolean;
}

/** The WebSocket API: its one stage, and the functions for a new connection and for a message. */
export interface SocketsSpec {
  readonly id: string;
  readonly stage: string;
  readonly connect: SocketRouteSpec;
  readonly message: SocketRouteSpec;
}

/**
 * The WebSocket API of the template; undefined when it has none. Throws on more than one, and on a setting that the local gateway does not
 * support: routes other than `$connect` and `$default`, authorizers, more than one stage.
 */
export function socketsSpec(of: ResourcesOf): SocketsSpec | undefined {
  const found = theApi(of, 'WEBSOCKET');
  if (found === undefined) return undefined;
  const [first, ...others] = partsOf(of, 'AWS::ApiGatewayV2::Stage', found);
  if (first === undefined || others.length > 0) throw new Error(`The WebSocket API ${found.logicalId} must have one stage`);
  const integrations = new Map(
    partsOf(of, 'AWS::ApiGatewayV2::Integration', found).map((chosen) => [
      chosen.logicalId,
      parseProperties(integration, chosen),
    ]),
  );
  const routes = new Map(
    partsOf(of, 'AWS::ApiGatewayV2::Route', found).map((chosen) => {
      const { RouteKey: key, Target, RouteResponseSelectionExpression: response } = parseProperties(route, chosen);
      const { IntegrationUri, TimeoutInMillis: timeoutMs } = integrationOf(chosen, Target, integrations);
      return [key, { functionName: functionNameOf(IntegrationUri), timeoutMs, answers: response !== undefined }];
    }),
  );
  const [connect, message] = [routes.get('$connect'), routes.get('$default')];
  if (connect === undefined || message === undefined)
    throw new Error(`The WebSocket API ${found.logicalId} must have the routes $connect and $default`);
  return { id: found.logicalId, stage: parseProperties(stage, first).StageName, connect, message };
}
