import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { httpTimeoutSeconds, logRetentionDays, socketMessagesBurst, socketMessagesPerSecond } from './limits.ts';

/** All that is logged about a connection or a message: no address, no query (it holds the ticket), and no text. */
const accessLogFields = {
  requestId: AccessLogField.contextRequestId(),
  routeKey: AccessLogField.contextRouteKey(),
  status: AccessLogField.contextStatus(),
};

/**
 * The WebSocket API. There is no route `$disconnect`: it comes at best, and a connection that has ended shows at the next push to it. Execution
 * logging stays off: it would log the query, and with it tickets.
 */
export class Live extends Construct {
  /** Where clients connect. */
  readonly url: string;
  /** Where functions push. */
  readonly pushUrl: string;
  /** The ARN of pushing to any connection, and of nothing else. */
  readonly pushArn: string;
  private readonly api: WebSocketApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = Stack.of(this);
    this.api = new WebSocketApi(this, 'Sockets', { apiName: `${stack.stackName}-live` });
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${stack.stackName}-live`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: socketMessagesPerSecond, burstLimit: socketMessagesBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    this.url = stage.url;
    this.pushUrl = stage.callbackUrl;
    const resourceName = `${stage.stageName}/POST/@connections/*`;
    this.pushArn = stack.formatArn({ service: 'execute-api', resource: this.api.apiId, resourceName });
  }

  /** Sends every new connection and every message to the function. Its answer to a message goes back as a message. */
  route(live: Lambda): void {
    const timeout = Duration.seconds(httpTimeoutSeconds);
    this.api.addRoute('$connect', { integration: new WebSocketLambdaIntegration('Connect', live, { timeout }) });
    this.api.addRoute('$default', {
      integration: new WebSocketLambdaIntegration('Message', live, { timeout }),
      returnResponse: true,
    });
  }
}
