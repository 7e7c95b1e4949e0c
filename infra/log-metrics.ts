import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { LogCode } from '../shared/log-events.ts';
import type { FunctionName } from '../shared/names.ts';

/** The periods that alarms look at. */
export const minute = Duration.minutes(1);
export const fiveMinutes = Duration.minutes(5);

/**
 * How often the function wrote this line to its log. The filter looks for the code as a word, because Lambda wraps the line into another one.
 */
export function logged(lambda: Lambda, code: LogCode, period = minute): IMetric {
  const filter = lambda.logGroup.addMetricFilter(code, {
    filterPattern: FilterPattern.allTerms(code),
    metricNamespace: Stack.of(lambda).stackName,
    metricName: code,
  });
  return filter.metric({ period, statistic: 'Sum' });
}

/** How often any function wrote this line. All of them count into one metric, without dimensions. */
export function everywhere(functions: Readonly<Record<FunctionName, Lambda>>, code: LogCode): IMetric {
  const { reconciler, ...others } = functions;
  for (const lambda of Object.values(others)) logged(lambda, code, fiveMinutes);
  return logged(reconciler, code, fiveMinutes);
}
