import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

/** For each shard: the last sequence number that was handled, or that the shard is closed and read to its end. */
const progress = z.object({
  streamArn: z.string(),
  shards: z.record(z.string(), z.union([z.object({ after: z.string() }), z.literal('finished')])),
});
type Progress = z.infer<typeof progress>;

/** How far a stream mapping has read. It is kept in a file, so that a restart continues from there. */
export class Checkpoint {
  private readonly file: string;
  private progress: Progress;

  constructor(folder: string, mappingId: string, streamArn: string) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, `${mappingId}.json`);
    const found = progress.safeParse(readJsonFile(this.file)).data;
    // Another ARN is another stream: the table was created again, and its sequence numbers start again.
    this.progress = found?.streamArn === streamArn ? found : { streamArn, shards: {} };
  }

  of(shardId: string): Progress['shards'][string] | undefined {
    return this.progress.shards[shardId];
  }

  set(shardId: string, state: Progress['shards'][string]): void {
    this.progress = { ...this.progress, shards: { ...this.progress.shards, [shardId]: state } };
    writeJsonFile(this.file, this.progress);
  }
}
