/** What every operation of the store needs. */
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { err, type Result } from '../../domain/result.ts';
import type { Backoff, TableName, Unavailable } from '../../ports.ts';
import { consumedOf, type DynamoDbOperation, type OnCapacity } from './capacity.ts';
import { refusal, type Failed } from './attempts.ts';

export interface Io {
  readonly client: DynamoDBDocumentClient;
  /** The real name of each table. */
  readonly tables: Readonly<Record<TableName, string>>;
  readonly backoff: Backoff;
  readonly onCapacity?: OnCapacity;
  /** Of a commit: once it is aborted nothing more is sent. */
  readonly deadline?: AbortSignal;
}

/** What every request of a commit is sent with. */
export function sending({ deadline }: Io): { readonly abortSignal?: AbortSignal } {
  return deadline === undefined ? {} : { abortSignal: deadline };
}

/** Gives the ledger, if there is one, what DynamoDB says was consumed. */
export function reportCapacity(io: Io, operation: DynamoDbOperation, reports: readonly (ConsumedCapacity | undefined)[]): void {
  if (io.onCapacity === undefined) return;
  const known = reports.filter((report) => report !== undefined);
  consumedOf(operation, known, (name) => tableNamed(io, name)).forEach(io.onCapacity);
}

/** The outcome of a failed read. A read changes nothing, so it is unavailable, or a bug. */
export function readFailure(operation: DynamoDbOperation, failed: Failed): Result<never, Unavailable> {
  if (failed.attempts.at(-1) === 'refused') throw refusal(operation, failed);
  return err({ code: 'unavailable' });
}

/** The project's name of a table. DynamoDB may answer with an ARN if the request used one. */
function tableNamed(io: Io, name: string): TableName {
  const isNamed = (table: string): boolean => name === table || name.endsWith(`/${table}`);
  return isNamed(io.tables.home) ? 'home' : isNamed(io.tables.links) ? 'links' : 'live';
}
