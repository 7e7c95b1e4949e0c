import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** Files that `wipe` never deletes, since they hold no data: those of the lock, and the ports. */
const keptFiles = new Set(['lock.db', 'lock.db-journal', 'pid', 'ports.json']);

const ports = z.record(z.string(), z.number().int());

/** The state directory of a runner: `.earshot/` by default. */
export class StateDir {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = path.resolve(folder);
    mkdirSync(this.logs, { recursive: true });
  }

  get logs(): string {
    return path.join(this.folder, 'logs');
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** Deletes all data of earlier runs. The lock must be held, and the engines must have ended. */
  wipe(): void {
    for (const name of readdirSync(this.folder)) if (!keptFiles.has(name)) rmSync(this.file(name), { recursive: true });
    mkdirSync(this.logs);
  }

  /**
   * The port that a server or engine had in the last run, so that addresses stay the same after a restart if the port is still
   * free.
   */
  lastPort(name: string): number {
    return this.ports()[name] ?? 0;
  }

  rememberPort(name: string, port: number): void {
    writeJsonFile(this.file('ports.json'), { ...this.ports(), [name]: port });
  }

  private ports(): Record<string, number> {
    const parsed = ports.safeParse(readJsonFile(this.file('ports.json')));
    return parsed.success ? parsed.data : {};
  }
}
