/** The DynamoDB store on an engine. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { dynamoDbClient } from '../../shared/adapters/dynamodb/client.ts';
import type { Io } from '../../shared/adapters/dynamodb/io.ts';
import { dynamoDbStore } from '../../shared/adapters/dynamodb/store.ts';
import { instantBackoff } from '../../shared/adapters/memory/backoff.ts';
import type { Store } from '../../shared/ports.ts';
import { engineClientConfig } from '../engines/dynamodb-engine.ts';
import { testTables } from '../engines/tables.ts';

/** A store at an endpoint, with its own client: the SDK's budget of retries belongs to a client. */
export function storeAt(url: string, client: DynamoDBClientConfig = {}, io: Partial<Io> = {}): Store {
  const document = dynamoDbClient({ ...engineClientConfig(url), ...client });
  return dynamoDbStore({ client: document, tables: testTables, backoff: instantBackoff(), ...io });
}
