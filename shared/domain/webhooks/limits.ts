/** The bounds of webhooks, with their units and reasons. */

const hour = 3600;
const day = 24 * hour;

/** Endpoints of one partner or one space: one for each stage and each program of a receiver, and some to spare. */
export const endpointsMax = 10;
/** Secrets of one endpoint that are valid at the same time: the newest, and those that it replaced within a day. */
export const secretsAtOnceMax = 4;
/** Seconds for which the secret before a rotation stays valid: a receiver has a day to install the new one. */
export const secretOverlapSeconds = day;

/**
 * Seconds from each failed attempt to the next: the schedule of Svix, whose first pause (5 s) is the minute of the sweep here. After the last
 * attempt, 75.6 hours after the first, the delivery has failed.
 */
export const retryStepsSeconds: readonly number[] = [
  60,
  300,
  hour / 2,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
/** Share by which a pause is longer or shorter at random, so that the receivers of one failure are not all called at the same moment. */
export const retryJitter = 0.2;
/** How much longer than its step a pause may become because the receiver asks for it in `Retry-After`. */
export const retryAfterFactorMax = 2;
/** Seconds to the next attempt at least after an answer that came too late, or that says "too many" (429): the receiver is overloaded. */
export const overloadedPauseSecondsMin = 60;

/** Failures in a row after which an endpoint gets one attempt at a time: the rest of its deliveries waits, and costs no attempt. */
export const failuresBeforeProbing = 3;
/** Seconds between two such attempts at most. An endpoint that works again is found within this time. */
export const probePauseSecondsMax = hour / 2;
/** Seconds of failures only after which the owner is told that the endpoint will be disabled: a night and a working day. */
export const failingNoticeSeconds = day;
/** Seconds of failures only after which the endpoint is disabled: a long weekend. Svix takes the same five days. */
export const failingDisableSeconds = 5 * day;

/** Seconds for which a delivery is kept, with ids only: the 75.6 hours of its attempts, and a day to look at it and send it again. */
export const deliveryKeptSeconds = 5 * day;
/** Attempts of one delivery that are kept: those of two schedules. The oldest are forgotten. */
export const attemptsKeptMax = 20;
/** Deliveries that one call of `recover` sends again. The answer says where to go on. */
export const recoveredAtOnceMax = 200;

/** Deliveries of one endpoint that are sent at the same time, each of another subject. */
export const sentAtOnceMax = 4;
/** Deliveries that one run of the worker looks at: of an endpoint with more, the oldest come first. */
export const waitingReadMax = 1000;
/** Seconds after which a delivery that is due and was not sent is late, and an operator is told: ten runs of the sweep. */
export const deliveryLateSeconds = 600;
/** Seconds for which a process may use what it read of the endpoints of a partner or space. A new endpoint may miss events for so long. */
export const endpointsFreshSeconds = 10;
/** Partners and spaces whose endpoints one process keeps in memory. */
export const ownersKnownMax = 1000;

/** Characters of the code by which a receiver shows that an endpoint is its own: 192 bits. */
export const verificationCodeChars = 32;
/** Events of one subject: more than a request with twenty matches, or a case that is told every hour for a year. */
export const subjectEventsMax = 999_999;
