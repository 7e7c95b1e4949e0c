import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineProbeMs, engineRestartsPerMinute, engineStartMsMax, engineStopMsMax } from '../limits.ts';

export interface EngineCommand {
  readonly name: string;
  /** A script for Node that prints the engine's process id, has a pipe as standard input and ends when the pipe closes. */
  readonly script: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Whether the engine answers. */
  probe(): Promise<boolean>;
  /** Called with the engine's process ids, at every start. */
  started(pids: readonly number[]): void;
  /** Called when the engine ended too often, or does not start any more. */
  onGiveUp(error: Error): void;
}

/** A child process that is started again, with the same arguments, when it ends. */
export interface Supervised {
  stop(): Promise<void>;
}

/**
 * Starts an engine and resolves when it answers. Rejects when it does not answer in time. After that, starts it again whenever it
 * ends, until it is stopped or has ended too often.
 */
export async function supervise(command: EngineCommand): Promise<Supervised> {
  let stopping = false;
  const exits: number[] = [];
  let current = await start(command);

  const watch = ({ child }: Running): void => {
    child.once('exit', () => {
      if (!stopping) void restart();
    });
  };
  const restart = async (): Promise<void> => {
    kill(current.enginePid);
    const now = performance.now();
    exits.push(now);
    try {
      if (exits.filter((at) => now - at < 60_000).length > engineRestartsPerMinute)
        throw new Error(`${command.name} ended too often`);
      current = await start(command);
      if (stopping) return await end(current);
      watch(current);
    } catch (error) {
      if (!stopping) command.onGiveUp(error instanceof Error ? error : new Error(String(error)));
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
  // In its own process group: Ctrl-C in a terminal goes to the runner only, which then stops its engines in order.
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
    // Another process on this port would answer too. So our process must still be running when the port answers.
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
    signal.addEventListener('abort', () => reject(new Error('The engine printed no process id')));
    child.stdout?.once('data', (line: Buffer) => resolve(Number.parseInt(line.toString(), 10)));
  });
}

/** Closes the engine's standard input, which tells it to end. Kills it when it does not end. */
async function end({ child, enginePid }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const timeout = AbortSignal.timeout(engineStopMsMax * 2);
  timeout.addEventListener('abort', () => {
    kill(enginePid);
    child.kill('SIGKILL');
  });
  await exited;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}
