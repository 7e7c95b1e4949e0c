/** What a worker lives in: a thread of the runner, or a process of its own, which can be stopped and killed like one of Lambda's. */
import { fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { workerHeapMbMin, workerYoungHeapMb } from '../limits.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

export type VesselKind = 'thread' | 'process';

export interface Cargo {
  readonly start: WorkerStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Writable;
  heard(message: FromWorker): void;
  /** An error that nobody caught; the end follows. */
  died(error: unknown): void;
  over(): void;
}

export interface Vessel {
  /** Undefined for a thread. */
  readonly pid: number | undefined;
  say(message: ToWorker): void;
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

/** Starts a worker. */
export function launch(kind: VesselKind, cargo: Cargo): Vessel {
  return kind === 'thread' ? inThread(cargo) : inProcess(cargo);
}

const code = new URL('./worker.ts', import.meta.url);
const heapMb = ({ memoryMb }: WorkerStart): number => Math.max(workerHeapMbMin, memoryMb);

function inThread({ start, environment, log, heard, died, over }: Cargo): Vessel {
  const worker = new Worker(code, {
    workerData: start,
    env: { ...environment },
    // Nothing of how the runner itself was started (a debugger, a test) may reach the function.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: workerYoungHeapMb, maxOldGenerationSizeMb: heapMb(start) },
  });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  worker.on('message', heard);
  worker.on('error', died);
  worker.once('exit', over);
  return {
    pid: undefined,
    say: (message) => worker.postMessage(message),
    end: async () => void (await worker.terminate()),
  };
}

function inProcess({ start, environment, log, heard, died, over }: Cargo): Vessel {
  const child = fork(code, [JSON.stringify(start)], {
    env: { ...environment },
    execArgv: [`--max-old-space-size=${heapMb(start)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.on('message', (message: FromWorker) => heard(message));
  child.on('error', died);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(over);
  return {
    pid: child.pid,
    // One that was just killed has no ear any more; what it had under way fails when it is known to be gone.
    say: (message) => void (child.connected && child.send(message, () => undefined)),
    end: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
