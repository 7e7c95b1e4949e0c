import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, FilterRule, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { caseAlertsPartition, itemAttributes, keyAttributes, livePrefixes } from '../shared/names.ts';
import { notifierBatch, notifierRecordAgeHours } from './limits.ts';
import { changesOf, consumeStream } from './stream.ts';

/** A new alert, and each notice of one: an alert that is told again says that no coordinator has answered. */
const alerts = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { Keys: { [keyAttributes.partition]: { S: FilterRule.isEqual(caseAlertsPartition) } } },
});

/** A new report. Readers of the request are told nothing of it, and webhooks of the space are. */
const reports = FilterCriteria.filter({
  dynamodb: {
    Keys: { [keyAttributes.partition]: { S: FilterRule.beginsWith(livePrefixes.talk) } },
    NewImage: { [itemAttributes.body]: { M: { event: { S: FilterRule.isEqual('reported') } } } },
  },
});

/**
 * The topic of notices about cases. People subscribe to it with a filter on `space` or `audience` (docs/runbook.md). Their addresses are there
 * and in no table.
 */
export function makeCaseTopic(scope: Construct, id: string): Topic {
  return new Topic(scope, id, {
    topicName: `${Stack.of(scope).stackName}-cases`,
    displayName: 'Earshot',
    masterKey: Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
    enforceSSL: true,
  });
}

interface NotifierStartProps {
  readonly live: Table;
  readonly notifier: Lambda;
  readonly dead: Queue;
}

/**
 * What starts the notifier: every change of a request or a seat that a reader is told of, every new alert, and every minute, in case a record was
 * lost and because a case may get no answer.
 */
export class NotifierStart extends Construct {
  constructor(scope: Construct, id: string, { live, notifier, dead }: NotifierStartProps) {
    super(scope, id);
    consumeStream(this, 'Stream', {
      live,
      consumer: notifier,
      dead,
      batchSize: notifierBatch,
      recordAgeHours: notifierRecordAgeHours,
      filters: [changesOf('talk'), changesOf('seat'), alerts, reports],
    });
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    notifier.configureAsyncInvoke(once);
    new Rule(this, 'EveryMinute', {
      description: 'Tells people of every case that no person has taken up, also if its first notice was lost',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(notifier, once)],
    });
  }
}
