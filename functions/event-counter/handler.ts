/** Invoked by the stream of the table `live`: updates the counters. A poison record fails alone and stops no other record. */
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { countEvents, type TalkEvent } from '../../shared/app/statistics/count-events.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { epochMs, type EpochMs } from '../../shared/domain/time.ts';
import { itemOfImage } from '../../shared/adapters/dynamodb/stream-image.ts';
import type { Ports } from '../../shared/ports.ts';
import type { EventContext } from '../runtime/context.ts';

interface Seen extends TalkEvent {
  readonly sequenceNumber: string;
}

/**
 * Counts the records of the batch, space by space. After a failure it reports the first record that was not counted. The batch is delivered
 * again from that record, and no record is counted twice.
 */
export function eventCounter({
  ports: portsOf,
  clock,
}: EventContext): (event: DynamoDBStreamEvent, lambda: Context) => Promise<DynamoDBBatchResponse> {
  return async (event, lambda) => {
    const ports = await portsOf(lambda);
    const seen: Seen[] = [];
    for (const record of event.Records) {
      const read = readTalk(record, clock);
      if (read === 'poison') {
        // If it were reported as the first of its batch, the whole batch would be delivered again and again. An error makes
        // Lambda halve the batch until the record is alone and goes to the dead-letter queue.
        if (record === event.Records[0]) throw new Error('a record of the stream is poison');
        const counted = await count(ports, seen);
        return failed(counted ?? record.dynamodb?.SequenceNumber);
      }
      if (read !== undefined) seen.push(read);
    }
    const first = await count(ports, seen);
    return first === undefined ? { batchItemFailures: [] } : failed(first);
  };
}

function failed(sequenceNumber: string | undefined): DynamoDBBatchResponse {
  return { batchItemFailures: [{ itemIdentifier: sequenceNumber ?? '' }] };
}

/** The talk request in a record. Undefined for other items and for deleted items. */
function readTalk(record: DynamoDBRecord, clock: () => EpochMs): Seen | 'poison' | undefined {
  const image = record.dynamodb?.NewImage;
  if (image === undefined || !(image['pk']?.S ?? '').startsWith('TALK#')) return undefined;
  const talk = parsed(image);
  if (talk === undefined) return 'poison';
  const seconds = record.dynamodb?.ApproximateCreationDateTime;
  return {
    talk,
    at: seconds === undefined ? clock() : epochMs.parse(Math.round(seconds * 1000)),
    sequenceNumber: record.dynamodb?.SequenceNumber ?? '',
  };
}

function parsed(image: NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>): Talk | undefined {
  try {
    return talkRecord.read(itemOfImage('live', image));
  } catch {
    return undefined;
  }
}

/** Counts the records. Returns the sequence number of the first record that could not be counted. Undefined: all were counted. */
async function count(ports: Ports, seen: readonly Seen[]): Promise<string | undefined> {
  for (const [id, ofSpace] of Map.groupBy(seen, ({ talk }) => talk.space)) {
    const space = await spaceOr404(ports, id);
    // Events of a space that is gone, or that cannot be read, must not stop those of the other spaces.
    if (!space.ok && space.error.code !== 'unavailable') continue;
    const counted = space.ok ? await countEvents(ports, space.value, ofSpace) : space;
    if (!counted.ok) return ofSpace[0]?.sequenceNumber;
  }
  return undefined;
}
