/**
 * What the service wrote: every version of every talk and every seat, in the order of the commits, from the stream of the table
 * `live`. No route shows an offer to both sides, and no route shows a seat. So the ledger is read past the API, from the engine's
 * own endpoint, after the chaos run.
 */
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { itemOfImage } from '../../shared/adapters/dynamodb/stream-image.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { streamPage } from './limits.ts';

interface Entry {
  /** Position in the order of commits, over all items. The items of one transaction are next to each other. */
  readonly at: number;
  /** Milliseconds since the epoch: written at this time, or up to `ledgerGrainMs` later. */
  readonly writtenAt: number;
}

/** `after` is absent when the item was erased. `before` is absent at the first version. */
export type Change =
  | (Entry & { readonly kind: 'talk'; readonly before?: Talk; readonly after?: Talk })
  | (Entry & { readonly kind: 'seat'; readonly before?: Seat; readonly after?: Seat });

/** Milliseconds by which `writtenAt` is rounded down: the engine notes whole seconds. */
export const ledgerGrainMs = 1000;

/** Every change of one space, from the first to the last. */
export async function readLedger(endpoint: string, space: SpaceId): Promise<readonly Change[]> {
  const client = new DynamoDBStreamsClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    const records = await readStream(client);
    return changesOf(records, space);
  } finally {
    client.destroy();
  }
}

async function readStream(client: DynamoDBStreamsClient): Promise<readonly StreamRecord[]> {
  const { Streams: streams = [] } = await client.send(new ListStreamsCommand({}));
  const records: StreamRecord[] = [];
  for (const { StreamArn } of streams) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
      let { ShardIterator } = await client.send(start);
      for (;;) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator, Limit: streamPage }));
        records.push(...(page.Records ?? []));
        if ((page.Records ?? []).length === 0 || page.NextShardIterator === undefined) break;
        ShardIterator = page.NextShardIterator;
      }
    }
  }
  return records;
}

function changesOf(records: readonly StreamRecord[], space: SpaceId): readonly Change[] {
  const talks = new Map<string, Talk>();
  const seats = new Map<string, Seat>();
  return records.flatMap(({ dynamodb }, at): Change[] => {
    const pk = dynamodb?.Keys?.['pk']?.S ?? '';
    const isOurs = pk.startsWith('TALK#') || pk.startsWith('SEAT#');
    const item = isOurs && dynamodb?.NewImage !== undefined ? itemOfImage('live', dynamodb.NewImage) : undefined;
    const entry = { at, writtenAt: dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0 };
    if (pk.startsWith('TALK#')) {
      const versions = { ...beforeOf(talks.get(pk)), ...afterOf(item && talkRecord.read(item)) };
      remember(talks, pk, versions.after);
      return (versions.after ?? versions.before)?.space === space ? [{ ...entry, kind: 'talk', ...versions }] : [];
    }
    if (pk.startsWith(`SEAT#${space}#`)) {
      const versions = { ...beforeOf(seats.get(pk)), ...afterOf(item && seatRecord.read(item)) };
      remember(seats, pk, versions.after);
      return [{ ...entry, kind: 'seat', ...versions }];
    }
    return [];
  });
}

function beforeOf<T>(before: T | undefined): { before?: T } {
  return before === undefined ? {} : { before };
}

function afterOf<T>(after: T | undefined): { after?: T } {
  return after === undefined ? {} : { after };
}

function remember<T>(versions: Map<string, T>, key: string, version: T | undefined): void {
  if (version === undefined) versions.delete(key);
  else versions.set(key, version);
}
