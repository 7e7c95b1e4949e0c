/**
 * Waits are kept apart by queue position: how many requests were ahead when the seeker asked. Of all that is known at that
 * moment, it says most. On the call records of a bank it says as much as a fitted mix of six delay predictors (docs/policy.md).
 */

/** The least number ahead of each bucket. Beyond the first few positions, neighbours wait about equally long. */
const leastAhead = [0, 1, 2, 3, 4, 6, 9, 14, 20] as const;

/** The bucket of a queue position, named by its least number ahead. */
export function positionBucket(ahead: number): number {
  return leastAhead.findLast((least) => least <= ahead) ?? 0;
}
