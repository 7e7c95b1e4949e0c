import { workerPingMs, workerStuckMs } from '../limits.ts';

/** Feels whether a worker's event loop still turns: it is asked to answer, and one that does not for a while is stuck. */
export class Pulse {
  private readonly ask: () => void;
  private timer: NodeJS.Timeout | undefined;
  private askedAt: number | undefined;

  /** `ask` sends the question. */
  constructor(ask: () => void) {
    this.ask = ask;
  }

  /** Whether the question has been open too long. */
  get isStuck(): boolean {
    return this.askedAt !== undefined && performance.now() - this.askedAt > workerStuckMs;
  }

  /** Asks from now on; asking again while it asks changes nothing. */
  start(): void {
    this.timer ??= setInterval(() => {
      if (this.askedAt !== undefined) return;
      this.askedAt = performance.now();
      this.ask();
    }, workerPingMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.askedAt = undefined;
  }

  answered(): void {
    this.askedAt = undefined;
  }
}
