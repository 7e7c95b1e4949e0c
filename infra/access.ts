import { type FunctionName, type LiveIndexName, env } from '../shared/names.ts';

/** `check`: read, and make what is read a condition of a transaction elsewhere. */
export type TableAccess = 'none' | 'read' | 'check' | 'write';
export type EnvName = (typeof env)[keyof typeof env];

/** What one function may touch. Its permissions and its environment both follow from this and from nothing else. */
export interface Access {
  readonly live: TableAccess;
  /** Indexes of `live` it may query: `room` to see who waits and who is free, `sweep` to find what is to go. */
  readonly indexes: readonly LiveIndexName[];
  readonly home: TableAccess;
  /** May wake a room's matcher. */
  readonly wakes: boolean;
  /** May set a room's timer. */
  readonly timers: boolean;
  /** May count how often somebody asks. */
  readonly rates: boolean;
  /** Further environment, beside its tables, queues, the secret and the version. */
  readonly env: readonly EnvName[];
}

const called = [env.publicUrl, env.oidcIssuer, env.oidcAudience] as const;
const caller = {
  live: 'write',
  indexes: ['room'],
  home: 'write',
  wakes: true,
  timers: false,
  rates: false,
  env: called,
} as const;
const asker = { ...caller, rates: true } as const;
const asleep = { wakes: false, timers: false, rates: false } as const;

/** Who may touch what: one row per function, least privilege. */
export const access: Readonly<Record<FunctionName, Access>> = {
  public: { live: 'read', indexes: ['room'], home: 'read', ...asleep, env: [env.publicUrl] },
  deferrable: asker,
  seeker: caller,
  volunteer: caller,
  coordinator: caller,
  operator: { live: 'none', indexes: [], home: 'write', ...asleep, env: called },
  waiting: { ...asker, env: [...called, env.waitSecondsMax, env.waitSlots] },
  matcher: { live: 'write', indexes: ['room'], home: 'check', ...asleep, timers: true, env: [] },
  reconciler: { live: 'write', indexes: ['room', 'sweep'], home: 'write', ...asleep, timers: true, env: [] },
  courier: { live: 'none', indexes: [], home: 'write', ...asleep, env: [] },
};

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const;

/**
 * DynamoDB actions: those that the adapter's commands need, where a transaction needs those of its parts. Nobody may scan,
 * and nobody may touch a table itself.
 */
export const tableActions = {
  none: [],
  read: readActions,
  check: [...readActions, 'dynamodb:ConditionCheckItem'],
  write: [...readActions, 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
} as const satisfies Record<TableAccess, readonly string[]>;

/** An index proposes and the transaction decides: so an index is read, page by page, and nothing else. */
export const indexActions = ['dynamodb:Query'];
/** Adding to a counter. */
export const rateActions = ['dynamodb:UpdateItem'];
/** What the courier needs of the stream of `live`, and nobody else. */
export const streamActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];
/** Putting a message in; taking messages out is granted by the event source mappings. */
export const sendActions = ['sqs:SendMessage'];
/** Reading the secret, not describing or changing it. */
export const secretActions = ['secretsmanager:GetSecretValue'];
