import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  StartingPosition,
  type EventSourceMappingOptions,
  type Function as Lambda,
} from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { sendActions, streamActions } from './access.ts';
import { grant } from './grants.ts';
import { streamRetries } from './limits.ts';

interface Consumer {
  readonly live: Table;
  readonly consumer: Lambda;
  readonly dead: Queue;
  readonly batchSize: number;
  readonly recordAgeHours: number;
  readonly filters?: EventSourceMappingOptions['filters'];
}

/**
 * Connects the stream of `live` to a function. A record that always fails is split off, noted in the dead letters, and does not stop the other
 * records. A stream takes two consumers before they slow each other down.
 */
export function consumeStream(scope: Construct, id: string, of: Consumer): void {
  const { live, consumer, dead, batchSize, recordAgeHours, filters } = of;
  const stream = live.tableStreamArn;
  if (stream === undefined) throw new Error('the live table has no stream');
  // Not DynamoEventSource or grantStreamRead: both would allow ListStreams on every table of the account.
  grant(consumer, streamActions, [stream]);
  dead.grant(consumer, ...sendActions);
  new EventSourceMapping(scope, id, {
    target: consumer,
    eventSourceArn: stream,
    // It starts with the oldest record there is, so that nothing is left out.
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: streamRetries,
    maxRecordAge: Duration.hours(recordAgeHours),
    onFailure: { bind: () => ({ destination: dead.queueArn }) },
    ...(filters === undefined ? {} : { filters }),
  });
}
