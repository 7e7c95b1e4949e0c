import * as z from 'zod';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const count = z.coerce.number().int().nonnegative();

/** The properties of a queue. Encryption and the permission to redrive have no local meaning. */
const queue = z.object({
  FifoQueue: z.coerce.boolean().optional(),
  ContentBasedDeduplication: z.coerce.boolean().optional(),
  DeduplicationScope: z.enum(['messageGroup', 'queue']).optional(),
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']).optional(),
  DelaySeconds: count.optional(),
  MaximumMessageSize: count.optional(),
  MessageRetentionPeriod: count.optional(),
  ReceiveMessageWaitTimeSeconds: count.optional(),
  VisibilityTimeout: count.optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() }).optional(),
});

export interface QueueSpec {
  readonly name: string;
  readonly isFifo: boolean;
  /** Texts, as SQS takes them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads a queue of the template, so that it can be created. */
export function queueSpec(chosen: Chosen): QueueSpec {
  const parsed = parseProperties(queue, chosen);
  const given = Object.entries(parsed).filter(([, value]) => value !== undefined);
  const attributes = given.map(([key, value]): [string, string] => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return { name: chosen.name, isFifo: parsed.FifoQueue === true, attributes: Object.fromEntries(attributes) };
}
