import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as SdkRecord,
  type DynamoDBStreamsClient,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionHost } from '../functions/host.ts';
import { getRecordsMax, pollRetryMs, streamPollMs } from '../limits.ts';
import type { StreamMappingSpec } from '../plan/mappings.ts';
import type { Checkpoint } from './checkpoint.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Running } from './queue-mapping.ts';
import { deliverBatch, type Delivery, type StreamRecord } from './stream-delivery.ts';

interface Source {
  readonly client: DynamoDBStreamsClient;
  readonly checkpoint: Checkpoint;
}

interface Sink {
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly gaveUp: Delivery['gaveUp'];
}

/**
 * Passes the records of a table's stream to a function, as an event source mapping does: in order, from the checkpoint on. The
 * checkpoint moves only when a batch is handled, so every record arrives at least once, also after a kill.
 */
export function startStreamMapping(spec: StreamMappingSpec, source: Source, sink: Sink): Running {
  const stopping = new AbortController();
  const reader = new StreamReader(spec, source, { ...sink, signal: stopping.signal });
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      // When a poll fails, the engine is being restarted or an iterator is too old: start again at the checkpoint.
      const pause = await reader.poll().then(
        (found) => (found ? 0 : streamPollMs),
        () => reader.reset(),
      );
      if (pause > 0) await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

class StreamReader {
  private readonly spec: StreamMappingSpec;
  private readonly source: Source;
  private readonly sink: Sink & { readonly signal: AbortSignal };
  private shards: Shard[] | undefined;
  private readonly iterators = new Map<string, string>();

  constructor(spec: StreamMappingSpec, source: Source, sink: Sink & { signal: AbortSignal }) {
    this.spec = spec;
    this.source = source;
    this.sink = sink;
  }

  /** Reads and delivers one batch of each shard that is due. Returns whether there were any records. */
  async poll(): Promise<boolean> {
    this.shards ??= await this.listShards();
    let found = false;
    for (const { ShardId: id = '', ParentShardId: parent } of this.shards) {
      if (this.source.checkpoint.of(id) === 'finished' || this.isUnfinished(parent)) continue;
      found = (await this.pollShard(id)) || found;
    }
    return found;
  }

  reset(): number {
    this.iterators.clear();
    this.shards = undefined;
    return pollRetryMs;
  }

  /** Order holds across shards too: a parent shard comes before its children. */
  private isUnfinished(parent: string | undefined): boolean {
    const listed = this.shards?.some(({ ShardId }) => ShardId === parent) ?? false;
    return parent !== undefined && listed && this.source.checkpoint.of(parent) !== 'finished';
  }

  private async pollShard(shardId: string): Promise<boolean> {
    const { client, checkpoint } = this.source;
    const iterator = this.iterators.get(shardId) ?? (await this.iterator(shardId));
    const limit = Math.min(this.spec.batchSize, getRecordsMax);
    const { Records: records = [], NextShardIterator: next } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
    );
    if (records.length > 0) await this.deliver(shardId, records);
    if (this.sink.signal.aborted) return false;
    if (next !== undefined) this.iterators.set(shardId, next);
    else {
      checkpoint.set(shardId, 'finished');
      this.reset();
    }
    return records.length > 0;
  }

  private async deliver(shardId: string, records: readonly SdkRecord[]): Promise<void> {
    const { filters, streamArn } = this.spec;
    const batch = records.map((record) => toLambda(record, streamArn));
    const wanted = batch.filter(({ event }) => filters.length === 0 || filters.some((pattern) => matchesPattern(event, pattern)));
    const advanced = (sequenceNumber: string): void => this.source.checkpoint.set(shardId, { after: sequenceNumber });
    if (wanted.length > 0) await deliverBatch(wanted, { spec: this.spec, ...this.sink, advanced });
    const last = batch.at(-1);
    if (last !== undefined && !this.sink.signal.aborted) advanced(last.sequenceNumber);
  }

  private async iterator(shardId: string): Promise<string> {
    const at = this.source.checkpoint.of(shardId);
    const position =
      typeof at === 'object'
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: at.after }
        : { ShardIteratorType: this.spec.from };
    const request = new GetShardIteratorCommand({ StreamArn: this.spec.streamArn, ShardId: shardId, ...position });
    const { ShardIterator: iterator } = await this.source.client.send(request);
    if (iterator === undefined) throw new Error(`The stream gave no iterator of ${shardId}`);
    return iterator;
  }

  private async listShards(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let after: string | undefined;
    do {
      const describe = new DescribeStreamCommand({
        StreamArn: this.spec.streamArn,
        ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
      });
      const { StreamDescription: stream } = await this.source.client.send(describe);
      shards.push(...(stream?.Shards ?? []));
      after = stream?.LastEvaluatedShardId;
    } while (after !== undefined);
    return shards;
  }
}

/** Converts a record of the SDK to its form in an event: binary values as base64 text, times as epoch seconds. */
function toLambda(record: SdkRecord, streamArn: string): StreamRecord {
  const createdMs = record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
  const plain: unknown = JSON.parse(JSON.stringify(record.dynamodb, (_, value: unknown) => encoded(value)));
  const dynamodb = { ...Object(plain), ApproximateCreationDateTime: createdMs / 1000 };
  return {
    sequenceNumber: record.dynamodb?.SequenceNumber ?? '',
    createdMs,
    event: { ...record, dynamodb, eventSourceARN: streamArn },
  };
}

function encoded(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
