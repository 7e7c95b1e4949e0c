import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClientOptions } from '../aws-client-options.ts';

/**
 * A document client with the project's bounds; make one at cold start. Endpoint, region and credentials come from the
 * standard environment (`AWS_ENDPOINT_URL_DYNAMODB` among it) unless overridden.
 */
export function dynamoDbClient(overrides: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  // Whoever names an attribute `constructor` hides from the SDK that the object is a plain one.
  const marshallOptions = { convertClassInstanceToMap: true };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...awsClientOptions, ...overrides }), { marshallOptions });
}
