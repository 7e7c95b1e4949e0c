import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { StreamMappingSpec } from '../plan/mappings.ts';
import type { GivenUp, StreamRecord } from './stream-delivery.ts';

interface Destination {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly functionArn: string;
}

/**
 * Tells the on-failure queue of a stream mapping which records were given up: their position, not their content (AWS Lambda,
 * "Retain discarded records for a DynamoDB event source").
 */
export async function sendToOnFailureQueue(
  spec: StreamMappingSpec,
  { client, queueUrl, functionArn }: Destination,
  given: { records: readonly StreamRecord[]; reason: GivenUp; tries: number },
): Promise<void> {
  const { records, reason, tries } = given;
  const iso = (record: StreamRecord | undefined): string => new Date(record?.createdMs ?? 0).toISOString();
  const message = {
    requestContext: { requestId: randomUUID(), functionArn, condition: reason, approximateInvokeCount: tries },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(Date.now()).toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: records[0]?.sequenceNumber,
      endSequenceNumber: records.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: iso(records[0]),
      approximateArrivalOfLastRecord: iso(records.at(-1)),
      batchSize: records.length,
      streamArn: spec.streamArn,
    },
  };
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
}
