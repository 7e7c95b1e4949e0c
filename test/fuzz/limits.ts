/** The bounds of the fuzzer, each with its unit and its reason. */

/** Requests in CI: a minute on two busy cores, the start of the service included. */
export const requestsInCi = 5_000;
/** Refused requests of a run in CI after which the tables are compared, at least: half of it is made to be refused. */
export const comparedInCiMin = 2_500;
/** Milliseconds to bundle, synthesize and start everything; about 8 seconds on an idle machine. */
export const startMsMax = 120_000;
/** Milliseconds a run in CI may take: about 30 seconds on an idle machine, and CI's is busy. */
export const runMsMax = 300_000;
/** Requests under way at once: enough to keep two cores busy and races likely, few enough that nobody queues for seconds. */
export const inFlightMax = 16;
/** Share of a run that the sweep takes at most; the rest is left to chance. */
export const sweepShare = 0.5;
/** Requests of one round, half of them on each of its two worlds: small enough that a change of state is quickly pinned down. */
export const roundMax = 2_500;
/** Milliseconds after which an answer counts as missing: the 10 s of a function, the second a hold is asked for, and a busy machine. */
export const answerMsMax = 20_000;
/** Milliseconds after which an answer counts as slow: far above a busy machine's usual, far below a person's patience. */
export const slowMsMax = 10_000;
/** Bytes of an answer; the OpenAPI document is the largest, with about a third of this. */
export const answerBytesMax = 1024 * 1024;

/** Bytes of a refusal: its help and a page of errors. */
export const refusalBytesMax = 20_000;

/** Milliseconds between two scans while the tables are to come to rest, scans in a row that must agree, and milliseconds until they must. */
export const rest = { everyMs: 400, sameScans: 3, msMax: 30_000 } as const;
/** Milliseconds that a change may take to show after its answer: the event counter and the matcher follow a write within this. */
export const settleMs = 300;

/** Sends that making a failing request smaller may take. */
export const shrinkSendsMax = 200;
/** Refused requests of a round that are sent again, for their effect on state. */
export const replaysMax = 600;
/** Milliseconds before a call that was put off is sent again, once more as long each time; and times it is sent at most. */
export const putOffMs = 1_000;
export const putOffTriesMax = 5;
/** Items that changed which are named in a finding. */
export const changesShown = 5;
/** Findings after which a run ends: the rest would mostly be the same again. */
export const findingsMax = 20;

/** Characters beyond any bound of a text: the longest text that is taken has 4,000 (a report). */
export const longTextChars = 5_000;
/** Characters that make a body too large: the bound is 64 KB. */
export const hugeTextChars = 70_000;
/** Bytes that no gateway passes on: 10 MB is what API Gateway takes. */
export const giganticBytes = 10 * 1024 * 1024 + 1;
/** Entries beyond any bound of a list: the longest that is taken has 50. */
export const longListEntries = 101;
/** Wrong entries of a list, as many as a body holds: one error for each would make an answer a hundred times as large. */
export const wrongEntries = 20_000;
export const wrongNames = 5_000;
/** Levels of nesting: beyond what a recursive reader survives. */
export const deepLevels = 10_000;
