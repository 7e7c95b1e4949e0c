/** The bounds of these tests, with their units and reasons. */

/** Calls under way at once: enough to keep two cores busy, few enough that none waits long. */
export const callsAtOnce = 12;
/**
 * Milliseconds between two scans that must be alike: five looks of the event counter at its stream. Milliseconds in which what was done
 * before must have had all its consequences; they mostly take under one second.
 */
export const rest = { everyMs: 500, sameScans: 2, msMax: 30_000 } as const;
/** Milliseconds to make two worlds and everybody in them: some eighty calls, and five offers to wait for. */
export const castMsMax = 60_000;
/** Calls that make every worker of a function know who calls. */
export const warmCalls = 8;
/** Seconds after which whatever was under way has ended, and what had ended then is swept: 47 h of retention, twice, and an hour each. */
export const twoRetentionsSeconds = 2 * 48 * 3600;
