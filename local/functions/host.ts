import { randomUUID } from 'node:crypto';
import { invocationsPerWorker, workersPerFunctionMax } from '../limits.ts';
import type { FunctionSpec } from '../plan/functions.ts';
import { Sandbox, type Outcome } from './sandbox.ts';
import type { FunctionLog } from './log.ts';
import type { WorkerKind } from './worker-host.ts';

export interface Counts {
  readonly invocations: number;
  readonly failures: number;
  readonly throttles: number;
  readonly underWay: number;
  /** Process ids of the workers that are processes. */
  readonly pids: readonly number[];
}

export interface HostOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  readonly workerKind: WorkerKind;
}

/** One Lambda function: sends each event to one of its few workers, and replaces workers that ended. */
export class FunctionHost {
  readonly spec: FunctionSpec;
  private readonly options: HostOptions;
  private readonly sandboxes = new Set<Sandbox>();
  private invocations = 0;
  private failures = 0;
  private throttles = 0;
  private underWay = 0;

  constructor(spec: FunctionSpec, options: HostOptions) {
    this.spec = spec;
    this.options = options;
  }

  get counts(): Counts {
    const { invocations, failures, throttles, underWay } = this;
    const pids = [...this.sandboxes].flatMap((sandbox) => (sandbox.isOpen ? (sandbox.pid ?? []) : []));
    return { invocations, failures, throttles, underWay, pids };
  }

  /** Starts a worker before the first event arrives. False when the bundle does not load; the function's log then says why. */
  async warm(): Promise<boolean> {
    return await this.sandbox().ready();
  }

  /** Runs the handler for an event. Never rejects; safe to call concurrently. */
  async invoke(event: unknown): Promise<Outcome> {
    if (this.underWay >= this.spec.concurrency) {
      this.throttles += 1;
      return { kind: 'throttled' };
    }
    this.invocations += 1;
    this.underWay += 1;
    const requestId = randomUUID();
    const { timeoutMs } = this.spec;
    const outcome = await this.sandbox().invoke({ requestId, event: JSON.stringify(event), timeoutMs });
    this.underWay -= 1;
    if (outcome.kind === 'failed') {
      this.failures += 1;
      this.options.log.failure(requestId, outcome);
    }
    return outcome;
  }

  /** Ends every worker. Invocations in progress fail. */
  async stop(): Promise<void> {
    await Promise.all([...this.sandboxes].map((sandbox) => sandbox.end()));
  }

  /** The least busy worker. Starts a new one if there is none, or if all are full and another one is allowed. */
  private sandbox(): Sandbox {
    const open: Sandbox[] = [];
    for (const sandbox of this.sandboxes) {
      if (sandbox.isOpen) open.push(sandbox);
      else if (sandbox.load === 0) this.sandboxes.delete(sandbox);
    }
    const [best] = open.toSorted((a, b) => a.load - b.load);
    if (best !== undefined && (best.load < invocationsPerWorker || open.length >= workersPerFunctionMax)) return best;
    const { environment, log, workerKind } = this.options;
    const fresh = new Sandbox(this.spec, { environment, log: log.stream, workerKind });
    this.sandboxes.add(fresh);
    return fresh;
  }
}
