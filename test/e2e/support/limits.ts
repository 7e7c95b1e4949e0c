/** The bounds of the integration tests, with their units and reasons. */

/** Tests under way at once: they mostly wait for the clock, while two cores serve them. */
export const testsAtOnce = 16;
/** Milliseconds to bundle, synthesize and start everything; about 8 on an idle machine. */
export const startMsMax = 120_000;
/** Milliseconds one test may take: the longest waits out a minute of the service, and a busy machine takes its time. */
export const testMsMax = 180_000;
/** Milliseconds to wait for what the service does by itself: mostly under one second, and 90 by promise with every wake lost. */
export const awaitMsMax = 95_000;
/** Milliseconds between two looks at what cannot be waited for with `Prefer: wait`. */
export const lookMs = 100;
/** Seconds one look is held. */
export const heldSeconds = 5;
/** Milliseconds beyond the instant the service goes by, since a timer fires a moment late and never early. */
export const clockSlackMs = 250;
/** Milliseconds after which a call that was put off comes again: what puts it off is half forgotten after three seconds. */
export const putOffMs = 1_000;
/** Times that a call is put off before its answer is believed. */
export const putOffTimesMax = 10;
