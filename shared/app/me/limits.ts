/** Bounds of what a person reads about themselves. */

/** Spaces of one volunteer that are shown: more than any person can serve. */
export const membershipsMax = 100;
/** Spaces of one coordinator that are shown: more than any person can run. */
export const coordinatedMax = 100;
