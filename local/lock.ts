import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockMsMax } from './limits.ts';

/** A state directory that this process has locked. */
export interface Lock {
  release(): void;
}

/**
 * Locks a state directory for this process. Throws an error that names the other process when another one holds the lock. The
 * lock is SQLite's on a file, so it belongs to the operating system: it ends with the process, however the process ends, and no
 * stale lock can remain.
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
      `${stateDir} is in use by process ${readOr(pidFile, '(unknown)')}. Stop it, or choose another directory with --state DIR.`,
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
