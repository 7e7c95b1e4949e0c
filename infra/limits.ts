import { outsideSecondsMax } from '../shared/domain/outside/limits.ts';

/**
 * Every bound of the infrastructure, with its unit and its reason. Bounds that the code of the functions also uses are in
 * `shared/domain/limits.ts`. Those here are AWS settings that only the template reads.
 */

/** Seconds an HTTP function may run: its slowest use case is two transactions with retries, far below a person's patience. */
export const httpTimeoutSeconds = 10;
/** Seconds a function that holds answers may run: the longest wait (25) and an answer, just within API Gateway's 29. */
export const longPollTimeoutSeconds = 29;
/**
 * Seconds of one matcher run. It is short, because a crashed run blocks the message group of its room until the visibility
 * timeout.
 */
export const matcherTimeoutSeconds = 5;
/** Seconds of one reconciler run: less than its minute, so two never overlap. */
export const reconcilerTimeoutSeconds = 55;
/** Seconds of one batch of the event counter. */
export const eventCounterTimeoutSeconds = 30;

/** Seconds of one run of the notifier: less than its minute, and enough for some hundred notices, or for a batch of frames to slow sockets. */
export const notifierTimeoutSeconds = 30;

/** Seconds of one run of the worker of webhooks: some attempts, the last of which may take ten seconds. */
export const webhooksTimeoutSeconds = 60;
/** Endpoints that are served at the same time: one that does not answer holds one of them for ten seconds, and rests then. */
export const webhooksAtOnce = 20;
/** Seconds for which a received wake of the worker stays hidden: twice its timeout, because a crashed run blocks its endpoint for so long. */
export const deliveryVisibilitySeconds = 2 * webhooksTimeoutSeconds;

/** Seconds of one message to a receiver: the longest attempt, and time to say how it ended. */
export const senderTimeoutSeconds = outsideSecondsMax + 5;

/** MB of a function that answers at once: the SDK core alone needs 70, and more memory gives more CPU for a cold start. */
export const answerMemoryMb = 512;
/** MB of a function that mostly waits: its cost is memory times time, so this is the least that starts in under a second. */
export const longPollMemoryMb = 256;
/** MB of the matcher and the reconciler: they plan, so they get most of a CPU (1769 MB give a whole one). */
export const planningMemoryMb = 1024;

/** Messages of one wake or timer batch: SQS gives a FIFO batch at most 10. */
export const wakeBatch = 10;
/** Seconds for which a received wake stays hidden: six times the matcher's timeout, as AWS advises for event sources. */
export const wakeVisibilitySeconds = 6 * matcherTimeoutSeconds;
/** Receives before a message is moved to the dead letters: 3 x 30 s is the 90 s within which a room must be processed anyway. */
export const wakeReceivesMax = 3;
/** Seconds for which a wake is kept. By then the reconciler has processed every room many times, so an older wake is useless. */
export const wakeRetentionSeconds = 15 * 60;
/** Seconds for which a timer is kept: the longest delay (900) and as long again. SQS counts from the sending. */
export const timerRetentionSeconds = 30 * 60;
/** Days for which a dead letter waits for an operator: the most that SQS keeps. */
export const deadLetterRetentionDays = 14;

/** Stream records of one batch of the event counter: the counts of one batch are added up before they are written. */
export const eventCounterBatch = 25;
/**
 * How often a batch of a stream is tried before it is split or given up: enough for a throttle, few enough for a record that always
 * fails.
 */
export const streamRetries = 5;
/** Hours after which a record is given up: old figures of the board must not delay new ones. DynamoDB keeps records for 24. */
export const eventCounterRecordAgeHours = 6;

/** Changes of one batch of the notifier: only the newest state of each subject is told, so a larger batch costs less for each. */
export const notifierBatch = 100;
/** Hours after which a change is given up by the notifier: an hour of outage is made up for, and by then every socket's beat has told the state. */
export const notifierRecordAgeHours = 1;

/** Days of recovery of `home`: the least that DynamoDB offers, because backups outlive an erasure. */
export const homeRecoveryDays = 1;

/**
 * Requests per second, and at once, that the stage accepts: far above the largest text service known, far below the account's 10
 * 000.
 */
export const requestsPerSecond = 500;
export const requestsBurst = 1000;
/**
 * Connections and messages of sockets a second, and at once, that the stage accepts. AWS takes 500 new connections a second. Ten thousand who listen
 * and beat every minute send 170 messages.
 */
export const socketMessagesPerSecond = 1000;
export const socketMessagesBurst = 2000;
/** Hours for which a browser keeps a preflight: browsers limit it to 2 (Chromium) to 24 (Firefox). */
export const preflightHours = 2;

/** Characters of the generated secret: letters and digits of 5.95 bits each, so 380 bits, more than the 256 of its HMACs. */
export const secretCharacters = 64;

/**
 * Minutes for which an access token of a person is valid. The tables are read on every call, so the token carries no rights to
 * revoke.
 */
export const accessTokenMinutes = 60;
/** Days until a volunteer must sign in again. */
export const refreshTokenDays = 30;
/** Characters of a password, without other rules: NIST SP 800-63B-4 asks only for length if a second factor is used. */
export const passwordCharactersMin = 12;

/** Days that logs are kept: long enough to look into the last weekend, short enough that little data about people accumulates. */
export const logRetentionDays = 14;
