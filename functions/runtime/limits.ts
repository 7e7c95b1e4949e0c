/** Bounds of the functions, with their units and reasons. */

/** Milliseconds of its 5 s that the matcher reserves to finish a round that it has begun. */
export const matcherReserveMs = 1500;
/** Milliseconds that the reconciler reserves for the rooms that it has begun. */
export const reconcilerReserveMs = 10_000;

/** Milliseconds that the worker of webhooks reserves to end an attempt that it has begun: the longest attempt (10 s), and its writes. */
export const webhooksReserveMs = 18_000;

/**
 * Milliseconds before the end of an invocation from which it commits nothing. More than the time before the end at which an HTTP function
 * answers by itself, so that nothing begins after that answer.
 */
export const commitReserveMs = 1_000;

/**
 * Milliseconds before the end of an invocation from which it begins nothing that a later call could do as well: the time of two calls to a very
 * slow store, and of the answer.
 */
export const beginReserveMs = 5_000;

/** Weight of the newest call in the smoothed duration of a call to the store: about the last ten calls count. */
export const pressureWeight = 0.1;
/** Milliseconds after which the smoothed duration is halved while no call is made: new calls too soon would keep the store slow. */
export const pressureHalfLifeMs = 3_000;
