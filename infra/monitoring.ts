import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/**
 * `page`: people are or soon will be worse off, so an operator must be woken. `ticket`: people are not worse off before the
 * morning.
 */
export type Severity = 'page' | 'ticket';

export interface Watched {
  /** The name of the alarm after that of the stack, and of its heading in the runbook after `earshot-`. */
  readonly name: string;
  readonly severity: Severity;
  /** What it means for people, in one sentence. */
  readonly impact: string;
  readonly metric: IMetric;
  /** Fires at or above `atLeast`, or below `lessThan`. */
  readonly when: { readonly atLeast: number } | { readonly lessThan: number };
  /** The number of consecutive periods of the metric for which this must be true. */
  readonly periods: number;
}

/** The only place that creates alarms. Each has a severity, an impact and a heading in the runbook. */
export class Monitoring extends Construct {
  private readonly topic: ITopic | undefined;

  constructor(scope: Construct, id: string, topic: ITopic | undefined) {
    super(scope, id);
    this.topic = topic;
  }

  /** Adds one alarm. A metric without data is fine, unless the alarm is for too little. */
  watch({ name, severity, impact, metric, when, periods }: Watched): void {
    const tooLittle = 'lessThan' in when;
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `[${severity}] ${impact} What to do: docs/runbook.md#earshot-${name}`,
      metric,
      threshold: tooLittle ? when.lessThan : when.atLeast,
      evaluationPeriods: periods,
      comparisonOperator: tooLittle
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: tooLittle ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    if (this.topic === undefined) return;
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
