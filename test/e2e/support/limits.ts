/** The bounds of the integration tests, with their units and reasons. */

/** Tests at the same time: they mostly wait for the clock, and two cores serve them. */
export const testsAtOnce = 16;
/** Milliseconds to bundle, synthesize and start everything; about 8 on an idle machine. */
export const startMsMax = 120_000;
/** Milliseconds one test may take: the longest waits out a minute of the service, and a busy machine is slower. */
export const testMsMax = 180_000;
/**
 * Milliseconds to wait for what the service does by itself: mostly under one second, and 90 by promise when every wake is lost.
 */
export const awaitMsMax = 95_000;
/** Milliseconds between two reads of a route without `Prefer: wait`. */
export const pollMs = 100;
/** Seconds for which one read is held. */
export const heldSeconds = 5;
/** Milliseconds after an instant of the service: a timer fires a moment late and never early. */
export const clockSlackMs = 250;
/** Milliseconds after which a shed call is repeated: the load that shed it is half forgotten after three seconds. */
export const shedRetryMs = 1_000;
/** Times that a call is shed before this answer counts as its answer: half the time of a test. */
export const shedTimesMax = 90;
