/** The limits of the fuzzer, each with its unit and its reason. */

/** Requests in CI: they take a minute on two busy cores, with the start of the service. */
export const requestsInCi = 5_000;
/** The fewest refused requests of a run in CI after which the tables are compared: half of the requests must be refused. */
export const comparedInCiMin = 2_500;
/** Milliseconds to bundle, synthesize and start the service: about 8 seconds on an idle machine. */
export const startMsMax = 120_000;
/** Milliseconds that a run in CI may take: about 30 seconds on an idle machine, but the CI machine is busy. */
export const runMsMax = 300_000;
/** Open requests at once: enough to keep two cores busy and to make races likely, few enough that no request queues for seconds. */
export const inFlightMax = 16;
/** The largest share of a run that the sweep takes. The other requests are random. */
export const sweepShare = 0.5;
/** Requests of one round, half of them in each of its two worlds: few enough to find quickly which request changed the state. */
export const roundMax = 2_500;
/** Milliseconds after which an answer counts as missing: the 10 s of a function, the second of a long poll, and a busy machine. */
export const answerMsMax = 20_000;
/** Milliseconds after which an answer counts as slow: far more than usual on a busy machine, and far below a person's patience. */
export const slowMsMax = 10_000;
/** The most bytes of an answer. The OpenAPI document is the largest, with about a third of this. */
export const answerBytesMax = 1024 * 1024;

/** The most bytes of a refusal: its help and a page of errors. */
export const refusalBytesMax = 20_000;

/** Milliseconds between two scans that wait until the tables no longer change, equal scans in a row that prove it, and the most milliseconds. */
export const rest = { everyMs: 400, sameScans: 3, msMax: 30_000 } as const;
/** Milliseconds after an answer until its changes are complete: the event counter and the matcher follow a write within this. */
export const settleMs = 300;

/** The most sends to make a failing request smaller. */
export const shrinkSendsMax = 200;
/** The most refused requests of a round that are sent again, to see their effect on the state. */
export const replaysMax = 600;
/** Milliseconds before a shed call is sent again, longer by as much at each try, and the most times that it is sent. */
export const shedRetryMs = 1_000;
export const shedTriesMax = 5;
/** The most changed items that a finding names. */
export const changesShown = 5;
/** Findings after which a run ends: further findings would mostly be the same. */
export const findingsMax = 20;

/** Characters beyond the limit of every text: the longest accepted text has 4,000 (a report). */
export const longTextChars = 5_000;
/** Characters that make a body too large: the limit is 64 KB. */
export const hugeTextChars = 70_000;
/** Bytes that the gateway does not pass on: API Gateway accepts 10 MB. */
export const giganticBytes = 10 * 1024 * 1024 + 1;
/** Entries beyond the limit of every list: the longest accepted list has 50. */
export const longListEntries = 101;
/** Wrong entries of a list, as many as a body can hold: one error for each would make an answer a hundred times as large. */
export const wrongEntries = 20_000;
export const wrongNames = 5_000;
/** Levels of nesting: more than a recursive parser survives. */
export const deepLevels = 10_000;
