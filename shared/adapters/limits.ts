/** The bounds of the adapters, each with its unit and its reason. */

/** Attempts of one request to AWS, the first included: two more are enough for a broken connection and a moved partition. */
export const awsAttemptsMax = 3;
/** Milliseconds to open a connection. Within a region it takes a few; after this time another attempt is better. */
export const awsConnectMsMax = 500;
/** Milliseconds for one attempt: a hundred times DynamoDB's usual answer. Three attempts still fit into the matcher's 5 s. */
export const awsRequestMsMax = 1_500;

/** Writes of one commit and keys of one `getMany`: what TransactWriteItems and BatchGetItem take (DynamoDB's quotas). */
export const commitWritesMax = 100;
export const getManyKeysMax = 100;
/** Items of one query, as the port says. */
export const queryItemsMax = 1_000;
/** Bytes of a partition key, of a sort key, and of an item: DynamoDB's quotas. */
export const partitionKeyBytesMax = 2_048;
export const sortKeyBytesMax = 1_024;
export const itemBytesMax = 400 * 1_024;
/** The smallest number above 0 that DynamoDB can store. */
export const numberSizeMin = 1e-130;

/**
 * Rounds of one `getMany`, the first included. A round returns at most 16 MB, and throttling may make it shorter. 100 items of
 * the largest size need three rounds; the others are for a busy table.
 */
export const batchGetRoundsMax = 8;
/**
 * Rounds of one transaction whose items are throttled, the first included. DynamoDB throttles a partition for seconds, and with the pauses below
 * six rounds take under a second and a half. So the matcher, which has 5 s, can still plan anew or set a timer.
 */
export const throttledRoundsMax = 6;

/** Milliseconds: the longest first pause between attempts. It doubles for each further attempt … */
export const pauseMsFirst = 25;
/** … up to this bound: a caller waits for the answer, and eight attempts stay under four seconds. */
export const pauseMsMax = 800;

/**
 * Milliseconds and attempts to tell one socket: a push takes some milliseconds, one that is lost is made up for by the next beat, and a socket that
 * hangs must not delay the others of its batch.
 */
export const tellMsMax = 2_000;
export const tellAttemptMsMax = 900;
export const tellAttemptsMax = 2;

/** Seconds: the longest delay that SQS takes. */
export const sqsDelaySecondsMax = 900;

/** Milliseconds after which a process reads the secret again: an emergency can wait a minute, and a read a minute costs cents a month. */
export const secretFreshMs = 60_000;
/** The least number of characters of the deployment's secret: 256 bits even if only hexadecimal digits are used. */
export const secretCharsMin = 64;

/** Milliseconds that a name server has to answer, and how often it is asked: together within `outsideSecondsMax`. */
export const resolveMs = 2_000;
export const resolveTries = 2;
/** Milliseconds until the sender answers: its longest run (`outsideSecondsMax` and a margin) and the start of a new process. */
export const senderAnswerMsMax = 20_000;
/** Bytes of the headers of an answer from outside: what Node allows by default. Status line and `Retry-After` are all that is read of them. */
export const answerHeaderBytesMax = 16 * 1_024;
