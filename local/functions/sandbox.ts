import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerLoadMsMax } from '../limits.ts';
import type { FunctionSpec } from '../plan/functions.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { Pulse } from './pulse.ts';
import { launch } from './vessel.ts';
import type { Vessel, VesselKind } from './vessel.ts';

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

export interface SandboxOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Writable;
  readonly vessel: VesselKind;
}

/** A worker with one function's bundle in it, serving many invocations at once, each failed at its own deadline. */
export class Sandbox {
  private readonly vessel: Vessel;
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

  constructor({ module, exportName, name, arn, memoryMb }: FunctionSpec, { environment, log, vessel }: SandboxOptions) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.started = promise;
    this.vessel = launch(vessel, {
      start: { module, exportName, name, arn, memoryMb },
      environment,
      log,
      heard: (message) => this.heard(message, () => resolve(true)),
      died: (error) => this.died(error),
      over: () => {
        this.over();
        resolve(false);
      },
    });
    void this.endUnlessLoaded();
  }

  /** Its process, where it has one of its own. */
  get pid(): number | undefined {
    return this.vessel.pid;
  }

  /** Invocations under way. */
  get load(): number {
    return this.open.size;
  }

  /** Whether it still takes invocations; one that is stuck in a loop takes none, and those it has run into their time-outs. */
  get isOpen(): boolean {
    return !this.retired && !this.ended && !this.pulse.isStuck;
  }

  /** Whether the bundle was loaded; false when the worker ended instead. */
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

  /** Ends the worker at once; what is under way fails. */
  async end(): Promise<void> {
    this.retired = true;
    await this.vessel.end();
  }

  private send(message: ToWorker): void {
    this.vessel.say(message);
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
    if (this.retired) void this.vessel.end();
  }

  /**
   * Lambda would end the whole environment, with one invocation in it. Here others may be under way, so it takes no new ones, and
   * goes when the last has finished; or at once, with all of them, when it is stuck, since none of them will ever finish.
   */
  private timeOut(id: number, timeoutMs: number): void {
    this.retired = true;
    const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    this.settle(id, { kind: 'failed', errorType: 'Sandbox.Timedout', errorMessage, timedOut: true });
    if (this.pulse.isStuck) void this.vessel.end();
  }

  private async endUnlessLoaded(): Promise<void> {
    const inTime = await Promise.race([this.ready(), sleep(workerLoadMsMax, 'late', { ref: false })]);
    if (inTime !== 'late') return;
    this.failure = { errorType: 'Runtime.InitError', errorMessage: `The bundle did not load within ${workerLoadMsMax} ms` };
    await this.vessel.end();
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
