import * as z from 'zod';
import { functionNameOf } from './mappings.ts';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

/** The resources of these types, with their references resolved. */
export type ResourcesOf = (type: string) => readonly Chosen[];

const protocol = z.object({ ProtocolType: z.enum(['HTTP', 'WEBSOCKET']) });
const part = z.object({ ApiId: z.string() });
const httpApi = z.object({
  CorsConfiguration: z
    .object({
      AllowOrigins: z.array(z.string()).default([]),
      AllowMethods: z.array(z.string()).default([]),
      AllowHeaders: z.array(z.string()).default([]),
      ExposeHeaders: z.array(z.string()).default([]),
      AllowCredentials: z.coerce.boolean().default(false),
      MaxAge: z.coerce.number().int().optional(),
    })
    .optional(),
});
const httpStage = z.object({ StageName: z.literal('$default') });
const httpIntegration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const httpRoute = z.object({
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/.*)$/),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

export type Cors = NonNullable<z.infer<typeof httpApi>['CorsConfiguration']>;

export interface RouteSpec {
  /** As API Gateway writes it: `GET /things/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
}

/** The HTTP API: its routes, each with a function. */
export interface ApiSpec {
  readonly id: string;
  readonly routes: readonly RouteSpec[];
  readonly cors?: Cors;
}

/**
 * The HTTP API of the template; undefined when it has none. Throws on more than one, and on a setting that the local gateway does not
 * support.
 */
export function apiSpec(of: ResourcesOf): ApiSpec | undefined {
  const found = theApi(of, 'HTTP');
  if (found === undefined) return undefined;
  for (const chosen of partsOf(of, 'AWS::ApiGatewayV2::Stage', found)) parseProperties(httpStage, chosen);
  const integrations = new Map(
    partsOf(of, 'AWS::ApiGatewayV2::Integration', found).map((chosen) => [
      chosen.logicalId,
      parseProperties(httpIntegration, chosen),
    ]),
  );
  const routes = partsOf(of, 'AWS::ApiGatewayV2::Route', found).map((chosen) => {
    const { RouteKey: routeKey, Target } = parseProperties(httpRoute, chosen);
    return { routeKey, functionName: functionNameOf(integrationOf(chosen, Target, integrations).IntegrationUri) };
  });
  const { CorsConfiguration: cors } = parseProperties(httpApi, found);
  return { id: found.logicalId, routes, ...(cors === undefined ? {} : { cors }) };
}

/** The API with this protocol. The runner serves one of each; undefined when there is none. */
export function theApi(of: ResourcesOf, wanted: z.infer<typeof protocol>['ProtocolType']): Chosen | undefined {
  const [found, ...others] = of('AWS::ApiGatewayV2::Api').filter(
    (chosen) => parseProperties(protocol, chosen).ProtocolType === wanted,
  );
  if (others.length > 0) throw new Error(`The template has more than one ${wanted} API. The local runner serves one.`);
  return found;
}

/** The stages, integrations or routes of an API. */
export function partsOf(of: ResourcesOf, type: string, { logicalId }: Chosen): readonly Chosen[] {
  return of(type).filter((chosen) => parseProperties(part, chosen).ApiId === logicalId);
}

/** The integration that a route leads to. */
export function integrationOf<T>({ logicalId }: Chosen, target: string, integrations: ReadonlyMap<string, T>): T {
  const to = integrations.get(target.slice('integrations/'.length));
  if (to === undefined) throw new Error(`The route ${logicalId} leads to ${target}, which is not in the template`);
  return to;
}
