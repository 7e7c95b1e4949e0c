/** Bounds of the functions, with their units and reasons. */

/** Milliseconds the matcher leaves itself to finish a round it has begun, out of its 5 s. */
export const matcherReserveMs = 1500;
/** Milliseconds the reconciler leaves itself for the rooms it has begun. */
export const reconcilerReserveMs = 10_000;

/** Share that the newest call to the store has in how slow it is felt to be: about the last ten count. */
export const pressureWeight = 0.1;
/** Milliseconds after which what was felt counts half where nothing is felt any more: asking again too soon is what keeps it slow. */
export const pressureHalfLifeMs = 3_000;
