/** Bounds of finding and ending the requests that an edit strands, with their units and reasons. */

/**
 * Waiting requests of a space that an edit compares before it is saved: twice the largest `waitingMax`, beyond which no request is taken, except
 * those of seekers who are not safe.
 */
export const strandedRequestsMax = 2000;
/**
 * Seconds after the begin of an edit within which a call that read the old settings may still make a request: the longest call, and clocks that
 * differ.
 */
export const strandedSlipSeconds = 60;
/** Seconds for which the reconciler looks for requests that an edit has stranded: the above, the lag of the index, and two runs. */
export const strandedSearchSeconds = 240;
