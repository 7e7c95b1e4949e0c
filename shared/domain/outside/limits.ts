/** The bounds of messages to addresses outside of the service, each with its unit and its reason. */

/**
 * Seconds of one attempt, from the name to the status line. A receiver should answer before it works, and each attempt that hangs holds
 * one execution of two functions.
 */
export const outsideSecondsMax = 10;

/** Characters of the name of a host, and of each part of it (RFC 1035, 2.3.4: 255 and 63 bytes, lengths included). */
export const hostCharsMax = 253;
export const hostLabelCharsMax = 63;

/** Seconds of the longest `Retry-After` that is kept: a day. A receiver that asks for more is asked again after a day. */
export const retryAfterSecondsMax = 86_400;
