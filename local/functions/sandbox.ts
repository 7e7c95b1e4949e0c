import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { workerHeapMbMin, workerLoadMsMax, workerYoungHeapMb } from '../limits.ts';
import type { FunctionSpec } from '../plan/functions.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';
import { Pulse } from './pulse.ts';

/** What became of an invocation; the payload is the JSON text the handler answered. */
export type Outcome =
  | { readonly kind: 'answered'; readonly payload: string }
  | {
      readonly kind: 'failed';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: string;
      readonly timedOut?: boolean;
    }
  /** More executions than the function may have: nothing ran. */
  | { readonly kind: 'throttled' };

export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  readonly deadline: number;
}

/** A worker thread with one function's bundle in it, serving many invocations at once, each failed at its own deadline. */
export class Sandbox {
  private readonly worker: Worker;
  private readonly open = new Map<number, (outcome: Outcome) => void>();
  private readonly started: Promise<boolean>;
  private lastId = 0;
  private isLoaded = false;
  private retired = false;
  private ended = false;
  private readonly pulse = new Pulse(() => this.send({ kind: 'ping' }));
  private failure: { errorType: string; errorMessage: string } = {
    errorType: 'Runtime.ExitError',
    errorMessage: 'The runtime exited before it answered',
  };

  constructor(spec: FunctionSpec, environment: Readonly<Record<string, string>>, log: Writable) {
    const { module, exportName, name, arn, memoryMb } = spec;
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { module, exportName, name, arn, memoryMb } satisfies WorkerStart,
      env: { ...environment },
      // Nothing of how the runner itself was started (a debugger, a test) may reach the function.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxYoungGenerationSizeMb: workerYoungHeapMb,
        maxOldGenerationSizeMb: Math.max(workerHeapMbMin, memoryMb),
      },
    });
    this.worker.stdout.pipe(log, { end: false });
    this.worker.stderr.pipe(log, { end: false });
    this.worker.on('error', (error: unknown) => this.died(error));
    this.started = new Promise((resolve) => {
      this.worker.on('message', (message: FromWorker) => this.heard(message, () => resolve(true)));
      this.worker.once('exit', () => {
        this.over();
        resolve(false);
      });
    });
    void this.endUnlessLoaded();
  }

  /** Invocations under way. */
  get load(): number {
    return this.open.size;
  }

  /** Whether it still takes invocations; one that is stuck in a loop takes none, and those it has run into their time-outs. */
  get isOpen(): boolean {
    return !this.retired && !this.ended && !this.pulse.isStuck;
  }

  /** Whether the bundle was loaded; false when the thread ended instead. */
  ready(): Promise<boolean> {
    return this.started;
  }

  /** Runs the handler. Never rejects; resolves at the deadline at the latest. */
  invoke({ requestId, event, deadline }: Invocation, timeoutMs: number): Promise<Outcome> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.timeOut(id, timeoutMs), deadline - Date.now());
      this.open.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      this.feel();
      this.send({ kind: 'invoke', id, requestId, event, deadline });
    });
  }

  /** Ends the thread at once; what is under way fails. */
  async end(): Promise<void> {
    this.retired = true;
    await this.worker.terminate();
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  /** While it loads it cannot answer, and while it has nothing to do nobody needs to know. */
  private feel(): void {
    if (this.isLoaded && this.open.size > 0) this.pulse.start();
  }

  private heard(message: FromWorker, loaded: () => void): void {
    if (message.kind === 'ready') {
      this.isLoaded = true;
      this.feel();
      return loaded();
    }
    if (message.kind === 'pong') return this.pulse.answered();
    const { id } = message;
    if (message.kind === 'answer') return this.settle(id, { kind: 'answered', payload: message.payload });
    this.settle(id, { kind: 'failed', errorType: message.errorType, errorMessage: message.errorMessage, trace: message.trace });
  }

  private settle(id: number, outcome: Outcome): void {
    this.open.get(id)?.(outcome);
    this.open.delete(id);
    if (this.open.size > 0) return;
    this.pulse.stop();
    if (this.retired) void this.worker.terminate();
  }

  /**
   * Lambda would end the whole environment, with one invocation in it. Here others may be under way, so it takes no new ones, and
   * goes when the last has finished; or at once, with all of them, when it is stuck, since none of them will ever finish.
   */
  private timeOut(id: number, timeoutMs: number): void {
    this.retired = true;
    const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    this.settle(id, { kind: 'failed', errorType: 'Sandbox.Timedout', errorMessage, timedOut: true });
    if (this.pulse.isStuck) void this.worker.terminate();
  }

  private async endUnlessLoaded(): Promise<void> {
    const inTime = await Promise.race([this.ready(), sleep(workerLoadMsMax, 'late', { ref: false })]);
    if (inTime !== 'late') return;
    this.failure = { errorType: 'Runtime.InitError', errorMessage: `The bundle did not load within ${workerLoadMsMax} ms` };
    await this.worker.terminate();
  }

  private died(error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.failure = { errorType: name, errorMessage: message };
  }

  private over(): void {
    this.ended = true;
    for (const id of this.open.keys()) this.settle(id, { kind: 'failed', ...this.failure });
  }
}
