/** How a space matches: a policy by name, with what it may tune. */
import * as z from 'zod';
import { policyLimits } from '../limits.ts';
import type { Tunable } from '../limits.ts';

const tuned = (bound: Tunable) => z.int().min(bound.min).max(bound.max).default(bound.default);

/**
 * `fcfs`: first come first served within a need class, longest idle volunteer, no preferences but required ones, no
 * hedge. `fair`: the same order, and among volunteers the same one again, the best fit, then the longest idle.
 */
export const policyNames = ['fair', 'fcfs'] as const;

export const policy = z.strictObject({
  name: z.enum(policyNames).default('fair'),
  preferredSeconds: tuned(policyLimits.preferredSeconds),
  bestFitSeconds: tuned(policyLimits.bestFitSeconds),
  promotionSeconds: tuned(policyLimits.promotionSeconds),
  /** Null: one offer at a time. */
  hedgeAfterSeconds: tuned(policyLimits.hedgeAfterSeconds).nullable(),
  hedgeSurplus: tuned(policyLimits.hedgeSurplus),
});
export type Policy = z.infer<typeof policy>;
