import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { timerSecondsMax } from '../shared/domain/limits.ts';
import type { FunctionName } from '../shared/names.ts';
import { everywhere, fiveMinutes, logged, minute } from './log-metrics.ts';
import type { Monitoring, Watched } from './monitoring.ts';
import type { Queues } from './queues.ts';

/** Seconds a wake may lie before an operator should know: half a minute of polling and one retry, well under the bound of 90. */
const wakeAgeSeconds = 60;
/** Seconds a timer may lie: its longest delay, which CloudWatch counts as age, plus the time of a wake. */
const timerAgeSeconds = timerSecondsMax + wakeAgeSeconds;
/** Milliseconds the event counter may be behind: the board is then a minute old. */
const eventCounterBehindMs = 60_000;
/** Failed runs within five minutes that are more than one crash and its retry. */
const failuresInFiveMinutes = 3;
/** 5xx answers within five minutes: fewer than these come from a deployment or a throttle. */
const brokenAnswersInFiveMinutes = 5;

/**
 * Functions whose throttles say nothing about callers or matching: `long-poll` and `live` have alarms of their own, and what the sender or the
 * worker cannot send is sent later. An alarm adds up ten metrics at most.
 */
const ownThrottles = new Set<string>(['long-poll', 'live', 'sender', 'webhooks'] satisfies FunctionName[]);

interface Resources {
  readonly queues: Queues;
  readonly functions: Readonly<Record<FunctionName, Lambda>>;
  readonly api: HttpApi;
}

/** Every alarm there is. Thresholds are what people would notice, not what a machine finds unusual. */
export function watchEverything(monitoring: Monitoring, resources: Resources): void {
  for (const watched of [
    ...queueAlarms(resources),
    ...runAlarms(resources),
    ...logAlarms(resources),
    ...webhookAlarms(resources),
    ...callerAlarms(resources),
  ])
    monitoring.watch(watched);
}

function queueAlarms({ queues }: Resources): Watched[] {
  return [
    deadLetters(
      'wakes-dead',
      queues.wakesDead,
      'A room could not be matched at once, three times in a row; it now depends on the reconciler.',
    ),
    deadLetters(
      'timers-dead',
      queues.timersDead,
      'A room could not be matched when its timer fired, three times in a row; it now depends on the reconciler.',
    ),
    deadLetters(
      'event-counter-dead',
      queues.eventCounterDead,
      'Some events were not counted: wait estimates and the board are off by that much.',
    ),
    deadLetters(
      'notifier-dead',
      queues.notifierDead,
      'Some changes were not told by the stream; beats of sockets and the run of every minute make up for it, if they can.',
    ),
    deadLetters(
      'deliveries-dead',
      queues.deliveriesDead,
      'The worker of webhooks failed three times in a row for an endpoint; the run of every minute comes back to it.',
    ),
    {
      name: 'wakes-late',
      severity: 'page',
      impact: 'Seekers wait although volunteers are free, up to a minute and a half longer than they should.',
      metric: queues.wakes.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'Maximum' }),
      when: { atLeast: wakeAgeSeconds },
      periods: 2,
    },
    {
      name: 'timers-late',
      severity: 'page',
      impact: 'Offers lapse late and preferences are relaxed late, so seekers wait longer than they should.',
      metric: queues.timers.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'Maximum' }),
      when: { atLeast: timerAgeSeconds },
      periods: 2,
    },
  ];
}

function deadLetters(name: string, queue: Queue, impact: string): Watched {
  const metric = queue.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' });
  return { name, severity: 'ticket', impact, metric, when: { atLeast: 1 }, periods: 1 };
}

function runAlarms({ functions }: Resources): Watched[] {
  return [
    {
      name: 'matcher-failing',
      severity: 'page',
      impact: 'Matching is slow or has stopped in at least one room; the reconciler matches it once a minute.',
      metric: functions.matcher.metricErrors({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'reconciler-failing',
      severity: 'page',
      impact: 'Lost messages are not made up for: lapses, expiries and live rooms without a wake are not processed.',
      metric: functions.reconciler.metricErrors({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'reconciler-silent',
      severity: 'page',
      impact: 'Lost messages are not made up for, because the reconciler was not even started.',
      metric: functions.reconciler.metricInvocations({ period: fiveMinutes }),
      when: { lessThan: 1 },
      periods: 1,
    },
    {
      name: 'cases-unanswered',
      severity: 'page',
      impact: 'A seeker who is not safe asked for help, and no coordinator of the space has answered for five minutes.',
      metric: logged(functions['notifier'], 'cases-late'),
      when: { atLeast: 1 },
      periods: 1,
    },
    {
      name: 'notifier-failing',
      severity: 'page',
      impact: 'Coordinators may not learn that a seeker in their space is not safe.',
      metric: functions['notifier'].metricErrors({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'notifier-silent',
      severity: 'page',
      impact: 'No process looks for cases without an answer, because the notifier was not even started.',
      metric: functions['notifier'].metricInvocations({ period: fiveMinutes }),
      when: { lessThan: 1 },
      periods: 1,
    },
    {
      name: 'event-counter-behind',
      severity: 'ticket',
      impact: 'The board and the wait estimates show old figures; matching itself is not affected.',
      metric: functions['event-counter'].metric('IteratorAge', { period: minute, statistic: 'Maximum' }),
      when: { atLeast: eventCounterBehindMs },
      periods: 5,
    },
  ];
}

function logAlarms({ functions }: Resources): Watched[] {
  const { reconciler } = functions;
  return [
    {
      name: 'items-unreadable',
      severity: 'page',
      impact: 'A request, a volunteer or a space is set aside, because this version cannot read it; all others are served.',
      metric: everywhere(functions, 'item-unreadable'),
      when: { atLeast: 1 },
      periods: 1,
    },
    {
      name: 'rooms-failed',
      severity: 'page',
      impact: 'The reconciler cannot match at least one room: what a lost message should have caused does not happen there.',
      metric: logged(reconciler, 'room-failed', fiveMinutes),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'reconciler-incomplete',
      severity: 'page',
      impact: 'The reconciler does not reach every room within its minute, so lost messages are made up for later.',
      metric: logged(reconciler, 'reconcile-incomplete', fiveMinutes),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'sweep-failed',
      severity: 'ticket',
      impact: 'A request whose retention is over is still stored, although no caller can read it through the API.',
      metric: logged(reconciler, 'sweep-failed', fiveMinutes),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
  ];
}

function webhookAlarms({ functions: { webhooks } }: Resources): Watched[] {
  return [
    {
      name: 'webhooks-late',
      severity: 'ticket',
      impact: 'Partners and coordinators learn of talks and cases late: what was due for ten minutes was not sent.',
      metric: logged(webhooks, 'deliveries-late', fiveMinutes),
      when: { atLeast: 1 },
      periods: 1,
    },
    {
      name: 'webhooks-failing',
      severity: 'ticket',
      impact: 'Nothing is sent to some endpoints, or nothing is sent again after a failure.',
      metric: webhooks.metricErrors({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 1,
    },
    {
      name: 'endpoint-disabled',
      severity: 'ticket',
      impact: 'A partner or a space is told of nothing any more, because its endpoint answered 410 or failed for five days.',
      metric: logged(webhooks, 'endpoint-disabled', fiveMinutes),
      when: { atLeast: 1 },
      periods: 1,
    },
    {
      name: 'endpoint-failing',
      severity: 'ticket',
      impact: 'An endpoint has only failed for a day. It will be disabled in four days.',
      metric: logged(webhooks, 'endpoint-failing', fiveMinutes),
      when: { atLeast: 1 },
      periods: 1,
    },
  ];
}

function callerAlarms({ functions, api }: Resources): Watched[] {
  const { 'long-poll': longPoll, live } = functions;
  // Metric names in an expression hold letters and digits only, and function names hold hyphens.
  const throttles = Object.entries(functions)
    .filter(([name]) => !ownThrottles.has(name))
    .map(([, lambda], at) => [`throttles${at}`, lambda.metricThrottles({ period: fiveMinutes })] as const);
  return [
    {
      name: 'functions-throttled',
      severity: 'page',
      impact: 'The account has no more executions to give: some callers are refused, and matching is late.',
      metric: new MathExpression({
        label: 'Throttles of the functions that callers and matching need',
        // A function that was not called has no data, and then the whole sum would have none.
        expression: throttles.map(([name]) => `FILL(${name}, 0)`).join(' + '),
        usingMetrics: Object.fromEntries(throttles),
        period: fiveMinutes,
      }),
      when: { atLeast: 1 },
      periods: 1,
    },
    {
      name: 'long-poll-full',
      severity: 'ticket',
      impact: 'Some answers that were to be held are refused, so pages learn of changes later; everything else works.',
      metric: longPoll.metricThrottles({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 3,
    },
    {
      name: 'live-throttled',
      severity: 'ticket',
      impact: 'Some pages cannot listen live and learn of changes later; everything else works.',
      metric: live.metricThrottles({ period: fiveMinutes }),
      when: { atLeast: failuresInFiveMinutes },
      periods: 3,
    },
    {
      name: 'api-failing',
      severity: 'page',
      impact: 'Callers get 5xx: seekers may be unable to ask for help.',
      metric: api.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
      when: { atLeast: brokenAnswersInFiveMinutes },
      periods: 1,
    },
  ];
}
