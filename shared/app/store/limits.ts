/** Bounds of reading stored items, with their units and reasons. */

/** Faults that the log names of one item that cannot be read: the first show what is wrong. */
export const unreadableFaultsMax = 5;
/** Seconds in `Retry-After` for an item that cannot be read: a rollout takes minutes, and nothing heals faster. */
export const unreadableRetrySeconds = 60;
/** Lines of a bug's stack that are logged: enough to find the place. */
export const stackLinesMax = 8;
