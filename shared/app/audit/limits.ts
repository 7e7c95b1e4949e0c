/** Bounds of the audit. */

/** Reads of one page of the audit: a page has that many rows in a row that its reader must not see, before it is short. */
export const auditReadsMax = 20;
