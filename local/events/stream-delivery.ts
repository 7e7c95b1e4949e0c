import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionHost } from '../functions/host.ts';
import { streamRetryMsFirst, streamRetryMsMax } from '../limits.ts';
import type { StreamMappingSpec } from '../plan/mappings.ts';
import { reportedFailures } from './batch-failures.ts';

/** A stream record in the form that Lambda passes on. Times are epoch seconds, as in the JSON of DynamoDB Streams. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  readonly createdMs: number;
  readonly event: object;
}

/** Why records were given up, as Lambda's on-failure destination names it. */
export type GivenUp = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface Delivery {
  readonly spec: StreamMappingSpec;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly signal: AbortSignal;
  /** Called when every record up to this one is handled. */
  advanced(sequenceNumber: string): void;
  gaveUp(records: readonly StreamRecord[], reason: GivenUp, tries: number): Promise<void>;
}

interface Batch {
  readonly records: readonly StreamRecord[];
  /** Failed attempts of exactly this batch. */
  readonly tries: number;
}

/**
 * Passes one batch of a shard to the function, in order, until every record succeeded or was given up, or the runner stops. A
 * batch that failed is tried again. With bisecting it is tried in two halves, which does not count as an attempt (AWS Lambda,
 * "Error handling for a DynamoDB event source"). When a handler reports where it failed, only the rest is tried again.
 */
export async function deliverBatch(records: readonly StreamRecord[], delivery: Delivery): Promise<void> {
  const pending: Batch[] = [{ records, tries: 0 }];
  for (let batch = pending.shift(); batch !== undefined && !delivery.signal.aborted; batch = pending.shift()) {
    const failedAt = await attempt(batch.records, delivery);
    const passed = batch.records[failedAt - 1];
    if (passed !== undefined) delivery.advanced(passed.sequenceNumber);
    if (failedAt === batch.records.length) continue;
    pending.unshift(
      ...(await next({ records: batch.records.slice(failedAt), tries: failedAt > 0 ? 1 : batch.tries + 1 }, delivery)),
    );
  }
}

/** The index of the first record that failed; the number of records when none did. */
async function attempt(records: readonly StreamRecord[], { spec, host }: Delivery): Promise<number> {
  const outcome = await host.invoke({ Records: records.map(({ event }) => event) });
  if (outcome.kind !== 'answered') return 0;
  if (!spec.reportsFailures) return records.length;
  const failed = reportedFailures(outcome.payload, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
  if (failed === 'all') return 0;
  const first = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return first === -1 ? records.length : first;
}

/** What to do with a batch that failed: try its halves, try it again after a pause, or nothing when it is given up. */
async function next(batch: Batch, delivery: Delivery): Promise<Batch[]> {
  const { spec, signal } = delivery;
  const { records, tries } = batch;
  const oldest = records[0]?.createdMs ?? Date.now();
  if (Date.now() - oldest > spec.recordAgeMsMax) return await giveUp(batch, 'RecordAgeExceeded', delivery);
  if (spec.bisects && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, tries: 0 }));
  }
  if (tries > spec.retriesMax) return await giveUp(batch, 'RetryAttemptsExhausted', delivery);
  const pause = Math.min(streamRetryMsMax, streamRetryMsFirst * 2 ** (tries - 1));
  await sleep(pause, undefined, { signal }).catch(() => undefined);
  return [batch];
}

async function giveUp({ records, tries }: Batch, reason: GivenUp, delivery: Delivery): Promise<[]> {
  await delivery.gaveUp(records, reason, tries);
  const last = records.at(-1);
  if (last !== undefined) delivery.advanced(last.sequenceNumber);
  return [];
}
