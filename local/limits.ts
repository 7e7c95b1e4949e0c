/** Every bound of the local runner, with its unit and its reason. Bounds that AWS sets name the AWS quota they follow. */

/** Account and region that ARNs carry locally; the embedded queue engine knows no other account. */
export const localAccount = '000000000000';
export const localRegion = 'us-east-1';

/** Bytes of a request body at the gateway: "Payload size 10 MB", quotas of HTTP APIs. */
export const requestBodyBytesMax = 10 * 1024 * 1024;
/** Bytes of request line and headers together: 10,240, quotas of HTTP APIs. */
export const requestHeaderBytesMax = 10_240;
/** Bytes that a function may answer: 6 MB, quotas of Lambda for a synchronous invocation. */
export const responseBytesMax = 6 * 1024 * 1024;
/** Milliseconds a function has to answer the gateway: 30 s, quotas of HTTP APIs. */
export const integrationMsMax = 30_000;
/** Milliseconds an open request may still finish when the runner stops; a wait (25 s) is cut short on purpose. */
export const drainMsMax = 2_000;

/** Seconds and megabytes of a function that says nothing else: defaults of AWS::Lambda::Function. */
export const functionTimeoutSecondsDefault = 3;
export const functionMemoryMbDefault = 128;
/** Executions of one function at once that nobody reserved: what a grown AWS account gives, so that only the machine is the limit. */
export const functionConcurrencyDefault = 1_000;
/** Workers of one function: a second one takes over when the first is crowded or stuck; each costs about 30 MB. */
export const workersPerFunctionMax = 2;
/** Invocations in one worker before another is started: some hundred waits share a worker, since they only wait. */
export const invocationsPerWorker = 256;
/** Megabytes of heap of a worker at least: it serves many invocations at once where Lambda serves one. */
export const workerHeapMbMin = 512;
/** Megabytes of it for what is new: less than V8's own choice, which let ten busy workers take 900 MB where 700 do as well. */
export const workerYoungHeapMb = 8;
/** Milliseconds to load a bundle: Lambda gives the init phase 10 s. */
export const workerLoadMsMax = 10_000;
/** Milliseconds between two questions to a busy worker whether it is alive, and until one that does not answer counts as stuck. */
export const workerPingMs = 500;
export const workerStuckMs = 2_000;

/** Bytes of one log file kept from the run before; a larger one starts anew. */
export const logBytesMax = 16 * 1024 * 1024;

/** Pollers of a queue whose mapping names no maximum: Lambda begins with five. */
export const queuePollersDefault = 5;
/** Seconds of one long poll: the longest SQS has. */
export const queuePollSeconds = 20;
/** Messages of one batch: default and maximum of a receive. */
export const queueBatchDefault = 10;
export const receiveMessagesMax = 10;
/** Milliseconds before a poll that failed is tried again: an engine that was restarted is back within about 300. */
export const pollRetryMs = 200;

/** Records of one stream batch when the mapping names no size: default of Lambda; GetRecords gives at most 1,000. */
export const streamBatchDefault = 100;
export const getRecordsMax = 1_000;
/** Milliseconds between two looks at an idle stream: Lambda looks four times a second; here a look costs half a millisecond. */
export const streamPollMs = 100;
/** Milliseconds between tries of a failing stream batch: first, and at most; doubled in between. */
export const streamRetryMsFirst = 100;
export const streamRetryMsMax = 5_000;
/** Hours that a stream keeps its records: 24, DynamoDB Streams. */
export const streamRetentionHours = 24;

/** Milliseconds until an embedded engine answers: DynamoDB Local takes 2.6 s on an idle machine, ten times that on a busy one. */
export const engineStartMsMax = 30_000;
/** Milliseconds between two questions whether it answers. */
export const engineProbeMs = 10;
/** Milliseconds that an engine may take to close its files before it is killed. */
export const engineStopMsMax = 2_000;
/** Restarts of an engine within a minute before the runner gives up: it survives a kill, not a broken disk. */
export const engineRestartsPerMinute = 5;
/** Milliseconds to wait for the engines of a killed run to be gone. */
export const orphanMsMax = 5_000;

/** Seconds that a token of the local issuer lives, as Cognito's default. */
export const tokenSeconds = 3_600;
/** Characters of a subject: 128, as Cognito's. */
export const subjectCharsMax = 128;
/** Bytes of a request to the issuer, the secrets endpoint or the control endpoint. */
export const smallBodyBytesMax = 64 * 1024;

/** Bytes of a request that the fault proxy passes on: DynamoDB takes 16 MB (BatchWriteItem), SQS 1 MB. */
export const proxiedBodyBytesMax = 17 * 1024 * 1024;

/** Milliseconds of the longest timer that Node can set: 2^31 - 1. */
export const timerMsMax = 2_147_483_647;

/** Bytes of headers that a server reads at all, so that too many of them can be answered in words. */
export const headersBytesMax = 64 * 1024;
/** Milliseconds for a request to arrive: two minutes, which 10 MB over a slow line take. */
export const requestReceiptMsMax = 120_000;

/** Milliseconds between two looks whether the npm that started the runner is still there. */
export const parentPollMs = 500;

/** Milliseconds to wait for the lock of a state directory: a killed process lets go of it a moment after it is gone. */
export const lockMsMax = 1_000;
