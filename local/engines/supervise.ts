import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineProbeMs, engineRestartsPerMinute, engineStartMsMax, engineStopMsMax } from '../limits.ts';

export interface EngineCommand {
  readonly name: string;
  /** A script for this Node that prints the engine's process id, reads a pipe as standard input and ends when it closes. */
  readonly script: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Whether the engine answers. */
  probe(): Promise<boolean>;
  /** Told of the processes of the engine, at every start. */
  started(pids: readonly number[]): void;
  /** Told when it died too often, or no longer starts. */
  gaveUp(error: Error): void;
}

/** A child process that is started again, with the same arguments, when it dies. */
export interface Supervised {
  stop(): Promise<void>;
}

/**
 * Starts an engine and resolves when it answers; rejects when it does not within its time. From then on restarts it whenever it
 * dies, until it is stopped or died too often.
 */
export async function supervise(command: EngineCommand): Promise<Supervised> {
  let stopping = false;
  const deaths: number[] = [];
  let current = await start(command);

  const watch = ({ child }: Running): void => {
    child.once('exit', () => {
      if (!stopping) void restart();
    });
  };
  const restart = async (): Promise<void> => {
    kill(current.enginePid);
    const now = performance.now();
    deaths.push(now);
    try {
      if (deaths.filter((at) => now - at < 60_000).length > engineRestartsPerMinute)
        throw new Error(`${command.name} keeps dying`);
      current = await start(command);
      if (stopping) return await end(current);
      watch(current);
    } catch (error) {
      if (!stopping) command.gaveUp(error instanceof Error ? error : new Error(String(error)));
    }
  };
  watch(current);
  return {
    stop: async () => {
      stopping = true;
      await end(current);
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly enginePid: number;
}

async function start(command: EngineCommand): Promise<Running> {
  const log = openSync(command.logFile, 'a');
  // In a process group of its own: Ctrl-C in a terminal is for the runner, which then ends its engines in good order.
  const child = spawn(process.execPath, [command.script, ...command.args], {
    stdio: ['pipe', 'pipe', log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  const exited = new AbortController();
  child.once('exit', () => exited.abort());
  child.once('error', () => exited.abort());
  const deadline = AbortSignal.timeout(engineStartMsMax);
  const enginePid = await firstNumber(child, AbortSignal.any([exited.signal, deadline])).catch(() => undefined);
  if (enginePid !== undefined) {
    command.started([...(child.pid === undefined ? [] : [child.pid]), enginePid]);
    // A process that listens on this port but is not ours would answer too: ours must be alive while it does.
    while (!exited.signal.aborted && !deadline.aborted) {
      if ((await command.probe()) && !exited.signal.aborted) return { child, enginePid };
      await sleep(engineProbeMs);
    }
    kill(enginePid);
  }
  child.kill('SIGKILL');
  throw new Error(`${command.name} did not start; see ${command.logFile}`);
}

function firstNumber(child: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no process id')));
    child.stdout?.once('data', (line: Buffer) => resolve(Number.parseInt(line.toString(), 10)));
  });
}

/** Closes the engine's standard input, which asks it to end; kills it when it does not. */
async function end({ child, enginePid }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const patience = AbortSignal.timeout(engineStopMsMax * 2);
  patience.addEventListener('abort', () => {
    kill(enginePid);
    child.kill('SIGKILL');
  });
  await gone;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, which is what was wanted.
  }
}
