/** How a space matches: a policy by name, with what it may tune. */
import * as z from 'zod';
import { policyLimits } from '../limits.ts';
import type { Tunable } from '../limits.ts';

const tuned = (bound: Tunable) => z.int().min(bound.min).max(bound.max).default(bound.default);

/**
 * `fcfs`: first come first served within a need class, longest idle volunteer, no preferences but required ones, no
 * hedge. `fair`: the same order, and among volunteers the same one again, the best fit, then the longest idle.
 * `priced`: the same order too, but for `overtakesMax`; among volunteers the best fit at the least price, so that rare
 * skills are left for those who need them.
 */
export const policyNames = ['fair', 'fcfs', 'priced'] as const;

export const policy = z.strictObject({
  name: z.enum(policyNames).default('fair'),
  preferredSeconds: tuned(policyLimits.preferredSeconds),
  bestFitSeconds: tuned(policyLimits.bestFitSeconds),
  promotionSeconds: tuned(policyLimits.promotionSeconds),
  /** Null: one offer at a time. */
  hedgeAfterSeconds: tuned(policyLimits.hedgeAfterSeconds).nullable(),
  hedgeSurplus: tuned(policyLimits.hedgeSurplus),
  /** The rest is for `priced` alone. */
  overtakesMax: tuned(policyLimits.overtakesMax),
  scarcityPercent: tuned(policyLimits.scarcityPercent),
  fitPercent: tuned(policyLimits.fitPercent),
  evennessPercent: tuned(policyLimits.evennessPercent),
});
export type Policy = z.infer<typeof policy>;
