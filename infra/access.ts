import { type FunctionName, type LiveIndexName, env } from '../shared/names.ts';

/** `check`: read, and make what was read a condition of a transaction on other items. */
export type TableAccess = 'none' | 'read' | 'check' | 'write';
export type EnvName = (typeof env)[keyof typeof env];

/** What one function may touch. Its permissions and its environment both follow from this and from nothing else. */
export interface Access {
  readonly live: TableAccess;
  /** Indexes of `live` it may query: `room` for waiting requests and free volunteers, `sweep` for what is to be deleted. */
  readonly indexes: readonly LiveIndexName[];
  readonly home: TableAccess;
  /** The links of open sockets. */
  readonly links: TableAccess;
  /** May wake the matcher of a room. */
  readonly wakes: boolean;
  /** May set the timer of a room. */
  readonly timers: boolean;
  /** May wake the worker of webhooks for an endpoint. */
  readonly deliveries: boolean;
  /** May send notices of cases. */
  readonly notices: boolean;
  /** May have messages sent outside by the sender. */
  readonly sends: boolean;
  /** May push frames to sockets. */
  readonly pushes: boolean;
  /** May count how often a caller asks. */
  readonly rates: boolean;
  /** More environment variables, beside its tables, queues, the secret and the version. */
  readonly env: readonly EnvName[];
}

const called = [env.publicUrl, env.oidcIssuer, env.oidcAudience] as const;
/** Of a function that judges the addresses of endpoints. */
const judging = [...called, env.webhookLoopback] as const;
const asleep = {
  links: 'none',
  wakes: false,
  timers: false,
  deliveries: false,
  notices: false,
  sends: false,
  pushes: false,
  rates: false,
} as const;
const caller = { live: 'write', indexes: ['room'], home: 'write', ...asleep, wakes: true, env: called } as const;
/** A caller who may listen live: told where sockets connect. */
const listener = { ...caller, env: [...called, env.liveUrl] } as const;
const asker = { ...caller, rates: true } as const;

/** No environment, and no right but to write its own log: a function that meets strangers has nothing that they could take. */
const nothing = 'nothing';

/** What each function may touch: one row per function, least privilege. */
export const access: Readonly<Record<FunctionName, Access | typeof nothing>> = {
  public: { live: 'read', indexes: ['room'], home: 'read', ...asleep, env: [env.publicUrl, env.liveUrl] },
  sheddable: asker,
  seeker: listener,
  volunteer: { ...listener, env: [...listener.env, env.spacesApart] },
  coordinator: { ...listener, deliveries: true, env: [...judging, env.liveUrl] },
  operator: { live: 'none', indexes: [], home: 'write', ...asleep, deliveries: true, env: judging },
  'long-poll': { ...asker, env: [...called, env.waitSecondsMax, env.waitSlots] },
  live: { ...caller, links: 'write', env: [env.publicUrl, env.liveOrigins] },
  matcher: { live: 'write', indexes: ['room'], home: 'check', ...asleep, timers: true, env: [] },
  reconciler: { live: 'write', indexes: ['room', 'sweep'], home: 'write', ...asleep, timers: true, env: [] },
  'event-counter': { live: 'none', indexes: [], home: 'write', ...asleep, env: [] },
  notifier: {
    live: 'write',
    indexes: ['room'],
    home: 'write',
    ...asleep,
    links: 'write',
    deliveries: true,
    notices: true,
    pushes: true,
    env: [env.publicUrl],
  },
  webhooks: { live: 'none', indexes: [], home: 'write', ...asleep, deliveries: true, sends: true, env: [] },
  sender: nothing,
};

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const;

/**
 * DynamoDB actions: those that the adapter's commands need. A transaction needs those of its parts. No function may scan, or
 * touch a table itself.
 */
export const tableActions = {
  none: [],
  read: readActions,
  check: [...readActions, 'dynamodb:ConditionCheckItem'],
  write: [...readActions, 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
} as const satisfies Record<TableAccess, readonly string[]>;

/** An index proposes and the transaction decides. So an index is only queried, page by page. */
export const indexActions = ['dynamodb:Query'];
/** Adding to a counter. */
export const rateActions = ['dynamodb:UpdateItem'];
/** What the consumers of the stream of `live` need of it. No other function gets it. */
export const streamActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];
/** Sending a message. Receiving messages is granted by the event source mappings. */
export const sendActions = ['sqs:SendMessage'];
/** Sending a notice, and nothing else on its topic. */
export const publishActions = ['sns:Publish'];
/** Calling the sender and waiting for its answer, and nothing else on it. */
export const invokeActions = ['lambda:InvokeFunction'];
/** Pushing to a connection: the only action there is, limited to `POST` by the resource. */
export const pushActions = ['execute-api:ManageConnections'];
/** Reading the secret, but not describing or changing it. */
export const secretActions = ['secretsmanager:GetSecretValue'];
