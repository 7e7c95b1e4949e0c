import type { Pace } from '../../ports.ts';

/** A pace that never waits and remembers which attempts asked it to. */
export function instantPace(): Pace & { readonly attempts: readonly number[] } {
  const attempts: number[] = [];
  return {
    attempts,
    pause: async (attempt) => {
      attempts.push(attempt);
    },
  };
}
