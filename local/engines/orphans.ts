import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { engineProbeMs, orphanMsMax } from '../limits.ts';

const pidsSchema = z.array(z.number().int().positive());
const fileIn = (stateDir: string): string => path.join(stateDir, 'engines.json');

/**
 * Records the engine processes of this run in a file, so that the next run knows which processes a kill may have left running.
 */
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
 * Waits until the engines of an earlier run on this state directory have ended, so that two engines never write the same files.
 * Kills those that do not end, where the system can say that they are ours. Throws an error that names them when it cannot tell.
 */
export async function endOrphans(stateDir: string): Promise<void> {
  const pids = pidsSchema.safeParse(readJsonFile(fileIn(stateDir))).data ?? [];
  const deadline = Date.now() + orphanMsMax;
  for (const pid of pids) {
    if (commandLine(pid)?.includes(stateDir) === true) signal(pid, 'SIGKILL');
  }
  while (pids.some(isEngine)) {
    if (Date.now() > deadline)
      throw new Error(`Processes of an earlier run are still running: ${pids.filter(isEngine).join(', ')}. Stop them first.`);
    await sleep(engineProbeMs);
  }

  /**
   * The system may have given the number to another process since. Where the command line can be read, only our own processes
   * count.
   */
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
