/**
 * The names that infrastructure, adapters and tests must agree on: tables, keys, indexes, environment variables. Plain data:
 * `infra/` builds the tables from it, the adapters read and write with it, and the tests build their tables from it.
 */

/** Primary key attributes, the same in every table. */
export const keyAttributes = { partition: 'pk', sort: 'sk' } as const;

/** Attributes besides the key: the fencing token, the body, and DynamoDB's time to live (epoch seconds, only for tidiness). */
export const itemAttributes = { rev: 'rev', body: 'body', timeToLive: 'ttl' } as const;

/**
 * Sparse indexes of the `live` table, each with two string attributes of its own. An item without them is not in the index.
 * `room`: waiting requests, free volunteers and open talks, in the order the matcher reads them. `sweep`: ended requests by the
 * time at which they are deleted.
 */
export const liveIndexes = {
  room: { partition: 'roomPk', sort: 'roomSk' },
  sweep: { partition: 'sweepPk', sort: 'sweepSk' },
} as const;

export type LiveIndexName = keyof typeof liveIndexes;

/**
 * Beginnings of partition keys in `live`: requests, and the seats of volunteers. The filters of the stream name them.
 */
export const livePrefixes = { talk: 'TALK#', seat: 'SEAT#' } as const;

/** The partition of `live` with the cases that no person has taken up. The function that tells people is started by its new items. */
export const caseAlertsPartition = 'ALERTS';

/** Environment variables that the functions read once, at cold start. Only `infra/` sets them. */
export const env = {
  liveTable: 'LIVE_TABLE',
  homeTable: 'HOME_TABLE',
  linksTable: 'LINKS_TABLE',
  wakeQueueUrl: 'WAKE_QUEUE_URL',
  timerQueueUrl: 'TIMER_QUEUE_URL',
  secretArn: 'SECRET_ARN',
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  caseTopicArn: 'CASE_TOPIC_ARN',
  senderFunction: 'SENDER_FUNCTION',
  webhookLoopback: 'WEBHOOK_LOOPBACK',
  oidcIssuer: 'OIDC_ISSUER',
  oidcAudience: 'OIDC_AUDIENCE',
  publicUrl: 'PUBLIC_URL',
  liveUrl: 'LIVE_URL',
  liveOrigins: 'LIVE_ORIGINS',
  pushUrl: 'PUSH_URL',
  waitSecondsMax: 'WAIT_SECONDS_MAX',
  waitSlots: 'WAIT_SLOTS',
  spacesApart: 'SPACES_APART',
  version: 'EARSHOT_VERSION',
} as const;

/**
 * The Lambda functions behind HTTP. Most are named for their callers. `long-poll` holds answers until they change. `sheddable` serves
 * what may be shed. A rush on either takes nothing from callers who cancel, end, go off or report.
 */
export const httpFunctionNames = ['public', 'sheddable', 'seeker', 'volunteer', 'coordinator', 'operator', 'long-poll'] as const;
export type HttpFunctionName = (typeof httpFunctionNames)[number];

/** The Lambda functions that events start. `live` is behind the WebSocket API. `sender` is started by another function, which waits for its answer. */
export const eventFunctionNames = ['live', 'matcher', 'reconciler', 'event-counter', 'notifier', 'webhooks', 'sender'] as const;
export type EventFunctionName = (typeof eventFunctionNames)[number];

export const functionNames = [...httpFunctionNames, ...eventFunctionNames] as const;
export type FunctionName = (typeof functionNames)[number];

/** The OAuth scope of an operator, as the token carries it. */
export const operatorScope = 'earshot/operator';
