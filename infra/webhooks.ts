import { Annotations, Duration, type Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { webhooksAtOnce } from './limits.ts';
import type { Queues } from './queues.ts';

interface WebhooksStartProps {
  readonly queues: Queues;
  readonly webhooks: Lambda;
}

/** What starts the worker of webhooks: a message for an endpoint, and every minute, for what is due and in case a message was lost. */
export class WebhooksStart extends Construct {
  constructor(scope: Construct, id: string, { queues, webhooks }: WebhooksStartProps) {
    super(scope, id);
    // One message a run: an endpoint that does not answer holds up no other endpoint of its batch.
    const batch = { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: webhooksAtOnce };
    webhooks.addEventSource(new SqsEventSource(queues.deliveries, batch));
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    webhooks.configureAsyncInvoke(once);
    new Rule(this, 'EveryMinute', {
      description: 'Wakes the worker of every endpoint that has something to be told, also if a message was lost',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(webhooks, once)],
    });
  }
}

/** Lets the CDK command refuse a template whose sender may reach the machine that it runs on: in Lambda, that is Lambda itself. */
export function refuseDeployment(stack: Stack): void {
  Annotations.of(stack).addError('webhookLoopback is for the local runner. Deploy without it.');
}
