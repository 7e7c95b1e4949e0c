import * as z from 'zod';
import { queueBatchDefault, queuePollersDefault, streamBatchDefault } from '../limits.ts';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const count = z.coerce.number().int().positive();
const common = {
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.coerce.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  Tags: z.unknown().optional(),
};

/** Strict: a setting that the runner does not support is an error here, and not a surprise in production. */
const queueMapping = z.strictObject({
  ...common,
  BatchSize: count.default(queueBatchDefault),
  ScalingConfig: z.strictObject({ MaximumConcurrency: count }).optional(),
});
/** -1 means no limit. */
const orEndless = z.coerce.number().int().min(-1).default(-1);
const streamMapping = z.strictObject({
  ...common,
  BatchSize: count.default(streamBatchDefault),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  MaximumRetryAttempts: orEndless,
  MaximumRecordAgeInSeconds: orEndless,
  /** Batches of one shard at once. Items keep their order in any case, and locally one at a time is enough. */
  ParallelizationFactor: count.optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
});

export interface QueueMappingSpec {
  readonly id: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** Concurrent batches. */
  readonly pollers: number;
  readonly reportsFailures: boolean;
}

export interface StreamMappingSpec {
  readonly id: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly from: 'TRIM_HORIZON' | 'LATEST';
  readonly bisects: boolean;
  /** Attempts after the first; Infinity means no limit. */
  readonly retriesMax: number;
  readonly recordAgeMsMax: number;
  /** Event patterns. One of them must match; with none, every event passes. */
  readonly filters: readonly unknown[];
  /** ARN of the queue that is told about records that were given up. */
  readonly onFailure?: string;
  readonly reportsFailures: boolean;
}

export type MappingSpec = { kind: 'queue'; spec: QueueMappingSpec } | { kind: 'stream'; spec: StreamMappingSpec };

/** Reads an event source mapping of the template; undefined when it is disabled. */
export function mappingSpec(chosen: Chosen): MappingSpec | undefined {
  const { logicalId } = chosen;
  const { EventSourceArn: arn } = parseProperties(z.object({ EventSourceArn: z.string() }), chosen);
  const service = arn.split(':')[2];
  if (service === 'sqs') return fromQueue(logicalId, parseProperties(queueMapping, chosen));
  if (service === 'dynamodb') return fromStream(logicalId, parseProperties(streamMapping, chosen));
  throw new Error(`The mapping ${logicalId} reads from ${service ?? arn}, which the local runner does not know`);
}

function fromQueue(id: string, parsed: z.infer<typeof queueMapping>): MappingSpec | undefined {
  if (!parsed.Enabled) return undefined;
  const spec = {
    id,
    queueArn: parsed.EventSourceArn,
    functionName: functionNameOf(parsed.FunctionName),
    batchSize: parsed.BatchSize,
    pollers: parsed.ScalingConfig?.MaximumConcurrency ?? queuePollersDefault,
    reportsFailures: parsed.FunctionResponseTypes.length > 0,
  };
  return { kind: 'queue', spec };
}

function fromStream(id: string, parsed: z.infer<typeof streamMapping>): MappingSpec | undefined {
  if (!parsed.Enabled) return undefined;
  const onFailure = parsed.DestinationConfig?.OnFailure.Destination;
  const endless = (value: number): number => (value === -1 ? Infinity : value);
  const spec: StreamMappingSpec = {
    id,
    streamArn: parsed.EventSourceArn,
    functionName: functionNameOf(parsed.FunctionName),
    batchSize: parsed.BatchSize,
    from: parsed.StartingPosition,
    bisects: parsed.BisectBatchOnFunctionError,
    retriesMax: endless(parsed.MaximumRetryAttempts),
    recordAgeMsMax: endless(parsed.MaximumRecordAgeInSeconds) * 1000,
    filters: (parsed.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
    reportsFailures: parsed.FunctionResponseTypes.length > 0,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
  return { kind: 'stream', spec };
}

/** The name of a function, from its name or its ARN, also when the ARN is part of a longer text (an integration's URI). */
export function functionNameOf(text: string): string {
  return /:function:([A-Za-z0-9-_]+)/.exec(text)?.[1] ?? text;
}
