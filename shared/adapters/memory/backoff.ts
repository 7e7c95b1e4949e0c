import type { Backoff } from '../../ports.ts';

/** A backoff that never waits, and records the attempts for which it was called. */
export function instantBackoff(): Backoff & { readonly attempts: readonly number[] } {
  const attempts: number[] = [];
  return {
    attempts,
    pause: async (attempt) => {
      attempts.push(attempt);
    },
  };
}
