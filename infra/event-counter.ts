import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { sendActions, streamActions } from './access.ts';
import { grant } from './grants.ts';
import { courierBatch, courierRecordAgeHours, courierRetries } from './limits.ts';

interface CourierProps {
  readonly live: Table;
  readonly courier: Lambda;
  readonly dead: Queue;
}

/**
 * Connects the stream of `live` to the event counter. A record that always fails is split off, noted in the dead letters, and
 * does not stop the other records.
 */
export class Courier extends Construct {
  constructor(scope: Construct, id: string, { live, courier, dead }: CourierProps) {
    super(scope, id);
    const stream = live.tableStreamArn;
    if (stream === undefined) throw new Error('the live table has no stream');
    // Not DynamoEventSource or grantStreamRead: both would allow ListStreams on every table of the account.
    grant(courier, streamActions, [stream]);
    dead.grant(courier, ...sendActions);
    new EventSourceMapping(this, 'Stream', {
      target: courier,
      eventSourceArn: stream,
      // It starts with the oldest record there is, so that every event is counted.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: courierBatch,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: courierRetries,
      maxRecordAge: Duration.hours(courierRecordAgeHours),
      onFailure: { bind: () => ({ destination: dead.queueArn }) },
    });
  }
}
