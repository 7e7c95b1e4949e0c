/** Runs a worker in a thread of the runner or in its own process. A process can be stopped and killed, as one of Lambda's can. */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { workerHeapMbMin, workerYoungHeapMb } from '../limits.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

export type WorkerKind = 'thread' | 'process';

export interface WorkerHostOptions {
  readonly start: WorkerStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Writable;
  onMessage(message: FromWorker): void;
  /** An error that the worker did not catch. The worker ends after it. */
  onError(error: unknown): void;
  onExit(): void;
}

export interface WorkerHost {
  /** Undefined for a thread. */
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  /** Milliseconds of processor time that the worker has used. */
  cpuMs(): Promise<number>;
  /** Ends the worker at once, whatever it is doing. */
  end(): Promise<unknown>;
}

/** Starts a worker. */
export function startWorker(kind: WorkerKind, options: WorkerHostOptions): WorkerHost {
  return kind === 'thread' ? inThread(options) : inProcess(options);
}

const code = new URL('./worker.ts', import.meta.url);
const heapMb = ({ memoryMb }: WorkerStart): number => Math.max(workerHeapMbMin, memoryMb);

function inThread({ start, environment, log, onMessage, onError, onExit }: WorkerHostOptions): WorkerHost {
  const worker = new Worker(code, {
    workerData: start,
    env: { ...environment },
    // No setting with which the runner itself was started (a debugger, a test) may reach the function.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: workerYoungHeapMb, maxOldGenerationSizeMb: heapMb(start) },
  });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  worker.on('message', onMessage);
  worker.on('error', onError);
  worker.once('exit', onExit);
  let ending: Promise<unknown> | undefined;
  return {
    pid: undefined,
    send: (message) => worker.postMessage(message),
    cpuMs: async () => {
      // A worker that has ended uses nothing more.
      const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
      return (user + system) / 1_000;
    },
    end: () => (ending ??= worker.terminate()),
  };
}

function inProcess({ start, environment, log, onMessage, onError, onExit }: WorkerHostOptions): WorkerHost {
  const child = fork(code, [JSON.stringify(start)], {
    env: { ...environment },
    execArgv: [`--max-old-space-size=${heapMb(start)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.on('message', (message: FromWorker) => onMessage(message));
  child.on('error', onError);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exited.then(onExit);
  return {
    pid: child.pid,
    // A process that was just killed receives no messages. Its invocations fail when its exit is noticed.
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    end: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Milliseconds in a clock tick of Linux's /proc. */
const tickMs = 10;

/** The processor time of a process, which only Linux tells; elsewhere the time that passes. */
async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return performance.now();
  // After the name in parentheses, which may hold spaces: the state is the third field, and the times are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
