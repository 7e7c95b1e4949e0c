/** Bounds of matching in the use cases, with their units and reasons. */

/**
 * Seconds after which what a seat holds is compared with its request: a lapse is due at once, and the reconciler makes up for it within 90.
 */
export const strayAfterSeconds = 120;
