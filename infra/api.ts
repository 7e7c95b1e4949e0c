import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { contract, methodsOf } from '../shared/contract/contract.ts';
import { exposedHeaders, requestHeaders } from '../shared/contract/headers.ts';
import type { HttpFunctionName } from '../shared/names.ts';
import { logRetentionDays, preflightHours, requestsBurst, requestsPerSecond } from './limits.ts';

/** All that is logged about a request: no address, no agent, no path as it was called, no query. */
const accessLogFields = {
  requestId: AccessLogField.contextRequestId(),
  routeKey: AccessLogField.contextRouteKey(),
  status: AccessLogField.contextStatus(),
  latency: AccessLogField.contextResponseLatency(),
};

/**
 * The HTTP API. Authentication is inside the functions: the gateway's own refusals could contain neither a problem document nor
 * support.
 */
export class Api extends Construct {
  readonly http: HttpApi;

  constructor(scope: Construct, id: string, props: { corsOrigins: readonly string[] }) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      ...(props.corsOrigins.length === 0 ? {} : { corsPreflight: cors(props.corsOrigins) }),
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${Stack.of(this).stackName}-api`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestsBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }

  /** Sends every route of the contract to its function. Every other request goes to `public`, which answers 404 or 405. */
  route(functions: Readonly<Record<HttpFunctionName, Lambda>>): void {
    const to = (name: HttpFunctionName) =>
      new HttpLambdaIntegration(`To-${name}`, functions[name], { scopePermissionToRoute: false });
    const integrations: Record<HttpFunctionName, HttpLambdaIntegration> = {
      public: to('public'),
      sheddable: to('sheddable'),
      seeker: to('seeker'),
      volunteer: to('volunteer'),
      coordinator: to('coordinator'),
      operator: to('operator'),
      'long-poll': to('long-poll'),
    };
    for (const [id, route] of Object.entries(contract)) {
      for (const method of methodsOf(route)) {
        const routeKey = HttpRouteKey.with(route.path, HttpMethod[method]);
        const name = method === 'HEAD' ? `${id}-head` : id;
        new HttpRoute(this, name, { httpApi: this.http, routeKey, integration: integrations[route.function] });
      }
    }
    // It has its own integration: the permission for a whole API, `<api>/*/*/*`, does not cover `<api>/$default/$default`.
    const integration = new HttpLambdaIntegration('To-public', functions.public);
    new HttpRoute(this, 'otherwise', { httpApi: this.http, routeKey: HttpRouteKey.DEFAULT, integration });
  }
}

function cors(allowOrigins: readonly string[]) {
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: [CorsHttpMethod.ANY],
    allowHeaders: Object.keys(requestHeaders),
    exposeHeaders: [...exposedHeaders],
    maxAge: Duration.hours(preflightHours),
  };
}
