/** The bounds of a live connection, with their units and reasons. */

/**
 * Milliseconds of the longest first pause before another connection. A thousand clients who lose theirs at once come back spread over it: the gateway takes
 * 500 new connections a second. It doubles for each further attempt …
 */
export const pauseMsFirst = 4_000;
/** … up to this bound: a service that was away for an hour is found again within it. */
export const pauseMsMax = 60_000;
/**
 * Milliseconds after which a second connection replaces the first, and the part of it that chance decides: before the two hours after which the gateway
 * ends a connection, and not all clients at once.
 */
export const renewMs = 105 * 60_000;
export const renewSpreadMs = 10 * 60_000;
/** Milliseconds in which a hello or a beat must be answered. Then the connection counts as broken: a dead network closes nothing. */
export const answerMsMax = 15_000;
