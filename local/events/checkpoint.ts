import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

/** Of each shard the last sequence number that was dealt with, or that the shard is closed and read to its end. */
const progress = z.object({
  streamArn: z.string(),
  shards: z.record(z.string(), z.union([z.object({ after: z.string() }), z.literal('finished')])),
});
type Progress = z.infer<typeof progress>;

/** How far a stream mapping has come, kept in a file so that it goes on from there after a restart. */
export class Checkpoint {
  private readonly file: string;
  private progress: Progress;

  constructor(folder: string, mappingId: string, streamArn: string) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, `${mappingId}.json`);
    const found = progress.safeParse(readJsonFile(this.file)).data;
    // Another ARN is another stream: the table was made anew, and its numbers begin again.
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
