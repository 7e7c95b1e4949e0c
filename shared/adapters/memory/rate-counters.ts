/** Rate counters in memory. */
import { ok } from '../../domain/result.ts';
import type { RateCounters } from '../../ports.ts';

/** Counts as long as the process lives. Nothing is deleted. */
export function memoryRateCounters(): RateCounters {
  const hits = new Map<string, number>();
  return {
    hit: async ({ pk, sk }) => {
      const name = `${pk} ${sk}`;
      const count = (hits.get(name) ?? 0) + 1;
      hits.set(name, count);
      return ok(count);
    },
  };
}
