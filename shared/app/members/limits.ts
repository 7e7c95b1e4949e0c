/** Bounds of the use cases of volunteers about themselves. */

/** Spaces of one person that are shown: as many as one `getMany` takes, far above what anybody gives their evenings to. */
export const membershipsMax = 100;
