/** The bounds of the storm, each with its unit and its reason. */

/** Milliseconds for a started service to say that it is ready: it bundles, synthesizes and starts two engines. */
export const serviceStartMsMax = 90_000;
/** Milliseconds for a service that was told to end, or killed, to be gone with all its children. */
export const serviceEndMsMax = 15_000;
/** Milliseconds between two looks at something outside: a process, a state, a stream. */
export const lookMs = 100;

/** Records of a stream in one page: what DynamoDB gives at most. */
export const streamPage = 1000;
/** Calls at once while a space is set up: as many as keep two cores busy. */
export const setUpParallel = 16;
