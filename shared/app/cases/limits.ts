/** Bounds of the use cases of coordinators. */

/** Reads of one page of cases: at the default page size five hundred cases are read, in well under a second. */
export const caseReadsMax = 20;
