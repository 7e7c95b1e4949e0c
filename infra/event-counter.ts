import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventCounterBatch, eventCounterRecordAgeHours } from './limits.ts';
import { changesOf, consumeStream } from './stream.ts';

interface EventCounterProps {
  readonly live: Table;
  readonly eventCounter: Lambda;
  readonly dead: Queue;
}

/** What starts the event counter: every change of a request that is counted. Seats and signs of life are not. */
export class EventCounter extends Construct {
  constructor(scope: Construct, id: string, { live, eventCounter: consumer, dead }: EventCounterProps) {
    super(scope, id);
    const bounds = { batchSize: eventCounterBatch, recordAgeHours: eventCounterRecordAgeHours };
    consumeStream(this, 'Stream', { live, consumer, dead, filters: [changesOf('talk')], ...bounds });
  }
}
