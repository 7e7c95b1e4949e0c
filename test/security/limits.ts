/** The bounds of these tests, with their units and reasons. */

/** Calls at the same time: enough to keep two cores busy, few enough that none waits long. */
export const callsAtOnce = 12;
/**
 * Milliseconds between two scans that must be alike: the event counter reads its stream five times in it. By then earlier calls
 * must have had all their effects, which mostly takes under one second.
 */
export const rest = { everyMs: 500, sameScans: 2, msMax: 30_000 } as const;
/** Milliseconds to make two worlds with all their people: some eighty calls, and five offers to wait for. */
export const peopleMsMax = 60_000;
/** Calls after which every worker of a function has seen the caller. */
export const warmCalls = 8;
/**
 * Seconds after which all talk requests of now have ended and are deleted: the retention of 47 h, twice, and one hour more each.
 */
export const twoRetentionsSeconds = 2 * 48 * 3600;
