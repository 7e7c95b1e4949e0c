import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
  type EventSourceMappingOptions,
  type Function as Lambda,
} from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { silentSeatEvents, silentTalkEvents } from '../shared/domain/silent-events.ts';
import { itemAttributes, keyAttributes, livePrefixes } from '../shared/names.ts';
import { sendActions, streamActions } from './access.ts';
import { grant } from './grants.ts';
import { streamRetries } from './limits.ts';

interface Consumer {
  readonly live: Table;
  readonly consumer: Lambda;
  readonly dead: Queue;
  readonly batchSize: number;
  readonly recordAgeHours: number;
  /** Records that pass none of them start nothing, and cost nothing. */
  readonly filters: NonNullable<EventSourceMappingOptions['filters']>;
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
    filters: [...filters],
  });
}

const silent = { talk: silentTalkEvents, seat: silentSeatEvents } as const;

/**
 * The filter for changes of requests or of seats, except the silent ones: most writes are signs of life, which no consumer needs. A deleted item has
 * no event.
 */
export function changesOf(kind: keyof typeof silent): NonNullable<EventSourceMappingOptions['filters']>[number] {
  const event = { S: [{ 'anything-but': silent[kind] }, ...FilterRule.notExists()] };
  return FilterCriteria.filter({
    dynamodb: {
      Keys: { [keyAttributes.partition]: { S: FilterRule.beginsWith(livePrefixes[kind]) } },
      NewImage: { [itemAttributes.body]: { M: { event } } },
    },
  });
}
