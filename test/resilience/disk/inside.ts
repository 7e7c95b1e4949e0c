/** The part of the full-disk scenario that runs in the mount namespace of the small file system. Prints its verdict as JSON. */
import * as z from 'zod';
import { playFullDisk } from './full-disk.ts';

const playing = z.object({
  seed: z.number(),
  stateDir: z.string(),
  size: z.object({ seekers: z.number(), volunteers: z.number(), fullMs: z.number() }),
});

console.log(JSON.stringify(await playFullDisk(playing.parse(JSON.parse(process.argv[2] ?? '')))));
process.exit();
