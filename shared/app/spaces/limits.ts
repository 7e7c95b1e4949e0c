/** Bounds of the use cases of spaces. */

/** Rooms that are read at once for a list of spaces: a page must not open a hundred connections. */
export const spacesParallel = 8;

/**
 * Audit rows that are read to find the one that says who created a space: the rows of that very millisecond, of which there is
 * one.
 */
export const spaceCreationRows = 10;
