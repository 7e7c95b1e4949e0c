/** The capacity that requests to DynamoDB consumed, as DynamoDB itself reports it. The cost ledger counts this. */
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { TableName } from '../../ports.ts';

export type DynamoDbOperation =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'DeleteItem'
  | 'UpdateItem'
  | 'TransactWriteItems';

/**
 * The capacity of one answered request on one table, its indexes included, in request units. A failed request reports no figure.
 * DynamoDB charges for lost conditions too, so a ledger adds those from the lost commits it saw.
 */
export interface Consumed {
  readonly operation: DynamoDbOperation;
  readonly table: TableName;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export type OnCapacity = (consumed: Consumed) => void;

/** How much detail every request asks for: the sum and the part of each index. */
export const returnConsumed = { ReturnConsumedCapacity: 'INDEXES' } as const;

const writes: ReadonlySet<DynamoDbOperation> = new Set<DynamoDbOperation>([
  'PutItem',
  'DeleteItem',
  'UpdateItem',
  'TransactWriteItems',
]);

/** Reads DynamoDB's report. `tableOf` turns the real name of the table into the project's name. */
export function consumedOf(
  operation: DynamoDbOperation,
  reports: readonly ConsumedCapacity[],
  tableOf: (name: string) => TableName,
): Consumed[] {
  return reports.map((report) => {
    const units = report.CapacityUnits ?? 0;
    const isWrite = writes.has(operation);
    return {
      operation,
      table: tableOf(report.TableName ?? ''),
      // Only a transaction reports the two separately: a transaction that the SDK repeats is answered by a read.
      readUnits: report.ReadCapacityUnits ?? (isWrite ? 0 : units),
      writeUnits: report.WriteCapacityUnits ?? (isWrite && report.ReadCapacityUnits === undefined ? units : 0),
    };
  });
}
