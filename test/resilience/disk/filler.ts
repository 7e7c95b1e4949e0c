import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillEveryMs } from '../limits.ts';

/** From large to small, so that no space is left at the end. */
const chunks = [1 << 20, 1 << 16, 1 << 12, 1].map((bytes) => Buffer.alloc(bytes));

/** Fills the disk of the folder, and fills what becomes free, for `forMs`. Then frees it all. */
export async function fillDisk(folder: string, forMs: number): Promise<void> {
  const file = path.join(folder, 'filler');
  const filler = openSync(file, 'w');
  const end = Date.now() + forMs;
  try {
    while (Date.now() < end) {
      for (const chunk of chunks) fill(filler, chunk);
      await sleep(fillEveryMs);
    }
  } finally {
    closeSync(filler);
    rmSync(file);
  }
}

/** Appends the chunk until there is no space for it. */
function fill(filler: number, chunk: Buffer): void {
  try {
    while (writeSync(filler, chunk) === chunk.length);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
