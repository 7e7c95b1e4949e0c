import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { engineProbeMs, orphanMsMax } from '../limits.ts';

const noted = z.array(z.number().int().positive());
const fileIn = (stateDir: string): string => path.join(stateDir, 'engines.json');

/** Notes the engine processes of this run, so that the next run knows what a kill may have left behind. */
export class EngineNotes {
  private readonly file: string;
  private readonly byEngine = new Map<string, readonly number[]>();

  constructor(stateDir: string) {
    this.file = fileIn(stateDir);
  }

  note(engine: string, pids: readonly number[]): void {
    this.byEngine.set(engine, pids);
    writeJsonFile(this.file, [...this.byEngine.values()].flat());
  }
}

/**
 * Waits until the engines of an earlier run on this state directory are gone; those that stay are killed where the system
 * can say that they are ours, so no two engines ever write the same files. Throws, naming them, when some cannot be told.
 */
export async function endOrphans(stateDir: string): Promise<void> {
  const pids = noted.safeParse(readJsonFile(fileIn(stateDir))).data ?? [];
  const deadline = Date.now() + orphanMsMax;
  for (const pid of pids) {
    if (commandLine(pid)?.includes(stateDir) === true) signal(pid, 'SIGKILL');
  }
  while (pids.some(isEngine)) {
    if (Date.now() > deadline)
      throw new Error(`An earlier run left processes behind: ${pids.filter(isEngine).join(', ')}. End them first.`);
    await sleep(engineProbeMs);
  }

  /** A number may have been given to another process since; where the system tells command lines, only ours count. */
  function isEngine(pid: number): boolean {
    const line = commandLine(pid);
    return line === undefined ? signal(pid, 0) && process.platform !== 'linux' : line.includes(stateDir);
  }
}

function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
