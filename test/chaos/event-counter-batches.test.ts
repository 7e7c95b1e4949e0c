/**
 * The event counter's handler on batches of stream records with a malformed one among them: it counts the records before the
 * malformed one, and only the malformed one goes to the dead-letter queue.
 */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventCounter } from '../../functions/event-counter/handler.ts';
import { attributesOf } from '../../shared/adapters/dynamodb/item-codec.ts';
import { dayCountsRecord } from '../../shared/app/statistics/count-records.ts';
import { homeKeys } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { localDate } from '../../shared/domain/hours/wall-clock.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { aTalk, noon } from '../fixtures/domain.ts';
import { lambdaContext } from '../fixtures/lambda.ts';
import { aService, aSpace, disruption, stored, type Service } from '../fixtures/service.ts';

let service: Service;
const handler = eventCounter({ ports: async () => service.ports, clock: () => noon });
let space: SpaceId;

beforeEach(async () => {
  service = aService();
  space = await aSpace(service);
});

type Image = Record<string, AttributeValue>;

function record(sequence: number, image: Image): DynamoDBRecord {
  return { dynamodb: { SequenceNumber: String(sequence), ApproximateCreationDateTime: noon / 1000, NewImage: image } };
}

/** The stream's image of a new request. */
function asked(n: number): Image {
  const write = talkRecord.put(service.ports.ids, aTalk({ n, space }), undefined);
  if (write.kind !== 'put') throw new Error('The write of a new request is a put');
  return Object.fromEntries(Object.entries(attributesOf(write.item)).map(([name, value]) => [name, typed(value)]));
}

/** A plain value as the stream types it. */
function typed(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(typed) };
  if (value === null || value === undefined) return { NULL: true };
  return { M: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one)])) };
}

const malformed: Image = { pk: { S: 'TALK#req_broken' }, sk: { S: '-' }, body: { S: 'nonsense' } };

async function failedOf(...records: readonly DynamoDBRecord[]): Promise<readonly string[]> {
  const { batchItemFailures } = await handler({ Records: [...records] }, lambdaContext);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

async function askedToday(): Promise<number> {
  const key = homeKeys.dayCounts(space, localDate('Europe/London', noon));
  return (await stored(service.store, key, dayCountsRecord)).figures.asked;
}

describe('a batch of stream records', () => {
  it('counts the records before a malformed one, and reports the malformed one', async () => {
    expect(await failedOf(record(1, asked(1)), record(2, asked(2)), record(3, malformed), record(4, asked(3)))).toEqual(['3']);
    expect(await askedToday()).toBe(2);
  });

  it('fails as a whole if the first record is malformed, so that the batch is halved until that record is alone', async () => {
    await expect(handler({ Records: [record(1, malformed), record(2, asked(1))] }, lambdaContext)).rejects.toThrow('poison');
  });

  it('counts a record once if the stream delivers it twice', async () => {
    const records = [record(1, asked(1)), record(2, asked(2))];
    expect(await failedOf(...records)).toEqual([]);
    expect(await failedOf(...records)).toEqual([]);
    expect(await askedToday()).toBe(2);
  });

  it('reports the first record that it could not count, and counts the records when they come again', async () => {
    service.ahead.push(...Array.from({ length: 10 }, () => disruption.unavailable));
    const records = [record(1, asked(1)), record(2, asked(2))];
    expect(await failedOf(...records)).toEqual(['1']);
    service.ahead.length = 0;
    expect(await failedOf(...records)).toEqual([]);
    expect(await askedToday()).toBe(2);
  });

  it('ignores a record that is no talk aggregate', async () => {
    const seat: Image = { pk: { S: 'SEAT#volunteer' }, sk: { S: '-' } };
    expect(await failedOf(record(1, seat), { dynamodb: { SequenceNumber: '2' } }, record(3, asked(1)))).toEqual([]);
    expect(await askedToday()).toBe(1);
  });
});
