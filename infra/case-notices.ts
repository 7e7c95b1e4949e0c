import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, FilterRule, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { caseAlertsPartition, keyAttributes } from '../shared/names.ts';
import { caseNotifierBatch, caseNotifierRecordAgeHours } from './limits.ts';
import { consumeStream } from './stream.ts';

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

interface CaseNoticesProps {
  readonly live: Table;
  readonly caseNotifier: Lambda;
  readonly dead: Queue;
}

/** What starts the case notifier: every new alert, and every minute, in case a record was lost and because a case may get no answer. */
export class CaseNotices extends Construct {
  constructor(scope: Construct, id: string, { live, caseNotifier, dead }: CaseNoticesProps) {
    super(scope, id);
    consumeStream(this, 'Stream', {
      live,
      consumer: caseNotifier,
      dead,
      batchSize: caseNotifierBatch,
      recordAgeHours: caseNotifierRecordAgeHours,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { [keyAttributes.partition]: { S: FilterRule.isEqual(caseAlertsPartition) } } },
        }),
      ],
    });
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    caseNotifier.configureAsyncInvoke(once);
    new Rule(this, 'EveryMinute', {
      description: 'Tells people of every case that no person has taken up, also if its first notice was lost',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(caseNotifier, once)],
    });
  }
}
