import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace } from '../ports.ts';
import { pauseMsFirst, pauseMsMax } from './limits.ts';

/**
 * Pauses of any length between nothing and a ceiling that doubles with each attempt ("full jitter"): those who lost the
 * same race do not meet again (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 * `random` gives numbers from 0 up to and without 1. Safe to call concurrently.
 */
export function jitteredPace(random: () => number = Math.random): Pace {
  return {
    pause: async (attempt) => {
      await sleep(random() * pauseCeilingMs(attempt));
    },
  };
}

/** Milliseconds that the pause before the attempt after this one (1, 2, …) takes at most. */
export function pauseCeilingMs(attempt: number): number {
  return Math.min(pauseMsMax, pauseMsFirst * 2 ** (attempt - 1));
}
