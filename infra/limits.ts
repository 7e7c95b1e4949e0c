/**
 * Every bound of the infrastructure, with its unit and its reason. Bounds that the code inside the functions shares
 * are in `shared/domain/limits.ts`; those here are AWS settings that nothing but the template reads.
 */

/** Seconds an HTTP function may run: its slowest use case is two transactions with retries, far under a person's patience. */
export const httpTimeoutSeconds = 10;
/** Seconds a waiting function may run: the longest wait (25) and an answer, just within API Gateway's 29. */
export const waitingTimeoutSeconds = 29;
/** Seconds of one matcher run: short, since a crashed one holds its room's group until the visibility timeout. */
export const matcherTimeoutSeconds = 5;
/** Seconds of one reconciler run: under its minute, so two never overlap. */
export const reconcilerTimeoutSeconds = 55;
/** Seconds of one courier batch. */
export const courierTimeoutSeconds = 30;

/** MB of a function that answers and goes: the SDK core alone needs 70; more memory is more CPU for a cold start. */
export const answerMemoryMb = 512;
/** MB of a function that mostly waits: its cost is memory times time, so as little as starts in under a second. */
export const waitingMemoryMb = 256;
/** MB of the matcher and the reconciler: they plan, so they get most of a CPU (1769 MB are a whole one). */
export const planningMemoryMb = 1024;

/** Messages of one wake or timer batch: SQS gives a FIFO batch at most 10. */
export const wakeBatch = 10;
/** Seconds a received wake stays hidden: six times the matcher's timeout, as AWS advises for event sources. */
export const wakeVisibilitySeconds = 6 * matcherTimeoutSeconds;
/** Receives before a message is poison: 3 x 30 s is the 90 s within which a room must be looked at anyway. */
export const wakeReceivesMax = 3;
/** Seconds a wake is kept: the reconciler has looked at every room many times by then, so a staler one tells nothing. */
export const wakeRetentionSeconds = 15 * 60;
/** Seconds a timer is kept: the longest sleep (900) and as long again, counted by SQS from the sending. */
export const timerRetentionSeconds = 30 * 60;
/** Days a dead letter waits for somebody to look: the most SQS keeps. */
export const deadLetterRetentionDays = 14;

/** Stream records of one courier batch: counters of one batch are added up before they are written. */
export const courierBatch = 25;
/** Times a courier batch is tried before it is split or given up: enough for a throttle, short enough for a poison record. */
export const courierRetries = 5;
/** Hours after which a record is given up: the board's past is not worth delaying its present. DynamoDB keeps 24. */
export const courierRecordAgeHours = 6;

/** Days of recovery of `home`: the least that DynamoDB offers, since backups outlive an erasure. */
export const homeRecoveryDays = 1;

/** Requests per second, and at once, that the stage lets through: far above the largest text service known, far below the account's 10 000. */
export const requestsPerSecond = 500;
export const requestsBurst = 1000;
/** Hours a browser remembers a preflight: what the browsers cap it at is 2 (Chromium) to 24 (Firefox). */
export const preflightHours = 2;

/** Characters of the generated secret: letters and digits, 5.95 bits each, so 380 bits, above the 256 of its HMACs. */
export const secretCharacters = 64;

/** Minutes an access token of a person lives: it is looked up against the tables on every call, so it carries no rights to revoke. */
export const accessTokenMinutes = 60;
/** Days until a volunteer signs in anew. */
export const refreshTokenDays = 30;
/** Characters of a password, without other rules: length is what NIST SP 800-63B-4 asks of a password used with a second factor. */
export const passwordCharactersMin = 12;
