import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClientOptions } from '../aws-client-options.ts';

/**
 * A document client with the project's bounds. Create one at cold start. Endpoint, region and credentials come from the standard
 * environment (such as `AWS_ENDPOINT_URL_DYNAMODB`) unless overridden.
 */
export function dynamoDbClient(overrides: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  // An object with an attribute named `constructor` does not look like a plain object to the SDK.
  const marshallOptions = { convertClassInstanceToMap: true };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...awsClientOptions, ...overrides }), { marshallOptions });
}
