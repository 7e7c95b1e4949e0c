import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineCheckMs, engineStartMsMax, engineStopMsMax } from './limits.ts';

/** This script runs a command and ends it when its own standard input closes, however the test process ends. */
const watchdog = path.join(import.meta.dirname, '../../local/engines/watchdog.ts');

export interface Child {
  /** Ends the command and resolves when it has ended. */
  readonly kill: () => Promise<void>;
}

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Whether the command is ready to serve. Called again until it is. */
  readonly isReady: () => Promise<boolean>;
}

/**
 * Starts a command that ends with this process, however this process ends. Throws when the command ends or is not ready in time.
 */
export async function startChild({ command, args, isReady }: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, [watchdog, command, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.stdin.end();
    const late = sleep(engineStopMsMax, 'late', { ref: false });
    if (child.exitCode === null && (await Promise.race([gone, late])) === 'late') throw new Error(`${command} does not end`);
  };

  const deadline = performance.now() + engineStartMsMax;
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`${command} ended before it was ready`);
    if (performance.now() > deadline) {
      await kill();
      throw new Error(`${command} was not ready in ${engineStartMsMax} ms`);
    }
    await sleep(engineCheckMs);
  }
  return { kill };
}
