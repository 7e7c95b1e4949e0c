/** The bounds of the storm, each with its unit and its reason. */

// The service under test.
/** Milliseconds for a started service to say that it is ready: it bundles, synthesizes and starts two engines. */
export const serviceStartMsMax = 90_000;
/** Milliseconds for a service that was told to end, or killed, to be gone with all its children. */
export const serviceEndMsMax = 15_000;
/** Milliseconds between two looks at something outside: a process, a state, a stream. */
export const lookMs = 100;
/** Milliseconds to look for something that is to come about soon. */
export const eventuallyMsMax = 30_000;
/** Calls at once while a space is set up: as many as keep two cores busy. */
export const setUpParallel = 16;
/** Requests asked at once while nobody is to be put off: a process puts off from about a dozen calls to the store under way. */
export const asksParallel = 4;
/** Records of a stream in one page: what DynamoDB gives at most. */
export const streamPage = 1000;

// The actors.
/** Looks and asks of a storm under way at once: more only queue up inside the service, on two cores, until they time out. */
export const callsAtOnceMax = 32;
/** Milliseconds before a call whose outcome is unknown is repeated: less than `Retry-After` asks for, since this is a storm … */
export const retryMsMin = 200;
export const retryMsMax = 1200;
/** … and times it is made at most: half a minute, in which a killed service is back. */
export const retryTriesMax = 40;
/** Milliseconds after which somebody hangs up who does: before most answers, while the call takes effect or not. */
export const hangUpMsMax = 100;
/** Milliseconds between two looks of a seeker: hundreds of them look, and two cores answer about a hundred looks a second. */
export const pollMsMin = 1000;
export const pollMsMax = 4000;
/** Milliseconds between two looks of a volunteer: some dozens, who have a window of seconds to answer in. */
export const glanceMsMin = 500;
export const glanceMsMax = 2000;
/** Milliseconds in which those leave who leave soon: about when the first offers come. */
export const soonMsMax = 2500;
/** Milliseconds of the longest silence of a volunteer: past the lease of the storm (30 s). */
export const silenceMsMax = 40_000;
/** Milliseconds a volunteer thinks about an offer, at most: a part of the window of the storm (12 s). */
export const hesitationMsMax = 1500;
/** Milliseconds between two pairs of wakes at once. */
export const twinWakesMs = 1000;
/** Milliseconds of a storm before the kill: its middle, with seekers still arriving. */
export const killAfterMs = 8_000;

// The auditor.
/** Calls of the auditor at once: the storm is over, and is not to become another one. */
export const auditParallel = 8;
/** Milliseconds between two tries of a call whose outcome must be known. */
export const againMs = 300;
/** Times it is tried: longer than any pause of the machine or of a restart, after which whatever was killed is back. */
export const againMax = 300;
/** Milliseconds between two rounds over what has not ended. */
export const auditEveryMs = 2000;
/** Milliseconds after which every acknowledged request must have ended, whatever was killed, with an expiry of 60 s. */
export const endsMsMax = 180_000;

// The checker.
/** Records of one transaction in the ledger, at most: a talk, its subject's lock, its tombstone, and three seats; or a seat and three talks. */
export const transactionRecordsMax = 6;
/** Milliseconds after which a call that got no answer has no effect any more: the longest a function may run (API Gateway's 30 s). */
export const callHangsMsMax = 30_000;
/** Milliseconds that a decline or a lapse may keep a pair, or a volunteer, apart: invariant 8. */
export const backOffMsMax = 60_000;
/** Milliseconds within which a decision falls even if every wake is lost: invariant 9. */
export const decisionMsMax = 90_000;

// Waits, and wakes that are lost.
/** Answers to be held at once … */
export const openWaits = 200;
/** … and those that are at least: five of 400 slots are tried at random, and one or two in 200 find none of theirs free. */
export const heldMin = 190;
/** Milliseconds between the beginnings of two waits: people do not come in the same instant. */
export const waitEveryMs = 20;
/** Seconds they wish to wait: nearly the longest (25 s), so that all of them are held while the others are answered. */
export const waitSecondsWished = 24;
/** Milliseconds after which a held answer may say that nothing changed: a second less than was wished. */
export const waitHeldMsMin = 23_000;
/** Milliseconds in which accept, cancel and off answer beside them: generous for two busy cores, far below a person's patience. */
export const answersMsMax = 5000;
/** Milliseconds between two looks while waiting for the reconciler's minute: nothing is gained by looking oftener. */
export const glanceMs = 1000;
