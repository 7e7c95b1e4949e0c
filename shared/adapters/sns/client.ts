import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { awsClientOptions } from '../aws-client-options.ts';

/** An SNS client with the project's bounds. Create one at cold start. */
export function snsClient(overrides: SNSClientConfig = {}): SNSClient {
  return new SNSClient({ ...awsClientOptions, ...overrides });
}
