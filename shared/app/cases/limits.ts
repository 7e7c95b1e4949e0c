/** Bounds of the use cases of coordinators. */

/** Reads of one page of cases: at the default page size five hundred cases are read, in well under a second. */
export const caseReadsMax = 20;

/**
 * Minutes between two searches for raised cases without an alert. Only cases of an earlier version have none, so the first search after a deployment
 * finds them; one query for each space in ten minutes costs next to nothing.
 */
export const alertMinutes = 10;
/**
 * Reports that an operator is told of when a coordinator is removed: the newest. Each is a mail, and the list shows the others.
 */
export const hiddenToldMax = 10;
