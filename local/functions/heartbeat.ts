import { workerPingMs, workerStuckMs } from '../limits.ts';

/**
 * Checks whether a worker's event loop still runs: sends pings, and counts the worker as stuck when one is not answered for
 * `workerStuckMs`.
 */
export class Heartbeat {
  private readonly ping: () => void;
  private timer: NodeJS.Timeout | undefined;
  private pingedAt: number | undefined;

  /** `ping` sends one ping to the worker. */
  constructor(ping: () => void) {
    this.ping = ping;
  }

  /** Whether a ping has been unanswered for too long. */
  get isStuck(): boolean {
    return this.pingedAt !== undefined && performance.now() - this.pingedAt > workerStuckMs;
  }

  /** Sends pings from now on. Another call while it runs changes nothing. */
  start(): void {
    this.timer ??= setInterval(() => {
      if (this.pingedAt !== undefined) return;
      this.pingedAt = performance.now();
      this.ping();
    }, workerPingMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.pingedAt = undefined;
  }

  answered(): void {
    this.pingedAt = undefined;
  }
}
