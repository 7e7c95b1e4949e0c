import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerLoadMsMax } from '../limits.ts';
import type { FunctionSpec } from '../plan/functions.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { Heartbeat } from './heartbeat.ts';
import { startWorker, type WorkerHost, type WorkerKind } from './worker-host.ts';

/** The result of an invocation. The payload is the handler's answer as JSON text. */
export type Outcome =
  | { readonly kind: 'answered'; readonly payload: string }
  | {
      readonly kind: 'failed';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: string;
      readonly timedOut?: boolean;
    }
  /** The function already has as many executions as it may have. Nothing ran. */
  | { readonly kind: 'throttled' };

export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  readonly timeoutMs: number;
}

export interface SandboxOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Writable;
  readonly workerKind: WorkerKind;
}

/** A worker with one function's bundle in it. It serves many invocations at once, and each fails at its own deadline. */
export class Sandbox {
  private readonly workerHost: WorkerHost;
  private readonly open = new Map<number, (outcome: Outcome) => void>();
  private readonly started: Promise<boolean>;
  private lastId = 0;
  private isLoaded = false;
  private retired = false;
  private ended = false;
  private readonly heartbeat = new Heartbeat(
    () => this.send({ kind: 'ping' }),
    () => this.workerHost.cpuMs(),
  );
  private failure: { errorType: string; errorMessage: string } = {
    errorType: 'Runtime.ExitError',
    errorMessage: 'The runtime exited before it answered',
  };

  constructor({ module, exportName, name, arn, memoryMb }: FunctionSpec, { environment, log, workerKind }: SandboxOptions) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.started = promise;
    this.workerHost = startWorker(workerKind, {
      start: { module, exportName, name, arn, memoryMb },
      environment,
      log,
      onMessage: (message) => this.receive(message, () => resolve(true)),
      onError: (error) => this.failed(error),
      onExit: () => {
        this.exited();
        resolve(false);
      },
    });
    void this.endUnlessLoaded();
  }

  /** Process id of the worker, if it is a process. */
  get pid(): number | undefined {
    return this.workerHost.pid;
  }

  /** Number of invocations in progress. */
  get load(): number {
    return this.open.size;
  }

  /**
   * Whether it takes more invocations. A worker that is stuck in a loop takes none, and its invocations fail at their time-outs.
   */
  get isOpen(): boolean {
    return !this.retired && !this.ended && !this.heartbeat.isStuck;
  }

  /** Whether the bundle was loaded. False when the worker ended instead. */
  ready(): Promise<boolean> {
    return this.started;
  }

  /**
   * Runs the handler. Never rejects. It resolves at the time-out at the latest, which is counted from the moment at which the bundle is
   * loaded: as in Lambda, loading has a time of its own.
   */
  invoke({ requestId, event, timeoutMs }: Invocation): Promise<Outcome> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      this.open.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      if (this.ended) return this.exited();
      void this.started.then(() => {
        // The worker has ended instead, and the invocation with it.
        if (!this.open.has(id)) return;
        timer = setTimeout(() => this.timeOut(id, timeoutMs), timeoutMs);
        this.watchHeartbeat();
        this.send({ kind: 'invoke', id, requestId, event, deadline: Date.now() + timeoutMs });
      });
    });
  }

  /** Ends the worker at once. Invocations in progress fail. */
  async end(): Promise<void> {
    this.retired = true;
    await this.workerHost.end();
  }

  private send(message: ToWorker): void {
    this.workerHost.send(message);
  }

  /**
   * Pings only a worker that has loaded, since it cannot answer before, and that has invocations, since an idle one need not be
   * checked.
   */
  private watchHeartbeat(): void {
    if (this.isLoaded && this.open.size > 0) this.heartbeat.start();
  }

  private receive(message: FromWorker, loaded: () => void): void {
    if (message.kind === 'ready') {
      this.isLoaded = true;
      this.watchHeartbeat();
      return loaded();
    }
    if (message.kind === 'pong') return this.heartbeat.answered();
    const { id } = message;
    if (message.kind === 'answer') return this.finish(id, { kind: 'answered', payload: message.payload });
    this.finish(id, { kind: 'failed', errorType: message.errorType, errorMessage: message.errorMessage, trace: message.trace });
  }

  private finish(id: number, outcome: Outcome): void {
    this.open.get(id)?.(outcome);
    this.open.delete(id);
    if (this.open.size > 0) return;
    this.heartbeat.stop();
    if (this.retired) void this.workerHost.end();
  }

  /**
   * Lambda would end the whole environment, which has one invocation in it. Here other invocations may be in progress. So the
   * worker takes no new ones and ends after the last one; or at once when it is stuck, since then none of them will ever finish.
   */
  private timeOut(id: number, timeoutMs: number): void {
    this.retired = true;
    const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    this.finish(id, { kind: 'failed', errorType: 'Sandbox.Timedout', errorMessage, timedOut: true });
    if (this.heartbeat.isStuck) void this.workerHost.end();
  }

  private async endUnlessLoaded(): Promise<void> {
    const inTime = await Promise.race([this.ready(), sleep(workerLoadMsMax, 'late', { ref: false })]);
    if (inTime !== 'late') return;
    this.failure = { errorType: 'Runtime.InitError', errorMessage: `The bundle did not load within ${workerLoadMsMax} ms` };
    await this.workerHost.end();
  }

  private failed(error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.failure = { errorType: name, errorMessage: message };
  }

  private exited(): void {
    this.ended = true;
    for (const id of this.open.keys()) this.finish(id, { kind: 'failed', ...this.failure });
  }
}
