/** Bounds of the use cases of volunteers about themselves. */

/** Spaces of one person that are shown: as many as one `getMany` takes, far more than one person can serve. */
export const membershipsMax = 100;
