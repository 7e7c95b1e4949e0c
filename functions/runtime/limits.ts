/** Bounds of the functions, with their units and reasons. */

/** Milliseconds the matcher leaves itself to finish a round it has begun, out of its 5 s. */
export const matcherReserveMs = 1500;
/** Milliseconds the reconciler leaves itself for the rooms it has begun. */
export const reconcilerReserveMs = 10_000;
