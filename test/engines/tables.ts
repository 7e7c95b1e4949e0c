/** The tables as the infrastructure creates them, built from the same names. */
import {
  CreateTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
  type DynamoDBClientConfig,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { keyAttributes, liveIndexes } from '../../shared/names.ts';
import type { TableName } from '../../shared/ports.ts';

/** The names of the tables in tests. */
export const testTables = { live: 'earshot-live', home: 'earshot-home', links: 'earshot-links' } as const satisfies Record<
  TableName,
  string
>;

/** Creates the tables at an endpoint and resolves when they can be used. */
export async function createTables(config: DynamoDBClientConfig): Promise<void> {
  const client = new DynamoDBClient(config);
  await client.send(new CreateTableCommand(tableInput('live')));
  await client.send(new CreateTableCommand(tableInput('home')));
  await client.send(new CreateTableCommand(tableInput('links')));
  client.destroy();
}

/** The definition of a table. It has no stream and no time to live, since the store does not use them. */
export function tableInput(table: TableName): CreateTableCommandInput {
  const indexes = table === 'live' ? Object.entries(liveIndexes) : [];
  const attributes = [keyAttributes, ...indexes.map(([, index]) => index)].flatMap(({ partition, sort }) => [partition, sort]);
  return {
    TableName: testTables[table],
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(keyAttributes),
    AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
        IndexName: name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  };
}

function keySchema({ partition, sort }: { readonly partition: string; readonly sort: string }): KeySchemaElement[] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
