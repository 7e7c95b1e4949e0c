/** The time of the evening: it starts at 0 and runs `factor` times as fast as real time. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Every time is in evening seconds, unless its name says that it is real. */
export class Clock {
  readonly factor: number;
  private readonly off: AbortSignal;
  private readonly began = performance.now();
  private readonly beganAt = Date.now();

  /** `off` ends the evening early: every pause ends at once. */
  constructor(factor: number, off: AbortSignal) {
    this.factor = factor;
    this.off = off;
  }

  get now(): number {
    return ((performance.now() - this.began) / 1000) * this.factor;
  }

  /** The same in milliseconds since the epoch, counted on from the real moment at which the evening began. */
  get nowMs(): number {
    return this.beganAt + this.now * 1_000;
  }

  /** Whether the evening was ended early. */
  get hasEnded(): boolean {
    return this.off.aborted;
  }

  /** A moment of the evening in milliseconds since the epoch. */
  msAt(seconds: number): number {
    return this.beganAt + seconds * 1_000;
  }

  /** Waits for so many evening seconds; false when it ended early. Any number of pauses at once. */
  pause(seconds: number, until?: AbortSignal): Promise<boolean> {
    return this.pauseReal(seconds / this.factor, until);
  }

  async pauseReal(seconds: number, until?: AbortSignal): Promise<boolean> {
    const signal = until === undefined ? this.off : AbortSignal.any([this.off, until]);
    return sleep(Math.max(0, seconds) * 1000, true, { signal }).catch(() => false);
  }

  /** Waits until that moment of the evening. */
  until(at: number): Promise<boolean> {
    return this.pause(at - this.now);
  }

  /** Fires in so many evening seconds, or as soon as one of the others does. */
  after(seconds: number, ...others: readonly AbortSignal[]): AbortSignal {
    return AbortSignal.any([AbortSignal.timeout(Math.max(0, Math.round((seconds / this.factor) * 1000))), ...others]);
  }
}
