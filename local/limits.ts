/** Every limit of the local runner, with its unit and its reason. Limits that AWS sets name the AWS quota that they follow. */

/** Account and region in local ARNs. The embedded queue engine knows no other account. */
export const localAccount = '000000000000';
export const localRegion = 'us-east-1';

/** Bytes of a request body at the gateway: "Payload size 10 MB", quotas of HTTP APIs. */
export const requestBodyBytesMax = 10 * 1024 * 1024;
/** Bytes of request line and headers together: 10,240, quotas of HTTP APIs. */
export const requestHeaderBytesMax = 10_240;
/** Bytes of a function's answer: 6 MB, quotas of Lambda for a synchronous invocation. */
export const responseBytesMax = 6 * 1024 * 1024;
/** Bytes of an event of a function that another one calls: 6 MB, quotas of Lambda for a synchronous invocation. */
export const invocationBytesMax = 6 * 1024 * 1024;
/** Milliseconds a function has to answer the gateway: 30 s, quotas of HTTP APIs. */
export const integrationMsMax = 30_000;
/** Bytes of a message that a function pushes to a client: 128 KB, quotas of WebSocket APIs. */
export const pushBytesMax = 128 * 1024;
/**
 * Bytes of a message of a client. AWS takes 128 KB in frames of 32 KB. The engine here knows messages and not frames. So a client that AWS
 * would disconnect, because it sends more than 32 KB in one frame, is also disconnected here (close code 1009).
 */
export const messageBytesMax = 32 * 1024;
/** New connections a second: 500, quotas of WebSocket APIs. */
export const newSocketsPerSecond = 500;
/** Milliseconds without a message in either direction, and in all, after which a connection is closed: quotas of WebSocket APIs. */
export const socketIdleMs = 10 * 60_000;
export const socketLifeMs = 2 * 3_600_000;
/** Milliseconds a function has to answer a WebSocket API at most: 29 s, quotas of WebSocket APIs. */
export const socketIntegrationMsMax = 29_000;
/** Bytes that wait for a client that does not read, before its connection is closed: AWS names no number. */
export const socketBufferBytesMax = 1024 * 1024;
/** Milliseconds that a client has to close its side when the runner closes a connection. */
export const socketCloseMsMax = 1_000;

/** Milliseconds that an open request may still take when the runner stops. A long poll (25 s) is cut short on purpose. */
export const drainMsMax = 2_000;

/** Seconds and megabytes of a function that sets neither: defaults of AWS::Lambda::Function. */
export const functionTimeoutSecondsDefault = 3;
export const functionMemoryMbDefault = 128;
/**
 * Concurrent executions of a function without reserved concurrency: as in an AWS account that has grown, so that only the machine
 * is the limit.
 */
export const functionConcurrencyDefault = 1_000;
/** Workers of one function: a second one takes over when the first is full or stuck. Each needs about 30 MB. */
export const workersPerFunctionMax = 2;
/** Invocations in one worker before another one is started: some hundred long polls share a worker, since they only wait. */
export const invocationsPerWorker = 256;
/** Smallest heap of a worker in megabytes: it serves many invocations at once, where Lambda serves one. */
export const workerHeapMbMin = 512;
/**
 * Megabytes of the heap for new objects: less than V8's default, with which ten busy workers took 900 MB where 700 MB are enough.
 */
export const workerYoungHeapMb = 8;
/**
 * Milliseconds to load a bundle. Lambda gives the init phase 10 s, on a machine of its own. Here ten bundles load at once, beside all
 * other work of the machine: a load that takes longer than this will never end.
 */
export const workerLoadMsMax = 300_000;
/** Milliseconds after which the runner says that a bundle still loads. */
export const workerLoadSlowMs = 10_000;

/** Times that a call is made that sets up the demo space, while the service sheds it or does not answer; milliseconds between two. */
export const seedTriesMax = 120;
export const seedRetryMs = 1_000;
/** Milliseconds between two pings to a busy worker, and milliseconds of its processor time without an answer after which it counts as stuck. */
export const workerPingMs = 500;
export const workerStuckMs = 2_000;
/** Milliseconds after which a question for the processor time of a worker counts as lost, and is asked again. A thread in a loop may lose one. */
export const workerCpuAnswerMs = 1_000;

/** Bytes of a log file that is kept from the run before. A larger one is emptied. */
export const logBytesMax = 16 * 1024 * 1024;

/** Pollers of a queue whose mapping sets no maximum: Lambda begins with five. */
export const queuePollersDefault = 5;
/** Seconds of one long poll: the longest SQS has. */
export const queuePollSeconds = 20;
/** Messages of one batch: default and maximum of a receive. */
export const queueBatchDefault = 10;
export const receiveMessagesMax = 10;
/** Milliseconds before a failed poll is tried again: an engine that is restarted answers within about 300. */
export const pollRetryMs = 200;

/** Records of one stream batch when the mapping sets no size: default of Lambda. GetRecords gives at most 1,000. */
export const streamBatchDefault = 100;
export const getRecordsMax = 1_000;
/** Milliseconds between two polls of an idle stream. Lambda polls four times a second; here a poll costs half a millisecond. */
export const streamPollMs = 100;
/**
 * Milliseconds before a failed stream batch is tried again: after the first failure, and at most. The pause doubles each time.
 */
export const streamRetryMsFirst = 100;
export const streamRetryMsMax = 5_000;
/** Hours that a stream keeps its records: 24, DynamoDB Streams. */
export const streamRetentionHours = 24;

/**
 * Milliseconds until an embedded engine must answer: DynamoDB Local takes 2.6 s on an idle machine, and ten times that on a busy
 * one.
 */
export const engineStartMsMax = 30_000;
/** Milliseconds between two checks whether an engine answers. */
export const engineProbeMs = 10;
/** Milliseconds that an engine has to close its files before it is killed. */
export const engineStopMsMax = 2_000;
/** Restarts of an engine within a minute before the runner gives up: it survives a kill, but not a broken disk. */
export const engineRestartsPerMinute = 5;
/** Milliseconds to wait until the engines of a killed run have ended. */
export const orphanMsMax = 5_000;

/** Lifetime of the local issuer's tokens in seconds: Cognito's default. */
export const tokenSeconds = 3_600;
/** Characters of a subject: 128, as in Cognito. */
export const subjectCharsMax = 128;
/** Bytes of a request to the issuer, the secrets endpoint or the control endpoint. */
export const smallBodyBytesMax = 64 * 1024;

/** Bytes of a request that the fault proxy passes on: DynamoDB takes 16 MB (BatchWriteItem), SQS 1 MB. */
export const proxiedBodyBytesMax = 17 * 1024 * 1024;

/** Milliseconds of the longest timer that Node can set: 2^31 - 1. */
export const timerMsMax = 2_147_483_647;

/**
 * Bytes of headers that a server reads at all. It is above the limit of the gateway, so that the gateway can answer with a
 * message.
 */
export const headersBytesMax = 64 * 1024;
/** Milliseconds for a request to arrive: two minutes, enough for 10 MB over a slow line. */
export const requestReceiptMsMax = 120_000;

/** Milliseconds between two checks whether the npm that started the runner still runs. */
export const parentPollMs = 500;

/** Milliseconds to wait for the lock of a state directory: the system releases it a moment after a killed process has ended. */
export const lockMsMax = 1_000;

/** Seconds for which `npm run volunteer` lets the service hold its look at the offers: below the 25 s that a gateway can hold. */
export const holdSeconds = 20;
/** Seconds before `npm run volunteer` tries again when a refusal does not say when. */
export const retrySeconds = 2;
/** Seconds of a talk of `npm run volunteer`: long enough to read the conversation, short enough to ask again soon. */
export const talkSecondsDefault = 20;
/** Seconds of the longest such talk: shorter than the two hours after which the service ends a talk. */
export const talkSecondsMax = 3600;
