import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '../plan/tables.ts';

/**
 * Creates the tables that do not exist yet, and returns the stream ARN of each table that has one. An existing table is not
 * changed. Throws when it was created with other keys, indexes or stream settings than the template has now.
 */
export async function createTables(client: DynamoDBClient, specs: readonly TableSpec[]): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  for (const spec of specs) {
    const table = (await describe(client, spec.name)) ?? (await create(client, spec));
    if (shapeOf(table) !== shapeOf(wanted(spec))) {
      throw new Error(
        `Table ${spec.name} was created from an older template (its keys, indexes or stream differ). Start with --fresh.`,
      );
    }
    if (table.LatestStreamArn !== undefined) streams.set(spec.name, table.LatestStreamArn);
  }
  return streams;
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, spec: TableSpec): Promise<TableDescription> {
  const { TableDescription: made } = await client.send(new CreateTableCommand({ ...wanted(spec), TableName: spec.name }));
  // Embedded engines create a table at once, or before they answer the next call.
  return (await describe(client, spec.name)) ?? made ?? {};
}

function wanted(spec: TableSpec) {
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local, StreamSpecification: stream } = spec;
  return {
    KeySchema: spec.KeySchema,
    AttributeDefinitions: spec.AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST' as const,
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global.map(withoutAbsent) }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local.map(withoutAbsent) }),
    ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
  };
}

function withoutAbsent({ Projection, ...index }: TableSpec['GlobalSecondaryIndexes'][number]) {
  const { NonKeyAttributes, ProjectionType } = Projection;
  return { ...index, Projection: { ProjectionType, ...(NonKeyAttributes === undefined ? {} : { NonKeyAttributes }) } };
}

/** Keys, indexes and stream of a table as a text. Equal tables have equal texts. */
function shapeOf(table: Pick<TableDescription, 'KeySchema' | 'StreamSpecification'> & IndexLists): string {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const shapes = indexes.map(({ IndexName, KeySchema }) => `${IndexName}:${keysOf(KeySchema)}`).toSorted();
  return JSON.stringify([keysOf(table.KeySchema), shapes, table.StreamSpecification?.StreamViewType ?? null]);
}

interface IndexLists {
  readonly GlobalSecondaryIndexes?: readonly IndexShape[] | undefined;
  readonly LocalSecondaryIndexes?: readonly IndexShape[] | undefined;
}
type IndexShape = Pick<NonNullable<TableDescription['GlobalSecondaryIndexes']>[number], 'IndexName' | 'KeySchema'>;

function keysOf(schema: TableDescription['KeySchema']): string {
  return (schema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
}
