/** Bounds of the use cases of spaces. */

/**
 * Opening times that are checked to find the next one with a coordinator on duty: more than a week of the most spans there can be
 * (`weeklySpansMax` of hours and of duty, 42 each). After that the answer is that the next opening is not known.
 */
export const openingStepsMax = 100;
/** Volunteers read in one page when the seats of a space get new facts: as many seats as one `getMany` takes. */
export const refreshPage = 100;
/**
 * Audit rows that are read to find the one that says who created a space: the rows of that very millisecond, of which there is
 * one.
 */
export const spaceCreationRows = 10;
