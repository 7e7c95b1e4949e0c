import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { awsClientOptions } from '../aws-client-options.ts';

/** An SQS client with the project's bounds. Create one at cold start. The URL of a queue says where it is. */
export function sqsClient(overrides: SQSClientConfig = {}): SQSClient {
  return new SQSClient({ ...awsClientOptions, ...overrides });
}
