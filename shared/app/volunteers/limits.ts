/** Bounds of the use cases of volunteers. */

/** Spaces of one person that are shown: as many as one `getMany` takes, far more than one person can serve. */
/** Volunteers read in one page when the seats of a space get new facts: as many seats as one `getMany` takes. */
export const refreshPage = 100;
/** Seats that get new facts at once. They are different items, so only the connection limits them. */
export const refreshParallel = 8;
