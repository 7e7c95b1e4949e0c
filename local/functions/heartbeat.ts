import { workerCpuAnswerMs, workerPingMs, workerStuckMs } from '../limits.ts';

interface Pinged {
  /** Milliseconds of processor time that the worker had used before. */
  readonly cpuMs: number;
}

/**
 * Checks whether a worker's event loop still runs: sends pings, and counts the worker as stuck when it has used `workerStuckMs` of processor
 * time without answering one. A worker that waits for the processor of a busy machine is not stuck.
 */
export class Heartbeat {
  private readonly ping: () => void;
  private readonly cpuMs: () => Promise<number>;
  private timer: NodeJS.Timeout | undefined;
  private pinged: Pinged | undefined;
  private isChecking = false;
  /** Whether a ping has been unanswered for too long. */
  isStuck = false;

  /** `ping` sends one ping to the worker. `cpuMs` gives the processor time that it has used. */
  constructor(ping: () => void, cpuMs: () => Promise<number>) {
    this.ping = ping;
    this.cpuMs = cpuMs;
  }

  /** Sends pings from now on. Another call while it runs changes nothing. */
  start(): void {
    this.timer ??= setInterval(() => void this.check(), workerPingMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.answered();
  }

  answered(): void {
    this.pinged = undefined;
    this.isStuck = false;
  }

  private async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    const before = this.pinged;
    const cpuMs = await Promise.race([this.cpuMs(), unanswered()]);
    this.isChecking = false;
    if (cpuMs === undefined || this.timer === undefined) return;
    if (this.pinged === undefined) {
      this.pinged = { cpuMs };
      this.ping();
    } else if (this.pinged === before) this.isStuck = cpuMs - before.cpuMs > workerStuckMs;
  }
}

function unanswered(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, workerCpuAnswerMs, undefined).unref());
}
