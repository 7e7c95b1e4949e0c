/** The bounds of messages to addresses outside of the service, each with its unit and its reason. */

/**
 * Seconds of one attempt, from the name to the status line. A receiver should answer before it works, and each attempt that hangs holds
 * one execution of two functions.
 */
export const outsideSecondsMax = 10;
