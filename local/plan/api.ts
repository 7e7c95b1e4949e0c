import * as z from 'zod';
import { functionNameOf } from './mappings.ts';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const api = z.object({
  ProtocolType: z.literal('HTTP'),
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
const stage = z.object({ StageName: z.literal('$default') });
const integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const route = z.object({
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/.*)$/),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

export type Cors = NonNullable<z.infer<typeof api>['CorsConfiguration']>;

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
 * The HTTP API of the template; undefined when it has none. Throws on more than one API, and on a setting that the local gateway
 * does not support.
 */
export function apiSpec(of: (type: string) => readonly Chosen[]): ApiSpec | undefined {
  const [found, ...others] = of('AWS::ApiGatewayV2::Api');
  if (found === undefined) return undefined;
  if (others.length > 0) throw new Error('The template has more than one API. The local runner serves one.');
  for (const chosen of of('AWS::ApiGatewayV2::Stage')) parseProperties(stage, chosen);
  const integrations = new Map(
    of('AWS::ApiGatewayV2::Integration').map((chosen) => [chosen.logicalId, parseProperties(integration, chosen)]),
  );
  const routes = of('AWS::ApiGatewayV2::Route').map((chosen) => {
    const { RouteKey: routeKey, Target: target } = parseProperties(route, chosen);
    const to = integrations.get(target.slice('integrations/'.length));
    if (to === undefined) throw new Error(`The route ${chosen.logicalId} leads to ${target}, which is not in the template`);
    return { routeKey, functionName: functionNameOf(to.IntegrationUri) };
  });
  const { CorsConfiguration: cors } = parseProperties(api, found);
  return { id: found.logicalId, routes, ...(cors === undefined ? {} : { cors }) };
}
