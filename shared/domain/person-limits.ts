/** Bounds of one person who serves in several spaces, with unit and reason. */

/**
 * Seats of one person in other spaces that count for a new offer. Each is a condition of its transaction, beside at most 23 other items
 * of the 100 that a transaction takes; and no person serves in twenty spaces.
 */
export const seatsElsewhereMax = 20;
