/** Bounds of the use cases of spaces. */

/**
 * Openings looked at for the next one with somebody on duty: more than a week of the most spans there can be
 * (`weeklySpansMax` of hours and of duty, 42 each); beyond, nobody says when.
 */
export const openingStepsMax = 100;
/** Volunteers read in one page when the seats of a space get fresh facts: as many seats as one `getMany` takes. */
export const refreshPage = 100;
/** Audit rows read for the one that tells who created a space: those of that very millisecond, which has one. */
export const spaceCreationRows = 10;
