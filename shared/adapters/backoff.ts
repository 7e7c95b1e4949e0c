import { setTimeout as sleep } from 'node:timers/promises';
import type { Backoff } from '../ports.ts';
import { pauseMsFirst, pauseMsMax } from './limits.ts';

/**
 * Pauses of random length between nothing and a ceiling that doubles with each attempt ("full jitter"). So callers who lost the
 * same race do not collide again (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). `random` returns
 * numbers in [0, 1). Safe to call concurrently.
 */
export function jitteredBackoff(random: () => number = Math.random): Backoff {
  return {
    pause: async (attempt) => {
      await sleep(random() * pauseCeilingMs(attempt));
    },
  };
}

/** The longest pause after this attempt (1, 2, …), in milliseconds. */
export function pauseCeilingMs(attempt: number): number {
  return Math.min(pauseMsMax, pauseMsFirst * 2 ** (attempt - 1));
}
