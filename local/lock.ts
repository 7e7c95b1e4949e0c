import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockMsMax } from './limits.ts';

/** A state directory held by this process. */
export interface Lock {
  release(): void;
}

/**
 * Takes a state directory for this process alone; throws, naming the other process, when another holds it. The lock is SQLite's
 * on a file, thus the operating system's: it ends with the process, however that ends, so no stale lock can be left behind.
 */
export function lockStateDir(stateDir: string): Lock {
  mkdirSync(stateDir, { recursive: true });
  const database = new DatabaseSync(path.join(stateDir, 'lock.db'), { timeout: lockMsMax });
  const pidFile = path.join(stateDir, 'pid');
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new Error(
      `${stateDir} is in use by process ${readOr(pidFile, '(unknown)')}. Stop it, or give another directory with --state DIR.`,
    );
  }
  writeFileSync(pidFile, String(process.pid));
  return { release: () => database.close() };
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
