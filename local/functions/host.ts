import { randomUUID } from 'node:crypto';
import { invocationsPerWorker, workersPerFunctionMax } from '../limits.ts';
import type { FunctionSpec } from '../plan/functions.ts';
import { Sandbox } from './sandbox.ts';
import type { Outcome } from './sandbox.ts';
import type { FunctionLog } from './log.ts';
import type { VesselKind } from './vessel.ts';

export interface Counts {
  readonly invocations: number;
  readonly failures: number;
  readonly throttles: number;
  readonly underWay: number;
  /** Of its workers, where they are processes of their own. */
  readonly pids: readonly number[];
}

export interface HostOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  readonly vessel: VesselKind;
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

  /** Starts a worker ahead of the first event; false when the bundle does not load, and the log says why. */
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
    const outcome = await this.sandbox().invoke(
      { requestId, event: JSON.stringify(event), deadline: Date.now() + timeoutMs },
      timeoutMs,
    );
    this.underWay -= 1;
    if (outcome.kind === 'failed') {
      this.failures += 1;
      this.options.log.failure(requestId, outcome);
    }
    return outcome;
  }

  /** Ends every worker; what is under way fails. */
  async stop(): Promise<void> {
    await Promise.all([...this.sandboxes].map((sandbox) => sandbox.end()));
  }

  /** The least busy worker; a new one where there is none, or where all are crowded and there may be more. */
  private sandbox(): Sandbox {
    const open: Sandbox[] = [];
    for (const sandbox of this.sandboxes) {
      if (sandbox.isOpen) open.push(sandbox);
      else if (sandbox.load === 0) this.sandboxes.delete(sandbox);
    }
    const [best] = open.toSorted((a, b) => a.load - b.load);
    if (best !== undefined && (best.load < invocationsPerWorker || open.length >= workersPerFunctionMax)) return best;
    const { environment, log, vessel } = this.options;
    const fresh = new Sandbox(this.spec, { environment, log: log.stream, vessel });
    this.sandboxes.add(fresh);
    return fresh;
  }
}
