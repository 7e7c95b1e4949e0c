/**
 * By what waits are told apart: how many were ahead when somebody asked. Of all that is known at that moment it says most: on
 * the calls of a bank as much as a fitted mix of six delay predictors (docs/policy.md).
 */

/** Places told apart by the least number ahead: beyond the first few neighbours wait about as long. */
const leastAhead = [0, 1, 2, 3, 4, 6, 9, 14, 20] as const;

/** The class of a place in the queue, named by its least number ahead. */
export function placeClass(ahead: number): number {
  return leastAhead.findLast((least) => least <= ahead) ?? 0;
}
