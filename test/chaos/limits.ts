/** The limits of a chaos run, each with its unit and its reason. */

// The service under test.
/** Milliseconds until a started service must report that it is ready: it bundles, synthesizes and starts two engines. 8 s on an idle machine. */
export const serviceStartMsMax = 300_000;
/** Milliseconds until a service that was stopped or killed must be gone with all its children. */
export const serviceEndMsMax = 15_000;
/** Milliseconds between two checks of something outside: a process, a state, a stream. */
export const checkEveryMs = 100;
/** Milliseconds until an expected state must be reached. */
export const eventuallyMsMax = 30_000;
/** Calls at once while a space is set up: enough to keep two cores busy. */
export const setUpParallel = 16;
/** Requests asked at once while no call may be shed: a process sheds from about a dozen open calls to the store. */
export const asksParallel = 4;
/** Records of a stream in one page: the most that DynamoDB returns. */
export const streamPage = 1000;

// The actors.
/** Open reads and asks of a chaos run at once: on two cores, more only wait inside the service until they time out. */
export const callsAtOnceMax = 32;
/** Milliseconds before a call whose outcome is unknown is repeated: less than `Retry-After` asks for, to add load … */
export const retryMsMin = 200;
export const retryMsMax = 1200;
/** … and the most times that it is made: this takes half a minute, and a killed service is back by then. */
export const retryTriesMax = 40;
/** Milliseconds after which an actor that hangs up does so at the latest: before most answers. The call may still take effect. */
export const hangUpMsMax = 100;
/** Milliseconds between two reads of a seeker: hundreds of seekers read, and two cores answer about a hundred reads a second. */
export const seekerReadMsMin = 1000;
export const seekerReadMsMax = 4000;
/** Milliseconds between two reads of a volunteer: there are some dozens, and an offer is open for some seconds. */
export const volunteerReadMsMin = 500;
export const volunteerReadMsMax = 2000;
/** Milliseconds within which impatient seekers leave: about when the first offers come. */
export const soonMsMax = 2500;
/** Milliseconds of the longest silence of a volunteer: longer than the lease in a chaos run (30 s). */
export const silenceMsMax = 40_000;
/** Milliseconds that a volunteer considers an offer, at most: a part of the offer window in a chaos run (12 s). */
export const hesitationMsMax = 1500;
/** Milliseconds between two pairs of simultaneous wakes. */
export const wakePairsMs = 1000;
/** Milliseconds from the start of a chaos run to the kill: in its middle, while seekers still arrive. */
export const killAfterMs = 8_000;

// The auditor.
/** Calls of the auditor at once: few, so that the audit does not overload the service. */
export const auditParallel = 8;
/** Milliseconds between two tries of a call whose outcome must be known. */
export const againMs = 300;
/** The most times that it is tried: together longer than any pause of the machine, and than the restart of a killed process. */
export const againMax = 300;
/** Milliseconds between two rounds over the requests that have not ended. */
export const auditEveryMs = 2000;
/** Milliseconds after which every acknowledged request must have ended, whichever process was killed, with an expiry of 60 s. */
export const endsMsMax = 180_000;

// The checker.
/** The most records of one transaction in the ledger: a talk, its subject's lock, its tombstone, and three seats; or a seat and three talks. */
export const transactionRecordsMax = 6;
/** Milliseconds after which a call without an answer can no longer take effect: the longest time that a function may run (API Gateway's 30 s). */
export const callHangsMsMax = 30_000;
/** The most milliseconds for which a decline or a lapse may exclude a pair or a volunteer: invariant 8. */
export const backOffMsMax = 60_000;
/** Milliseconds within which the service decides even if every wake is lost: invariant 9. */
export const decisionMsMax = 90_000;

// Long polls, and lost wakes.
/** Long polls that are opened at once … */
export const openWaits = 200;
/** … and the fewest that must be held: each tries five of 400 slots at random, and one or two in 200 find no free slot. */
export const heldMin = 190;
/** Milliseconds between the starts of two long polls: seekers do not come in the same instant. */
export const waitEveryMs = 20;
/** Seconds that each long poll asks for: nearly the longest (25 s), so that all are held while the other calls are answered. */
export const waitSecondsWished = 24;
/** Milliseconds after which a long poll may answer that nothing changed: a second less than it asked for. */
export const waitHeldMsMin = 23_000;
/** Milliseconds until all are held at once: 5 s on an idle machine. Each seeker holds one after the other, so a busy machine only takes longer. */
export const allHeldMsMax = 400_000;
/** Milliseconds between two reads while a test waits for the reconciler, which runs every minute: more reads would gain nothing. */
export const readEveryMs = 1000;
