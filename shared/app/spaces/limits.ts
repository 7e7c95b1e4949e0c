/** Bounds of the use cases of spaces. */

/**
 * Audit rows that are read to find the one that says who created a space: the rows of that very millisecond, of which there is
 * one.
 */
export const spaceCreationRows = 10;
