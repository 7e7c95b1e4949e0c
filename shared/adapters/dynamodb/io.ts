/** What every operation of the store needs. */
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { err } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Pace, TableName, Unavailable } from '../../ports.ts';
import { consumedOf } from './capacity.ts';
import type { DynamoDbOperation, OnConsumed } from './capacity.ts';
import { refusal } from './attempts.ts';
import type { Failed } from './attempts.ts';

export interface Io {
  readonly client: DynamoDBDocumentClient;
  /** The real name of each table. */
  readonly tables: Readonly<Record<TableName, string>>;
  readonly pace: Pace;
  readonly onConsumed?: OnConsumed;
}

/** Gives the ledger, if there is one, what DynamoDB says was consumed. */
export function reportConsumed(io: Io, operation: DynamoDbOperation, reports: readonly (ConsumedCapacity | undefined)[]): void {
  if (io.onConsumed === undefined) return;
  const known = reports.filter((report) => report !== undefined);
  consumedOf(operation, known, (name) => tableNamed(io, name)).forEach(io.onConsumed);
}

/** The outcome of a failed read. A read changes nothing, so it is unavailable, or a bug. */
export function readFailure(operation: DynamoDbOperation, failed: Failed): Result<never, Unavailable> {
  if (failed.tries.at(-1) === 'refused') throw refusal(operation, failed);
  return err({ code: 'unavailable' });
}

/** The project's name of a table. DynamoDB may answer with an ARN if the request used one. */
function tableNamed(io: Io, name: string): TableName {
  return name === io.tables.home || name.endsWith(`/${io.tables.home}`) ? 'home' : 'live';
}
