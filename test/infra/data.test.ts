import { expect, test } from 'vitest';
import * as z from 'zod';
import { silentSeatEvents, silentTalkEvents } from '../../shared/domain/silent-events.ts';
import { caseAlertsPartition, keyAttributes, liveIndexes, livePrefixes } from '../../shared/names.ts';
import { defaultTemplate, pointer } from './synthesized.ts';

const template = defaultTemplate();

const keySchema = z.array(z.object({ AttributeName: z.string() })).transform((keys) => keys.map((key) => key.AttributeName));
const tables = template.all(
  'AWS::DynamoDB::Table',
  z.object({
    BillingMode: z.string(),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: z.object({ ProjectionType: z.string() }) }))
      .default([]),
    SSESpecification: z.object({ SSEEnabled: z.boolean() }),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
    PointInTimeRecoverySpecification: z.object({
      PointInTimeRecoveryEnabled: z.boolean(),
      RecoveryPeriodInDays: z.number().optional(),
    }),
  }),
);
const live = tables.find((table) => table.id.includes('Live'));
const home = tables.find((table) => table.id.includes('Home'));

test('there are three tables, paid by use and encrypted, with the keys and the time to live that the adapters read', () => {
  expect(tables).toHaveLength(3);
  for (const { properties } of tables) {
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(properties.SSESpecification.SSEEnabled).toBe(true);
    expect(properties.KeySchema).toEqual(['pk', 'sk']);
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
  }
});

test('the live table streams new images, has no backups, and is deleted with the stack', () => {
  expect(live?.properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
  expect(live?.properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(false);
  expect(live?.deletionPolicy).toBe('Delete');
});

test('the live table has exactly the indexes that the adapters query, and each contains whole items', () => {
  const expected = Object.entries(liveIndexes).map(([IndexName, { partition, sort }]) => ({
    IndexName,
    KeySchema: [partition, sort],
    Projection: { ProjectionType: 'ALL' },
  }));
  expect(live?.properties.GlobalSecondaryIndexes).toEqual(expected);
});

test('the home table has one day of recovery, no stream, and stays when the stack is deleted', () => {
  expect(home?.properties.PointInTimeRecoverySpecification).toEqual({
    PointInTimeRecoveryEnabled: true,
    RecoveryPeriodInDays: 1,
  });
  expect(home?.properties.StreamSpecification).toBeUndefined();
  expect(home?.deletionPolicy).toBe('Retain');
});

const queues = template.all(
  'AWS::SQS::Queue',
  z.object({
    QueueName: z.string(),
    FifoQueue: z.boolean().default(false),
    ContentBasedDeduplication: z.boolean().default(false),
    FifoThroughputLimit: z.string().optional(),
    SqsManagedSseEnabled: z.boolean(),
    VisibilityTimeout: z.number().optional(),
    RedrivePolicy: z.object({ deadLetterTargetArn: pointer, maxReceiveCount: z.number() }).optional(),
    RedriveAllowPolicy: z.object({ redrivePermission: z.string() }).optional(),
  }),
);
const working = queues.filter(({ properties }) => !properties.QueueName.includes('-dead'));
const dead = queues.filter(({ properties }) => properties.QueueName.includes('-dead'));

test('every queue with a consumer has its own dead-letter queue of the same kind, which takes messages of no other queue', () => {
  const targets = working.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn);
  expect(new Set(targets).size).toBe(working.length);
  for (const { properties } of working) {
    const target = dead.find(({ id }) => id === properties.RedrivePolicy?.deadLetterTargetArn);
    expect(target?.properties.FifoQueue).toBe(properties.FifoQueue);
    expect(target?.properties.RedriveAllowPolicy).toEqual({ redrivePermission: 'byQueue' });
  }
});

test('the only dead-letter queues that no queue uses are those of the stream, and they allow no redrive', () => {
  const targets = working.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn);
  const rest = dead.filter(({ id }) => !targets.includes(id));
  expect(rest.map(({ properties }) => [properties.QueueName, properties.RedriveAllowPolicy])).toEqual([
    ['earshot-event-counter-dead', { redrivePermission: 'denyAll' }],
    ['earshot-notifier-dead', { redrivePermission: 'denyAll' }],
  ]);
});

test('wakes are first in, first out per room, and two wakes with the same content are two wakes', () => {
  const wakes = working.find(({ properties }) => properties.FifoQueue);
  expect(wakes?.properties.FifoThroughputLimit).toBe('perMessageGroupId');
  expect(wakes?.properties.ContentBasedDeduplication).toBe(false);
  expect(wakes?.properties.VisibilityTimeout).toBe(30);
});

test('every queue is encrypted and refuses unencrypted connections', () => {
  expect(queues.every(({ properties }) => properties.SqsManagedSseEnabled)).toBe(true);
  const policies = template.all('AWS::SQS::QueuePolicy', z.object({ Queues: z.array(pointer), PolicyDocument: z.unknown() }));
  const guarded = policies.filter(({ properties }) =>
    JSON.stringify(properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
  );
  expect(guarded.flatMap(({ properties }) => properties.Queues).toSorted()).toEqual(queues.map(({ id }) => id).toSorted());
});

test('[bug-receives] a message that fails is dead within the 90 seconds in which the reconciler processes its room anyway', () => {
  const ofRooms = working.filter(({ properties }) => !properties.QueueName.includes('deliveries'));
  for (const { properties } of ofRooms) {
    const seconds = (properties.RedrivePolicy?.maxReceiveCount ?? Infinity) * (properties.VisibilityTimeout ?? Infinity);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(90);
  }
});

const mappings = template.all(
  'AWS::Lambda::EventSourceMapping',
  z.object({
    StartingPosition: z.string().optional(),
    BisectBatchOnFunctionError: z.boolean().optional(),
    MaximumRetryAttempts: z.number().optional(),
    MaximumRecordAgeInSeconds: z.number().optional(),
    FunctionResponseTypes: z.array(z.string()).optional(),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: pointer }) }).optional(),
  }),
);
const streams = mappings.filter(({ properties }) => properties.StartingPosition !== undefined);

test('[bug-stream-start] the stream is read from its oldest record, by no more consumers than a stream takes', () => {
  expect(streams).toHaveLength(2);
  for (const { properties } of streams) expect(properties.StartingPosition).toBe('TRIM_HORIZON');
});

test('[bug-stream-bisect] a batch of the stream that fails is split, so that a bad record is alone', () => {
  for (const { properties } of streams) {
    expect(properties.BisectBatchOnFunctionError).toBe(true);
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  }
});

const changesOf = (kind: 'talk' | 'seat', silent: readonly string[]) => ({
  dynamodb: {
    Keys: { [keyAttributes.partition]: { S: [{ prefix: livePrefixes[kind] }] } },
    NewImage: { body: { M: { event: { S: [{ 'anything-but': silent }, { exists: false }] } } } },
  },
});

test('[bug-notifier-filter] a change starts only the function that it concerns: a sign of life and a lock start none', () => {
  const alerts = {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { Keys: { [keyAttributes.partition]: { S: [caseAlertsPartition] } } },
  };
  const talks = changesOf('talk', silentTalkEvents);
  const patterns = streams.map(({ properties }) => properties.FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern)));
  const reports = {
    dynamodb: {
      Keys: { [keyAttributes.partition]: { S: [{ prefix: livePrefixes.talk }] } },
      NewImage: { body: { M: { event: { S: ['reported'] } } } },
    },
  };
  expect(patterns).toEqual([[talks], [talks, changesOf('seat', silentSeatEvents), alerts, reports]]);
});

test('[bug-stream-retries] a record of the stream is given up after some attempts and hours, and noted in the dead letters', () => {
  for (const { properties } of streams) {
    const { MaximumRetryAttempts: attempts = Infinity, MaximumRecordAgeInSeconds: age = Infinity } = properties;
    expect(attempts).toBeGreaterThan(0);
    expect(attempts).toBeLessThanOrEqual(10);
    expect(age).toBeGreaterThanOrEqual(3600);
    expect(age).toBeLessThan(24 * 3600);
  }
  const destinations = new Set(streams.map(({ properties }) => properties.DestinationConfig?.OnFailure.Destination));
  expect(destinations.size).toBe(streams.length);
  expect(dead.map(({ id }) => id)).toEqual(expect.arrayContaining([...destinations]));
});

test('the topic of notices is encrypted, and only the notifier may send to it', () => {
  const topics = template.all('AWS::SNS::Topic', z.object({ TopicName: z.string(), KmsMasterKeyId: z.unknown() }));
  expect(topics.map(({ properties }) => properties.TopicName)).toEqual(['earshot-cases']);
  expect(JSON.stringify(topics[0]?.properties.KmsMasterKeyId)).toContain('alias/aws/sns');
  const policies = template.all('AWS::IAM::Policy', z.object({ Roles: z.array(pointer), PolicyDocument: z.unknown() }));
  const sending = policies.filter(({ properties }) => JSON.stringify(properties.PolicyDocument).includes('sns:'));
  expect(sending.map(({ properties }) => properties.Roles)).toEqual([[expect.stringContaining('NotifierRole')]]);
});

test('[bug-secret-stays] the secret stays when the stack is deleted, as home does: without it no key of home can be found', () => {
  const secrets = template.all('AWS::SecretsManager::Secret', z.object({}));
  expect(secrets.map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain']);
});
