import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { wakeBatch } from './limits.ts';
import type { Queues } from './queues.ts';

/** Pollers that timers get of the matcher's reserved concurrency. SQS allows no fewer. */
const timerPollers = 2;

interface MatchingProps {
  readonly queues: Queues;
  readonly matcher: Lambda;
  readonly reconciler: Lambda;
  /** Executions reserved for the matcher, if any. */
  readonly matcherConcurrency: number | undefined;
}

/** What runs the matching: wakes and timers start the matcher; the reconciler runs once a minute, in case both were lost. */
export class Matching extends Construct {
  constructor(scope: Construct, id: string, { queues, matcher, reconciler, matcherConcurrency }: MatchingProps) {
    super(scope, id);
    const batch = { batchSize: wakeBatch, reportBatchItemFailures: true };
    const share = (pollers: number) => (matcherConcurrency === undefined ? {} : { maxConcurrency: pollers });
    matcher.addEventSource(new SqsEventSource(queues.wakes, { ...batch, ...share((matcherConcurrency ?? 0) - timerPollers) }));
    matcher.addEventSource(new SqsEventSource(queues.timers, { ...batch, ...share(timerPollers) }));

    // A failed run is not repeated, neither by Lambda nor by EventBridge: the next one comes within the minute.
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    reconciler.configureAsyncInvoke(once);
    new Rule(this, 'EveryMinute', {
      description: 'Processes every live room, so that a lost wake costs at most this minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(reconciler, once)],
    });
  }
}
