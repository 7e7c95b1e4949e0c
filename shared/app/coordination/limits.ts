/** Bounds of the use cases of coordinators. */

/** Reads of one page of cases: at the usual page, five hundred cases looked through, in well under a second. */
export const caseReadsMax = 20;
