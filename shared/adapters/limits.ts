/** The bounds of the adapters, each with its unit and the reason for it. */

/** Tries of one request to AWS, the first included: two more outlive a broken connection and a moved partition. */
export const awsAttemptsMax = 3;
/** Milliseconds to open a connection: within a region it takes a few; beyond this another try does better. */
export const awsConnectMsMax = 500;
/** Milliseconds for one try: a hundred times DynamoDB's usual answer; three tries still fit into the matcher's 5 s. */
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
/** The smallest number above 0 that DynamoDB holds. */
export const numberSizeMin = 1e-130;

/**
 * Rounds of one `getMany`, the first included. A round answers at most 16 MB and may be cut short by throttling:
 * 100 items of the largest size need three, the rest is patience with a busy table.
 */
export const batchGetRoundsMax = 8;

/** Milliseconds: the ceiling of the first pause between attempts, doubled for each further one … */
export const pauseMsFirst = 25;
/** … up to this: a caller waits for the answer, and eight attempts stay under four seconds. */
export const pauseMsMax = 800;

/** Seconds: the longest delay SQS takes. */
export const sqsDelaySecondsMax = 900;

/** Characters of the deployment's secret at least: 256 bits even where only hexadecimal digits are used. */
export const secretCharsMin = 64;
