import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** What the lock needs, and the addresses, which are no data: never wiped. */
const lasting = new Set(['lock.db', 'lock.db-journal', 'pid', 'ports.json']);

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

  /** Starts anew: no data of an earlier run stays. The lock must be held and the engines be gone. */
  wipe(): void {
    for (const name of readdirSync(this.folder)) if (!lasting.has(name)) rmSync(this.file(name), { recursive: true });
    mkdirSync(this.logs);
  }

  /** The port that something had in the last run, so that addresses survive a restart where the port is still free. */
  lastPort(of: string): number {
    return this.ports()[of] ?? 0;
  }

  rememberPort(of: string, port: number): void {
    writeJsonFile(this.file('ports.json'), { ...this.ports(), [of]: port });
  }

  private ports(): Record<string, number> {
    const parsed = ports.safeParse(readJsonFile(this.file('ports.json')));
    return parsed.success ? parsed.data : {};
  }
}
