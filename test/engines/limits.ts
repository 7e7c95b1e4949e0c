/** The bounds of the engines that tests start. */

/** Milliseconds an engine has to answer: a Java machine on two busy cores takes its time. */
export const engineStartMsMax = 60_000;
/** Milliseconds between two looks whether an engine answers. */
export const engineLookMs = 10;
/** Milliseconds an engine has to be gone after it was told to. */
export const engineStopMsMax = 10_000;
/** Milliseconds for one answer of an engine in tests: far above what they take, below a test's patience. */
export const engineRequestMsMax = 5_000;
