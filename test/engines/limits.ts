/** The limits of the engines that tests start. */

/** Milliseconds until an engine must answer: a Java machine on two busy cores is slow. */
export const engineStartMsMax = 60_000;
/** Milliseconds between two checks whether an engine answers. */
export const engineCheckMs = 10;
/** Milliseconds in which an engine must end after it was told to. */
export const engineStopMsMax = 10_000;
/** Milliseconds for one answer of an engine in tests: far more than it needs, and less than the time-out of a test. */
export const engineRequestMsMax = 5_000;
