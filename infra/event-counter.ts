import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { sendActions, streamActions } from './access.ts';
import { grant } from './grants.ts';
import { eventCounterBatch, eventCounterRecordAgeHours, eventCounterRetries } from './limits.ts';

interface EventCounterProps {
  readonly live: Table;
  readonly eventCounter: Lambda;
  readonly dead: Queue;
}

/**
 * Connects the stream of `live` to the event counter. A record that always fails is split off, noted in the dead letters, and
 * does not stop the other records.
 */
export class EventCounter extends Construct {
  constructor(scope: Construct, id: string, { live, eventCounter, dead }: EventCounterProps) {
    super(scope, id);
    const stream = live.tableStreamArn;
    if (stream === undefined) throw new Error('the live table has no stream');
    // Not DynamoEventSource or grantStreamRead: both would allow ListStreams on every table of the account.
    grant(eventCounter, streamActions, [stream]);
    dead.grant(eventCounter, ...sendActions);
    new EventSourceMapping(this, 'Stream', {
      target: eventCounter,
      eventSourceArn: stream,
      // It starts with the oldest record there is, so that every event is counted.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: eventCounterBatch,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: eventCounterRetries,
      maxRecordAge: Duration.hours(eventCounterRecordAgeHours),
      onFailure: { bind: () => ({ destination: dead.queueArn }) },
    });
  }
}
